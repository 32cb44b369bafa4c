import { expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { searchText } from '../../src-shared/kernel/text.ts'
import { Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

const answer = z.object({
  hits: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string(), rank: z.number() }).loose()),
  more: z.array(z.string()),
})

onBothDatabases('[DX-R21] the one box', (world: () => World) => {
  const shop = () => new Shop(world())
  const search = async (text: string, more: JsonObject = {}, as: BuiltinRole = 'frontdesk') =>
    answer.parse(await world().ask('desk.search', { text, ...more }, { as }))
  const titles = async (text: string, more: JsonObject = {}, as: BuiltinRole = 'frontdesk') =>
    (await search(text, more, as)).hits.map(({ title }) => title)
  const person = (givenName: string, familyName: string, more: JsonObject = {}, at = '2027-02-01T09:00:00.000Z') =>
    shop().member({ givenName, familyName, ...more }, { at })

  async function garden(): Promise<string> {
    const locationId = newId()
    const place = { locationId, code: 'sera-1', name: 'Büyük Sera', kind: 'greenhouse' }
    await world().must('plant-slots.create-location', place)
    const slots = ['A-12', 'A-120', 'B-12', 'B-7'].map((slotNumber) => ({ id: newId(), slotNumber }))
    await world().must('plant-slots.create-slots', { locationId, slots })
    return locationId
  }

  it('[DX-A21] finds İlhan by ilhan, 김서연 by ㄱㅅㅇ, Müller by muller, a telephone by its end', async () => {
    await person('İlhan', 'Kaya')
    await person('Ilhan', 'Demir')
    await person('서연', '김', { phone: '010-1234-5678' })
    await person('Jürgen', 'Müller')
    expect((await titles('ilhan')).sort()).toEqual(['Ilhan Demir', 'İlhan Kaya'])
    expect(await titles('ㄱㅅㅇ')).toEqual(['김서연'])
    expect(await titles('5678')).toEqual(['김서연'])
    expect(await titles('010 1234 5678')).toEqual(['김서연'])
    expect(await titles('muller')).toEqual(['Jürgen Müller'])
  })

  it('[DX-A21] who may not see contacts finds nobody by them', async () => {
    await person('서연', '김', { phone: '010-1234-5678', email: 'seoyeon@example.test' })
    for (const role of ['viewer', 'field', 'member'] as const) {
      for (const text of ['5678', '010-1234-5678', 'seoyeon@example.test'])
        expect(await titles(text, {}, role)).toEqual([])
    }
    expect(await titles('seoyeon@example.test')).toEqual(['김서연'])
    expect(await titles('서연', {}, 'viewer')).toEqual(['김서연'])
  })

  it('orders by how it was found: code, address, beginning of the name, of a word, likeness; then the last changed', async () => {
    const [older, newer] = ['2027-02-01T09:00:00.000Z', '2027-02-02T09:00:00.000Z']
    await person('Kaya', 'Aslan', {}, older)
    await person('Kaya', 'Berk', {}, newer)
    await person('Elif', 'Kaya', {}, newer)
    await person('Zeki', 'Nur', { memberNumber: 'KAYA' }, older)
    const { hits } = await search('kaya')
    expect(hits.map(({ title }) => title)).toEqual(['Zeki Nur', 'Kaya Berk', 'Kaya Aslan', 'Elif Kaya'])
    expect(hits.map(({ rank }) => rank)).toEqual([0, 2, 2, 3])
    expect((await search('kayaa')).hits.map(({ rank }) => rank)).toEqual([4, 4, 4, 4])
    expect(await titles('zzzzz')).toEqual([])
  })

  it('every word must be there', async () => {
    await person('Elif', 'Kaya')
    await person('Elif', 'Demir')
    expect(await titles('el ka')).toEqual(['Elif Kaya'])
    expect(await titles('demir elif')).toEqual(['Elif Demir'])
  })

  it('at most eight of a kind, and says of which there are more', async () => {
    for (let n = 0; n < 9; n += 1) await person('Deniz', `Nr ${n}`)
    const { hits, more } = await search('deniz')
    expect(hits).toHaveLength(8)
    expect(more).toEqual(['member'])
    expect(await search('deniz', { limit: 3 })).toMatchObject({ more: ['member'], hits: [{}, {}, {}] })
    await expect(search('deniz', { limit: 9 })).rejects.toThrow('validation_failed')
  })

  it('finds slots by number and by the part of it that people say, and locations by name or code', async () => {
    const locationId = await garden()
    expect((await search('a-12')).hits).toMatchObject([
      { kind: 'slot', title: 'A-12', rank: 0, subtitle: 'Büyük Sera', state: 'available', within: locationId },
      { kind: 'slot', title: 'A-120', rank: 2 },
    ])
    expect((await titles('12')).sort()).toEqual(['A-12', 'A-120', 'B-12'])
    expect(await titles('buyuk')).toEqual(['Büyük Sera'])
    expect((await search('SERA-1')).hits).toMatchObject([{ kind: 'location', rank: 0 }])
    expect(await titles('12', { kinds: ['member'] })).toEqual([])
  })

  it('finds memberships by plan, and by plan and member', async () => {
    const plan = await shop().plan({ slotAllocation: 0 }, { name: 'Altın Yıllık' })
    const elif = await person('Elif', 'Kaya')
    const can = await person('Can', 'Kaya')
    for (const memberId of [elif, can]) await shop().sell(memberId, plan)
    const ofKind = async (text: string) => (await search(text)).hits.filter(({ kind }) => kind === 'membership')
    expect((await ofKind('altin')).map(({ title }) => title).sort()).toEqual(['Can Kaya', 'Elif Kaya'])
    expect(await ofKind('elif altin')).toMatchObject([{ title: 'Elif Kaya', subtitle: 'Altın Yıllık', within: elif }])
    expect(await ofKind('elif')).toEqual([])
  })

  it('numbers alone are asked for by #', async () => {
    await garden()
    await person('A-1', 'Kaya', { memberNumber: 'A-1207' })
    expect((await titles('a-12', { numbers: true })).sort()).toEqual(['A-1 Kaya', 'A-12', 'A-120'])
    expect(await titles('kaya', { numbers: true })).toEqual([])
  })

  it('a member finds only themselves', async () => {
    await person('Kaya', 'Aslan')
    const own = await person('Kaya', 'Berk')
    await shop().write((db) =>
      db
        .updateTable('members')
        .set({ user_id: world().userOf('member') })
        .where('id', '=', own)
        .execute(),
    )
    expect(await titles('kaya', {}, 'member')).toEqual(['Kaya Berk'])
    expect(await titles('aslan', {}, 'member')).toEqual([])
  })

  it('a text of nothing but marks finds nothing, and breaks nothing', async () => {
    await person('Elif', 'Kaya')
    for (const text of ['\u0301', '%', '_', "'", '\\', '%%%']) expect(await titles(text)).toEqual([])
    expect(searchText('\u0301')).toBe('')
  })
})
