import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

onBothDatabases('[DX-R23] what a code means', (world: () => World) => {
  const shop = () => new Shop(world())
  const resolve = (code: string, as: 'frontdesk' | 'field' | 'viewer' | 'member' = 'frontdesk', at?: string) =>
    world().ask('desk.resolve-code', { code }, { as, ...(at && { at }) })

  async function garden() {
    const [locationId, slotId] = [newId(), newId()]
    await world().must('plant-slots.create-location', { locationId, code: 'sera', name: 'Sera', kind: 'greenhouse' })
    const slots = [
      { id: slotId, slotNumber: 'A-12' },
      { id: newId(), slotNumber: 'R-12' },
    ]
    await world().must('plant-slots.create-slots', { locationId, slots })
    return { locationId, slotId }
  }

  it('our own QR, a card, a number of an older system, a slot, a location', async () => {
    const { locationId, slotId } = await garden()
    const member = await shop().member({
      givenName: 'Elif',
      familyName: 'Kaya',
      code: 'K7Q2-9F3M',
      memberNumber: 'M-7',
    })
    const elif = { meant: [{ kind: 'member', id: member, title: 'Elif Kaya', ended: null }] }
    for (const code of [`hf:member:${member}`, 'K7Q2-9F3M', 'k7q2-9f3m', 'm-7']) {
      expect(await resolve(code)).toMatchObject(elif)
    }
    const slot = { meant: [{ kind: 'slot', id: slotId, title: 'A-12', within: locationId }] }
    for (const code of [`HF:SLOT:${slotId}`, 'a-12']) expect(await resolve(code)).toMatchObject(slot)
    for (const code of [`hf:location:${locationId}`, 'sera']) {
      expect(await resolve(code)).toMatchObject({ meant: [{ kind: 'location', id: locationId }] })
    }
  })

  it('a card comes before a slot of the same number', async () => {
    await garden()
    await shop().member({ givenName: 'Elif', familyName: '', memberNumber: 'R-12' })
    expect(await resolve('R-12')).toMatchObject({ meant: [{ kind: 'member' }] })
  })

  it('what several go by is told whole, for a person to choose', async () => {
    await garden()
    await world().must('plant-slots.create-location', { locationId: newId(), code: 'a-12', name: 'A', kind: 'room' })
    expect(await resolve('A-12')).toMatchObject({ meant: [{ kind: 'slot' }, { kind: 'location' }] })
  })

  it('[DX-A19] a membership that is over says since when', async () => {
    const plan = await shop().plan({ durationType: 'DAYS', durationValue: 5, slotAllocation: 0 })
    const member = await shop().member({ code: 'K7Q2-9F3M' }, { at: '2027-02-20T09:00:00.000Z' })
    await shop().sell(member, plan, {}, { at: '2027-02-20T09:00:00.000Z' })
    expect(await resolve('K7Q2-9F3M', 'frontdesk', '2027-02-24T09:00:00.000Z')).toMatchObject({
      meant: [{ ended: null }],
    })
    expect(await resolve('K7Q2-9F3M')).toMatchObject({ meant: [{ state: 'expired', ended: '2027-02-25' }] })
  })

  it('what nobody knows, and what was read wrongly, is code_unknown', async () => {
    await expect(resolve('NO-SUCH')).rejects.toThrow(
      '"code":"code_unknown","params":{"code":"NO-SUCH","reason":"unknown"}',
    )
    await expect(resolve(`hf:member:${newId()}`)).rejects.toThrow('"reason":"unknown"')
    await expect(resolve(`hf:nothing:${newId()}`)).rejects.toThrow('"reason":"unknown"')
    await expect(resolve('4006381333932')).rejects.toThrow('"reason":"misread"')
    await expect(resolve('4006381333931')).rejects.toThrow('"reason":"unknown"')
  })

  it('a person without a right to things hears that, whether there are such things or not', async () => {
    const own = await shop().member({ givenName: 'Elif', code: 'K7Q2-9F3M' })
    const other = await shop().member({ givenName: 'Can', code: 'K7Q2-9F3N' })
    await shop().write((db) =>
      db
        .updateTable('members')
        .set({ user_id: world().userOf('member') })
        .where('id', '=', own)
        .execute(),
    )
    expect(await resolve('K7Q2-9F3M', 'member')).toMatchObject({ meant: [{ id: own }] })
    for (const code of ['K7Q2-9F3N', `hf:member:${other}`]) {
      await expect(resolve(code, 'member')).rejects.toThrow('code_unknown')
    }
  })
})
