import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { inForce, memberNames, membershipInForce } from '../../src-shared/modules/memberships/queries.ts'
import { Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

onBothDatabases('standing', (world: () => World) => {
  const shop = () => new Shop(world())
  const on = (day: string) => ({ at: `${day}T09:00:00.000Z` })

  it('MB-R14 MB-A35 the card turns with the day, with no job: green, amber, red', async () => {
    const memberId = await shop().member()
    const card = (day: string) => world().ask('memberships.standing', { memberId }, on(day))
    expect(await card('2027-03-01')).toMatchObject({
      colour: 'red',
      membership: null,
      alerts: [{ code: 'membership_none', action: 'memberships.purchase' }],
    })
    const membershipId = await shop().sell(memberId, await shop().plan({ priceMinor: 0 }, { name: 'Basic' }))
    expect(await card('2027-03-01')).toMatchObject({
      name: 'Ayşe Yılmaz',
      status: 'ACTIVE',
      colour: 'green',
      alerts: [],
      membership: {
        id: membershipId,
        planName: 'Basic',
        status: 'active',
        startsOn: '2027-03-01',
        endsOn: '2027-04-01',
      },
    })
    expect(await card('2027-03-24')).toMatchObject({ colour: 'green' })
    expect(await card('2027-03-25')).toMatchObject({
      colour: 'amber',
      alerts: [{ code: 'ends_soon', params: { endsOn: '2027-04-01', days: 7 } }],
    })
    expect(await card('2027-04-01')).toMatchObject({ colour: 'amber', membership: { status: 'active' } })
    // 21:01 UTC is 00:01 of the next day in Istanbul.
    const past = await world().ask('memberships.standing', { memberId }, { at: '2027-04-01T21:01:00.000Z' })
    expect(past).toMatchObject({
      colour: 'red',
      alerts: [{ code: 'membership_expired' }],
      membership: { status: 'expired' },
    })
  })

  it('MB-A35 MB-R12 one that renews itself is believed for three days without news, then red', async () => {
    const memberId = await shop().member()
    const plan = await shop().plan({ durationType: 'DAYS', durationValue: 1, priceMinor: 0, autoRenew: true })
    const membershipId = await shop().sell(memberId, plan)
    const card = (day: string) => world().ask('memberships.standing', { memberId }, on(day))
    expect(await card('2027-03-02')).toMatchObject({ colour: 'green', alerts: [] })
    expect(await card('2027-03-05')).toMatchObject({ colour: 'amber', alerts: [{ code: 'renewal_unconfirmed' }] })
    expect(await card('2027-03-06')).toMatchObject({ colour: 'red', membership: { status: 'expired' } })
    const reason = async (day: string) => (await world().read((db) => membershipInForce(db, membershipId, day))).reason
    expect(await reason('2027-03-05')).toBeNull()
    const patch = { patch: { autoRenewGraceDays: 0 }, seen: { autoRenewGraceDays: 3 } }
    await world().must('memberships.update-settings', patch)
    expect(await card('2027-03-03')).toMatchObject({ colour: 'red' })
    expect(await reason('2027-03-05')).toBe('expired')
  })

  it('MB-R14 past due is amber after the tenant’s patience, red where that blocks; hidden from who may not see money', async () => {
    const memberId = await shop().member()
    await shop().sell(memberId, await shop().plan())
    const card = (day: string, as: 'owner' | 'field' = 'owner') =>
      world().ask('memberships.standing', { memberId }, { ...on(day), as })
    expect(await card('2027-03-08')).toMatchObject({ colour: 'green' })
    expect(await card('2027-03-09')).toMatchObject({
      colour: 'amber',
      alerts: [{ code: 'past_due', colour: 'amber', params: { since: '2027-03-01', days: 8 } }],
    })
    expect(await card('2027-03-09', 'field')).toMatchObject({ colour: 'green', alerts: [] })
    await world().must('memberships.update-settings', { patch: { blockPastDue: true }, seen: { blockPastDue: false } })
    expect(await card('2027-03-09')).toMatchObject({ colour: 'red', alerts: [{ code: 'past_due', colour: 'red' }] })
  })

  it('MB-R14 suspended is red; waiver unsigned and identity unchecked are amber; the worst stands first', async () => {
    const memberId = await shop().member({ waiverSignedOn: null })
    const membershipId = await shop().sell(memberId, await shop().plan({ priceMinor: 0 }))
    const codes = () => world().ask('memberships.standing', { memberId })
    expect(await codes()).toMatchObject({ colour: 'amber', alerts: [{ code: 'waiver_unsigned' }] })
    await shop().write((db) => db.updateTable('membership_plan_versions').set({ requires_kyc: true }).execute())
    expect(await codes()).toMatchObject({ alerts: [{ code: 'waiver_unsigned' }, { code: 'kyc_missing' }] })
    await world().must('memberships.suspend-member', { memberId, reason: 'x' })
    expect(await codes()).toMatchObject({
      colour: 'red',
      status: 'SUSPENDED',
      membership: { status: 'active' },
      alerts: [
        { code: 'member_suspended', action: 'memberships.reactivate-member' },
        { code: 'waiver_unsigned' },
        { code: 'kyc_missing' },
      ],
    })
    const held = await world().read((db) => membershipInForce(db, membershipId, '2027-03-01'))
    expect(held.reason).toBe('suspended')
  })

  it('the card opens by card code in any case; one of id and code is asked for', async () => {
    const memberId = await shop().member({ code: 'Q4RS-TVWX' })
    expect(await world().ask('memberships.standing', { code: 'q4rs-tvwx' })).toMatchObject({ id: memberId })
    await expect(world().ask('memberships.standing', {})).rejects.toThrow('validation_failed')
    const both = { memberId, code: 'Q4RS-TVWX' }
    await expect(world().ask('memberships.standing', both)).rejects.toThrow('validation_failed')
  })

  it('section 11: a member sees their own card, record and charges, and nobody else’s', async () => {
    const [own, other] = [await shop().member({ code: 'A4RS-TVWX' }), await shop().member({ code: 'B4RS-TVWX' })]
    const plan = await shop().plan()
    await shop().sell(own, plan)
    await shop().sell(other, plan)
    const how = { as: 'member' } as const
    const mine = ['memberships.standing', 'memberships.member', 'memberships.charges']
    for (const name of mine) {
      await expect(world().ask(name, { memberId: own }, how)).rejects.toThrow('actor_not_permitted')
    }
    await shop().signsIn(own)
    for (const name of mine) {
      await world().ask(name, { memberId: own }, how)
      await expect(world().ask(name, { memberId: other }, how)).rejects.toThrow('actor_not_permitted')
      await expect(world().ask(name, { memberId: newId() }, how)).rejects.toThrow('actor_not_permitted')
    }
    expect(await world().ask('memberships.standing', { code: 'A4RS-TVWX' }, how)).toMatchObject({ id: own })
    for (const code of ['B4RS-TVWX', 'C4RS-TVWX']) {
      await expect(world().ask('memberships.standing', { code }, how)).rejects.toThrow('actor_not_permitted')
    }
    expect(await world().ask('memberships.member', { memberId: own }, how)).toMatchObject({
      contacts: { phone: null },
      balances: [{ dueMinor: 49000 }],
    })
    expect(await world().ask('memberships.list-members', {}, how)).toMatchObject({ total: 1, rows: [{ id: own }] })
    expect(await world().ask('memberships.charges', {}, how)).toMatchObject({ total: 1, rows: [{ memberId: own }] })
    for (const name of ['memberships.find', 'memberships.similar-members', 'memberships.preview-sale']) {
      await expect(world().ask(name, { text: 'ay' }, how)).rejects.toThrow()
    }
  })

  it('MB-R12 other modules ask by member or by membership, and get the reason', async () => {
    const [memberId, newcomer] = [await shop().member(), await shop().member()]
    const plan = await shop().plan({ durationType: 'DAYS', durationValue: 9, priceMinor: 0 })
    const first = await shop().sell(memberId, plan)
    const second = await shop().sell(memberId, plan, { startsOn: '2027-03-20' })
    const byMember = (day: string, id = memberId) => world().read((db) => inForce(db, id, day))
    const byId = (id: string, day: string) => world().read((db) => membershipInForce(db, id, day))
    expect(await byMember('2027-03-01', newcomer)).toEqual({ membership: null, reason: 'none' })
    expect(await byMember('2027-02-28')).toMatchObject({ membership: { id: first }, reason: 'scheduled' })
    expect(await byMember('2027-03-10')).toMatchObject({ membership: { id: first, member_id: memberId }, reason: null })
    expect(await byMember('2027-03-11')).toMatchObject({ membership: { id: second }, reason: 'scheduled' })
    expect(await byMember('2027-03-29')).toMatchObject({ membership: { id: second }, reason: null })
    expect(await byMember('2027-03-30')).toMatchObject({ membership: { id: second }, reason: 'expired' })
    expect(await byId(first, '2027-03-11')).toMatchObject({ reason: 'expired' })
    expect(await byId(newId(), '2027-03-11')).toEqual({ membership: null, reason: 'none' })
    await world().must('memberships.revoke-purchase', { membershipId: second })
    expect(await byId(second, '2027-03-25')).toMatchObject({ reason: 'cancelled' })
    // In force on the day the person acted, but ended since: nothing is given any more.
    await shop().write((db) =>
      db.updateTable('memberships').set({ status: 'expired' }).where('id', '=', first).execute(),
    )
    expect(await byId(first, '2027-03-05')).toMatchObject({ reason: 'expired' })
    await shop().write((db) => db.updateTable('members').set({ deleted_at: '2027-03-01' }).execute())
    expect(await byId(first, '2027-03-05')).toMatchObject({ reason: 'suspended' })
  })

  it('names of members for lists of other modules', async () => {
    const memberId = await shop().member({ code: 'Q5RS-TVWX', givenName: '서연', familyName: '김' })
    const names = await world().read((db) => memberNames(db, [memberId, memberId, newId()]))
    expect([...names.values()]).toEqual([{ id: memberId, code: 'Q5RS-TVWX', name: '김서연' }])
    expect(await world().read((db) => memberNames(db, []))).toEqual(new Map())
  })

  it.each([
    ['active', 2, 'pending_slots', 2],
    ['pending_slots', 0, 'active', 0],
    ['pending_slots', 1, 'pending_slots', 1],
    ['frozen', 3, 'frozen', 3],
    ['cancelled', 0, 'cancelled', 0],
  ] as const)(
    'section 3: a membership that is %s and then owed %i slots is %s',
    async (status, owed, becomes, kept) => {
      const membershipId = await shop().sell(await shop().member(), await shop().plan())
      const [owedChanged] = domain.reactions.get('plant-slots.owed_changed') ?? []
      await shop().write(async (db) => {
        await db.updateTable('memberships').set({ status }).execute()
        await owedChanged?.reaction.react(shop().context(db), { membershipId, owed })
      })
      const row = await world().read((db) => db.selectFrom('memberships').selectAll().executeTakeFirstOrThrow())
      expect(row).toMatchObject({ status: becomes, slots_owed: kept })
    },
  )
})
