import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { nextCode, Shop } from './memberships-shop.ts'
import { doAndUndo, doUndoAndRedo } from './plant-slots-hands.ts'
import { onBothDatabases, type World } from './world.ts'

onBothDatabases('people who leave, and people who are there twice', (world: () => World) => {
  const shop = () => new Shop(world())
  const member = (memberId: string) => world().ask('memberships.member', { memberId })
  const archive = (memberId: string, at?: string) =>
    world().run('memberships.archive-member', { memberId }, { as: 'manager', ...(at ? { at } : {}) })
  const merge = (winnerId: string, loserId: string) =>
    world().must('memberships.merge-members', { winnerId, loserId }, { as: 'manager' })

  it('MB-A21 an approved identity check opens a plan that asks for it; undone, it asks again', async () => {
    const memberId = await shop().member()
    const plan = await shop().plan({ requiresKyc: true })
    const kyc = (status: string) => ({ memberId, status, checkedOn: '2027-02-28' })
    await world().must('memberships.set-kyc', kyc('pending'), { as: 'manager' })
    const sale = shop().sale(memberId, plan)
    expect(await world().refuses('memberships.purchase', sale)).toMatchObject({
      code: 'member_kyc_required',
      params: { kycStatus: 'pending' },
    })
    await doAndUndo(world(), 'memberships.set-kyc', kyc('approved'), { as: 'manager' })
    expect(await world().refuses('memberships.purchase', sale)).toMatchObject({ params: { kycStatus: 'pending' } })
    expect(await world().must('memberships.set-kyc', kyc('approved'), { as: 'manager' })).toEqual({
      kycStatus: 'approved',
      before: { status: 'pending', checkedOn: '2027-02-28' },
    })
    await world().must('memberships.purchase', sale)
    expect(await world().refuses('memberships.set-kyc', kyc('expired'), { as: 'frontdesk' })).toMatchObject({
      code: 'actor_not_permitted',
    })
    expect(await world().refuses('memberships.set-kyc', { ...kyc('expired'), memberId: newId() })).toMatchObject({
      code: 'member_not_found',
    })
  })

  it('MB-A60 a member in force is not archived; once all is over they are, and nothing renews itself', async () => {
    const memberId = await shop().member()
    const membershipId = await shop().sell(memberId, await shop().plan({ autoRenew: true }))
    expect(await archive(memberId)).toMatchObject({
      rejection: { code: 'member_has_active_membership', params: { membershipId, endsOn: '2027-04-01' } },
    })
    // Past the grace of a renewal that never came.
    const later = '2027-04-05T09:00:00.000Z'
    expect(await archive(memberId, later)).toMatchObject({ done: true, outcome: { status: 'ARCHIVED' } })
    expect(await archive(memberId, later)).toMatchObject({ done: true, outcome: { status: 'ARCHIVED' } })
    expect(await shop().rows()).toMatchObject({ memberships: [{ auto_renew: false }], charges: [{ kind: 'purchase' }] })
    expect(await world().refuses('memberships.purchase', shop().sale(memberId, await shop().plan()))).toMatchObject({
      code: 'member_not_active',
    })
  })

  it('[DX-R16] archiving is undone and done again', async () => {
    const memberId = await shop().member()
    await doUndoAndRedo(world(), 'memberships.archive-member', { memberId }, { as: 'manager' })
    expect(await member(memberId)).toMatchObject({ status: 'ACTIVE' })
  })

  it('MB-A61 MB-R64 merging moves memberships, charges and the contact that was missing; the old card opens the new record', async () => {
    const plan = await shop().plan()
    const code = nextCode()
    const winnerId = await shop().member({ phone: '0532 111 22 33' })
    const loserId = await shop().member({ code, email: 'a@example.com', phone: '0532 999 99 99', memberNumber: '77' })
    await shop().sell(winnerId, plan)
    const moved = await shop().sell(loserId, plan, { startsOn: '2027-06-01' })
    await shop().signsIn(loserId)
    expect(await merge(winnerId, loserId)).toMatchObject({ memberships: 1, charges: 1 })
    expect(await member(winnerId)).toMatchObject({
      contacts: { email: 'a@example.com', phone: '0532 111 22 33' },
      memberships: [{}, {}],
      balances: [{ currency: 'TRY', dueMinor: 98000 }],
    })
    expect(await member(loserId)).toMatchObject({ status: 'MERGED', mergedIntoId: winnerId, memberships: [] })
    const periods = (await shop().rows()).periods.filter(({ membership_id }) => membership_id === moved)
    expect(periods).toMatchObject([{ member_id: winnerId }])
    for (const text of [code, '77']) {
      expect(await world().ask('memberships.find', { text })).toMatchObject([{ id: winnerId }])
    }
    expect(await world().ask('memberships.find', { text: 'a@example.com' })).toMatchObject([{ id: winnerId }])
    expect(await world().ask('memberships.standing', { code })).toMatchObject({ id: winnerId })
    // Whoever signed in with the old record has the new one.
    expect(await world().ask('memberships.standing', { memberId: winnerId }, { as: 'member' })).toMatchObject({
      id: winnerId,
    })
    expect(
      await world().refuses('memberships.update-member', { memberId: loserId, changes: {}, seen: {} }),
    ).toMatchObject({
      code: 'member_merged',
      params: { intoMemberId: winnerId },
    })
  })

  it('MB-R64 what was merged into a record goes on with it', async () => {
    const [a, b, c] = [await shop().member(), await shop().member(), await shop().member()]
    await merge(b, a)
    await merge(c, b)
    expect(await member(a)).toMatchObject({ mergedIntoId: c })
    const again = { winnerId: b, loserId: await shop().member() }
    const refusal = await world().refuses('memberships.merge-members', again, { as: 'manager' })
    expect(refusal).toMatchObject({ code: 'member_merged', params: { intoMemberId: c } })
    const [way] = refusal.alternatives
    await world().must(way?.command ?? '', way?.input ?? {}, { as: 'manager' })
    expect(await world().refuses('memberships.merge-members', { winnerId: c, loserId: a })).toMatchObject({
      code: 'member_merged',
    })
    expect(await world().refuses('memberships.merge-members', { winnerId: c, loserId: c })).toMatchObject({
      code: 'validation_failed',
    })
    expect(await world().refuses('memberships.merge-members', { winnerId: c, loserId: newId() })).toMatchObject({
      code: 'member_not_found',
    })
    expect(
      await world().refuses('memberships.merge-members', { winnerId: c, loserId: a }, { as: 'frontdesk' }),
    ).toMatchObject({ code: 'actor_not_permitted' })
  })

  it('MB-A61 the same person registered and sold to twice: both stand, listed as duplicates; the overlap is named', async () => {
    const person = { givenName: 'Mehmet', familyName: 'Şahin', birthOn: '1980-05-05' }
    const plan = await shop().plan()
    const [one, other] = [await shop().member(person), await shop().member({ ...person, familyName: 'Sahin' })]
    const [first, second] = [await shop().sell(one, plan), await shop().sell(other, plan, { startsOn: '2027-03-15' })]
    expect(await world().ask('memberships.duplicates', {}, { as: 'frontdesk' })).toMatchObject({
      total: 1,
      rows: [{ reasons: ['name_and_birth'] }],
    })
    const input = { winnerId: one, loserId: other }
    expect(await world().refuses('memberships.merge-members', input, { as: 'manager' })).toMatchObject({
      code: 'member_merge_overlap',
      params: {
        pairs: [{ winnerMembershipId: first, loserMembershipId: second, from: '2027-03-15', to: '2027-04-01' }],
      },
    })
    await world().must('memberships.revoke-purchase', { membershipId: second })
    await merge(one, other)
    expect(await world().ask('memberships.duplicates', {})).toMatchObject({ total: 0, rows: [] })
  })

  it('MB-R61 duplicates: the strongest reason first, page by page; who shares no contact is none', async () => {
    const make = (fields: JsonObject) => shop().member({ familyName: 'Kaya', ...fields })
    const [a, b] = [await make({ givenName: 'Ali', phone: '+90 532 111 22 33' }), await make({ givenName: 'Can' })]
    const c = await make({ givenName: 'Cem', phone: '0532 111 22 33', email: 'Ev@example.com', birthOn: '1990-01-01' })
    const d = await make({ givenName: 'Dağ', email: 'ev@EXAMPLE.com', phone: '0532 999 22 33', birthOn: '1990-01-01' })
    const answer = await world().ask('memberships.duplicates', {})
    expect(answer).toMatchObject({ total: 2, rows: [{ reasons: ['email'] }, { reasons: ['phone'] }] })
    expect(JSON.stringify(answer)).not.toContain(b)
    expect(await world().ask('memberships.duplicates', { page: 2, limit: 1 })).toMatchObject({
      total: 2,
      rows: [{ reasons: ['phone'], members: [{ id: a < c ? a : c }, { id: a < c ? c : a }] }],
    })
    expect(d).not.toBe(c)
    for (const as of ['field', 'viewer', 'member'] as const) {
      await expect(world().ask('memberships.duplicates', {}, { as })).rejects.toThrow('actor_not_permitted')
    }
  })

  it('MB-R61 an address that half the house shares makes no duplicates', async () => {
    for (let n = 0; n < 21; n += 1) await shop().member({ givenName: `Kid ${n}`, email: 'school@example.com' })
    expect(await world().ask('memberships.duplicates', {})).toMatchObject({ total: 0 })
  })
})
