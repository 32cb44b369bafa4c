import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { namesIn, Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

onBothDatabases('answers about members', (world: () => World) => {
  const shop = () => new Shop(world())

  it('find: exact code, number, e-mail, telephone; then its last four digits; then names', async () => {
    const make = (fields: JsonObject) => shop().member({ familyName: '', ...fields })
    const byCode = await make({ givenName: 'Deniz', code: 'M4RS-TVWX' })
    const byNumber = await make({ givenName: 'Derya', memberNumber: '4567' })
    const family = await make({ givenName: 'Defne', phone: '+90 532 123 45 67', email: 'Ev@Example.com' })
    const sister = await make({ givenName: 'Damla', phone: '0532 123 45 67', email: 'ev@example.com' })
    await make({ givenName: 'Dicle', phone: '0532 999 45 67' })
    const korean = await make({ givenName: '서연', familyName: '김' })
    const double = await make({ givenName: 'Ali Veli', familyName: 'Öztürk' })
    const find = async (text: string, as: 'owner' | 'field' = 'owner') =>
      namesIn({ total: 0, rows: await world().ask('memberships.find', { text }, { as }) })
    const ids = (text: string) => world().ask('memberships.find', { text })
    expect(await ids('m4rs-tvwx')).toMatchObject([{ id: byCode, status: 'ACTIVE', membership: null }])
    expect(await ids('EV@example.COM')).toHaveLength(2)
    for (const text of ['+905321234567', '0532 123 4567', '(532) 123 45 67', '00905321234567']) {
      expect((await find(text)).sort(), text).toEqual(['Damla', 'Defne'])
    }
    expect(await ids('4567')).toMatchObject([{ id: byNumber }, {}, {}, {}])
    expect(await find('4567', 'field')).toEqual(['Derya'])
    expect(await find('ev@example.com', 'field')).toEqual([])
    expect(await find('ozturk ali')).toEqual(['Ali Veli Öztürk'])
    expect(await find('türk')).toEqual(['Ali Veli Öztürk'])
    expect(await find('김서')).toEqual(['김서연'])
    expect(await find('ㄱㅅㅇ')).toEqual(['김서연'])
    expect(await find('Ali Veli Ozturc')).toEqual(['Ali Veli Öztürk'])
    expect(await find('oztruk')).toEqual(['Ali Veli Öztürk'])
    for (const text of ['%%', '__', 'de%z', '\\\\']) expect(await find(text), text).toEqual([])
    expect(await find('de')).toEqual(['Defne', 'Deniz', 'Derya'])
    await expect(world().ask('memberships.find', { text: 'd' })).rejects.toThrow('validation_failed')
    expect(await world().ask('memberships.find', { text: 'de', limit: 2 })).toHaveLength(2)
    expect([family, sister, korean, double]).toHaveLength(4)
  })

  it('MB-R61 likely duplicates are named with the reason and nothing is refused', async () => {
    const twin = { givenName: 'Mehmet', familyName: 'Şahin', birthOn: '1980-05-05', phone: '+90 532 111 22 33' }
    const memberId = await shop().member({ ...twin, email: 'm@example.com' })
    await shop().member({ givenName: 'Ali', familyName: 'Kaya', phone: '0532 999 22 33', birthOn: '1980-05-05' })
    const similar = (input: JsonObject) => world().ask('memberships.similar-members', input)
    expect(await similar({ email: 'M@Example.com' })).toMatchObject([{ id: memberId, reasons: ['email'] }])
    expect(await similar({ phone: '0532 111 22 33' })).toMatchObject([{ id: memberId, reasons: ['phone'] }])
    const named = { givenName: 'MEHMET', familyName: 'Sahin', birthOn: '1980-05-05' }
    expect(await similar(named)).toMatchObject([{ id: memberId, name: 'Mehmet Şahin', reasons: ['name_and_birth'] }])
    expect(await similar({ ...named, phone: '5321112233' })).toMatchObject([{ reasons: ['phone', 'name_and_birth'] }])
    expect(await similar({ ...named, birthOn: '1980-05-06' })).toEqual([])
    expect(await similar({ ...named, exceptMemberId: memberId })).toEqual([])
    const korean = { givenName: '서연', familyName: '김', birthOn: '1991-01-01' }
    const seoyeon = await shop().member(korean)
    expect(await similar(korean)).toMatchObject([{ id: seoyeon, reasons: ['name_and_birth'] }])
    expect(await similar({})).toEqual([])
    await shop().member(twin)
    for (const as of ['field', 'viewer'] as const) {
      await expect(world().ask('memberships.similar-members', named, { as })).rejects.toThrow('actor_not_permitted')
    }
  })

  it('section 6: the preview of a sale is what the sale will be, or why it will not', async () => {
    const [plan, memberId] = [await shop().plan({ slotAllocation: 2 }), await shop().member()]
    const preview = (input: JsonObject, as: 'owner' | 'frontdesk' = 'owner') =>
      world().ask('memberships.preview-sale', { planVersionId: plan.versionId, ...input }, { as })
    expect(await preview({})).toEqual({
      startsOn: '2027-03-01',
      endsOn: '2027-04-01',
      priceMinor: 49000,
      currency: 'TRY',
      slots: { granted: 2, free: 0 },
      refusal: null,
    })
    const membershipId = await shop().sell(memberId, plan)
    expect(await preview({ memberId, startsOn: '2027-04-01' })).toMatchObject({
      endsOn: '2027-05-01',
      refusal: { code: 'membership_overlap', params: { membershipId } },
    })
    expect(await preview({ memberId, startsOn: '2027-04-02' })).toMatchObject({ refusal: null })
    expect(await preview({ startsOn: '2027-02-20' }, 'frontdesk')).toMatchObject({
      refusal: { code: 'membership_start_out_of_range' },
    })
    const next = { planId: plan.planId, versionId: newId(), seenVersionNo: 1, patch: { terms: { priceMinor: 1 } } }
    await world().must('memberships.update-plan', next)
    expect(await preview({})).toMatchObject({ priceMinor: 49000, refusal: { code: 'membership_plan_terms_changed' } })
    await expect(preview({ planVersionId: newId() })).rejects.toThrow('membership_plan_not_accessible')
    await expect(preview({ memberId: newId() })).rejects.toThrow('member_not_found')
  })

  it('section 6: charges fall due in order, with what is due by currency', async () => {
    const [memberId, other] = [await shop().member(), await shop().member()]
    const [lira, euro] = [await shop().plan(), await shop().plan({ currency: 'EUR', priceMinor: 1000 })]
    await shop().sell(memberId, euro, { startsOn: '2027-05-01' })
    await shop().sell(memberId, lira)
    const revoked = await shop().sell(other, lira)
    await world().must('memberships.revoke-purchase', { membershipId: revoked })
    const charges = (input: JsonObject) => world().ask('memberships.charges', input)
    const balances = [
      { currency: 'EUR', dueMinor: 1000 },
      { currency: 'TRY', dueMinor: 49000 },
    ]
    expect(await charges({ memberId })).toMatchObject({
      page: 1,
      limit: 50,
      total: 2,
      rows: [
        { kind: 'purchase', amountMinor: 49000, dueOn: '2027-03-01', state: 'due' },
        { amountMinor: 1000, currency: 'EUR', dueOn: '2027-05-01' },
      ],
      balances,
    })
    expect(await charges({})).toMatchObject({ total: 3, balances })
    expect(await charges({ state: 'void' })).toMatchObject({ total: 1, rows: [{ memberId: other }] })
    expect(await charges({ dueBefore: '2027-05-01', state: 'due' })).toMatchObject({ total: 1 })
    for (const as of ['field', 'viewer'] as const) {
      await expect(world().ask('memberships.charges', {}, { as })).rejects.toThrow('actor_not_permitted')
    }
  })

  it('MB-A24 MB-A63 a member with and without plan terms; no contacts, periods or money for the floor', async () => {
    const memberId = await shop().member({ phone: '111 1111' })
    const plan = await shop().plan({ priceMinor: 4990 }, { name: 'Basic' })
    const membershipId = await shop().sell(memberId, plan)
    const member = (input: JsonObject, as: 'owner' | 'field' = 'owner') =>
      world().ask('memberships.member', { memberId, ...input }, { as })
    const period = {
      seq: 1,
      startsOn: '2027-03-01',
      endsOn: '2027-04-01',
      priceMinor: 4990,
      currency: 'TRY',
      voidedAt: null,
    }
    expect(await member({})).toMatchObject({
      membership: { id: membershipId, planName: 'Basic' },
      memberships: [{ id: membershipId, periods: [period], terms: null }],
      balances: [{ currency: 'TRY', dueMinor: 4990 }],
      contacts: { phone: '111 1111' },
      alerts: [],
    })
    expect(await member({ includePlan: true })).toMatchObject({
      memberships: [{ terms: { versionNo: 1, priceMinor: 4990 } }],
    })
    expect(await member({}, 'field')).toMatchObject({
      contacts: null,
      balances: null,
      memberships: [{ id: membershipId, periods: [] }],
    })
    const newcomer = await shop().member()
    expect(await world().ask('memberships.member', { memberId: newcomer, includePlan: true })).toMatchObject({
      memberships: [],
    })
  })
})
