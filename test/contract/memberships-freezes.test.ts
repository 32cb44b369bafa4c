import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { inForce } from '../../src-shared/modules/memberships/queries.ts'
import { Shop } from './memberships-shop.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

/** Noon of a day. */
const on = (day: string, how: Circumstances = {}): Circumstances => ({ at: `${day}T09:00:00.000Z`, ...how })

onBothDatabases('freezes', (world: () => World) => {
  const shop = () => new Shop(world())
  const freezing = (membershipId: string, fromOn: string, rest: JsonObject = {}) => ({
    ...{ freezeId: newId(), chargeId: newId(), membershipId, fromOn },
    ...rest,
  })

  /** One month to 2027-06-30 that may stand still for 30 days. */
  async function sold(terms: JsonObject = {}) {
    const memberId = await shop().member()
    const plan = await shop().plan({ maxFreezeDays: 30, ...terms })
    const membershipId = await shop().sell(memberId, plan, {}, on('2027-05-31'))
    return { memberId, plan, membershipId }
  }

  const rows = () =>
    world().read(async (db) => ({
      membership: await db.selectFrom('memberships').selectAll().executeTakeFirstOrThrow(),
      periods: await db.selectFrom('membership_periods').selectAll().orderBy('seq').execute(),
      freezes: await db.selectFrom('membership_freezes').selectAll().orderBy('from_on').execute(),
      fees: await db.selectFrom('membership_charges').selectAll().where('kind', '=', 'freeze_fee').execute(),
    }))

  async function undo(name: string, input: JsonObject, outcome: JsonObject, how: Circumstances = {}) {
    const back = domain.commands.get(name)?.undo(input, outcome)
    if (!back) throw new Error(`${name} has no undo`)
    await world().must(back.command, back.input, { ...how, meta: { undoOf: newId() } })
  }

  it('MB-A41 MB-R44 MB-R46 preview, outcome and rows agree; a return brings the end back; on the first day it was none', async () => {
    const { membershipId } = await sold({ freezeFeeMinor: 5000 })
    const input = freezing(membershipId, '2027-06-10', { toOn: '2027-06-19', reason: 'Abroad' })
    const preview = { membershipId, fromOn: '2027-06-10', toOn: '2027-06-19' }
    expect(await world().ask('memberships.preview-freeze', preview, on('2027-06-01'))).toEqual({
      ...{ fromOn: '2027-06-10', toOn: '2027-06-19', days: 10, feeMinor: 5000, currency: 'TRY', refusal: null },
      budget: { max: 30, used: 10, left: 20 },
      was: { endsOn: '2027-06-30', next: { startsOn: null, dueOn: null } },
      becomes: { endsOn: '2027-07-10', next: { startsOn: null, dueOn: null } },
    })
    const outcome = await world().must('memberships.freeze', input, on('2027-06-01', { as: 'frontdesk' }))
    expect(outcome).toEqual({ fromOn: '2027-06-10', toOn: '2027-06-19', endsOn: '2027-07-10' })
    expect(await rows()).toMatchObject({
      membership: { status: 'active', ends_on: '2027-07-10' },
      periods: [{ ends_on: '2027-07-10', scheduled_ends_on: '2027-06-30', frozen_days: 10 }],
      freezes: [{ id: input.freezeId, state: 'planned', reason: 'Abroad', fee_charge_id: input.chargeId }],
      fees: [{ id: input.chargeId, amount_minor: 5000, due_on: '2027-06-10', state: 'due' }],
    })
    const back = { freezeId: input.freezeId, on: '2027-06-15' }
    const returning = { membershipId, unfreezeOn: '2027-06-15' }
    expect(await world().ask('memberships.preview-freeze', returning, on('2027-06-15'))).toMatchObject({
      ...{ fromOn: '2027-06-10', toOn: '2027-06-14', days: 5, refusal: null },
      becomes: { endsOn: '2027-07-05' },
    })
    const returned = await world().must('memberships.unfreeze', back, on('2027-06-15'))
    expect(returned).toMatchObject({ toOn: '2027-06-14', endsOn: '2027-07-05' })
    expect(await rows()).toMatchObject({
      membership: { ends_on: '2027-07-05' },
      freezes: [{ to_on: '2027-06-14', state: 'ended' }],
      fees: [{ state: 'due' }],
    })
    await undo('memberships.unfreeze', back, returned, on('2027-06-15'))
    expect(await rows()).toMatchObject({
      membership: { status: 'frozen', ends_on: '2027-07-10' },
      freezes: [{ to_on: '2027-06-19', state: 'running' }],
    })
    const never = { freezeId: input.freezeId, on: '2027-06-10' }
    const none = await world().must('memberships.unfreeze', never, on('2027-06-15'))
    expect(none).toMatchObject({ toOn: null, endsOn: '2027-06-30' })
    expect(await rows()).toMatchObject({
      membership: { status: 'active', ends_on: '2027-06-30' },
      periods: [{ frozen_days: 0 }],
      freezes: [{ state: 'cancelled' }],
      fees: [{ state: 'void' }],
    })
    await undo('memberships.unfreeze', never, none, on('2027-06-15', { as: 'frontdesk' }))
    expect(await rows()).toMatchObject({
      membership: { status: 'frozen', ends_on: '2027-07-10' },
      freezes: [{ from_on: '2027-06-10', to_on: '2027-06-19', state: 'running' }],
      fees: [{ state: 'due', void_command_id: null }],
    })
  })

  it('a freeze is taken back by Ctrl+Z, though its days are over, and comes again; a longer one goes back too', async () => {
    const { membershipId } = await sold({ freezeFeeMinor: 5000 })
    const input = freezing(membershipId, '2027-06-02', { toOn: '2027-06-04' })
    const outcome = await world().must('memberships.freeze', input, on('2027-06-10', { as: 'manager' }))
    expect(await rows()).toMatchObject({ freezes: [{ state: 'ended' }], membership: { status: 'active' } })
    const cancel = { freezeId: input.freezeId }
    expect(await world().refuses('memberships.cancel-freeze', cancel, on('2027-06-10'))).toMatchObject({
      code: 'membership_not_frozen',
      params: { endedOn: '2027-06-04' },
    })
    await undo('memberships.freeze', input, outcome, on('2027-06-10', { as: 'manager' }))
    expect(await rows()).toMatchObject({ freezes: [{ state: 'cancelled' }], membership: { ends_on: '2027-06-30' } })
    const later = freezing(membershipId, '2027-06-20', { toOn: '2027-06-24' })
    await world().must('memberships.freeze', later, on('2027-06-10'))
    const longer = { freezeId: later.freezeId, toOn: '2027-06-29' }
    const extended = await world().must('memberships.extend-freeze', longer, on('2027-06-10'))
    expect(extended).toMatchObject({ toOn: '2027-06-29', endsOn: '2027-07-10' })
    await undo('memberships.extend-freeze', longer, extended, on('2027-06-10'))
    expect(await rows()).toMatchObject({ membership: { ends_on: '2027-07-05' } })
    const cancelled = await world().must('memberships.cancel-freeze', { freezeId: later.freezeId }, on('2027-06-11'))
    expect(cancelled).toMatchObject({ endsOn: '2027-06-30' })
    expect((await rows()).fees.map(({ state }) => state)).toEqual(['void', 'void'])
    await undo('memberships.cancel-freeze', { freezeId: later.freezeId }, cancelled, on('2027-06-11'))
    expect(await rows()).toMatchObject({ membership: { ends_on: '2027-07-05' } })
    expect((await rows()).fees.map(({ state }) => state).sort()).toEqual(['due', 'void'])
  })

  it('MB-A42 MB-R42 the budget names what is left and offers it; a plan without one is not frozen', async () => {
    const { membershipId } = await sold()
    await world().must(
      'memberships.freeze',
      freezing(membershipId, '2027-06-01', { toOn: '2027-06-20' }),
      on('2027-06-01'),
    )
    const asked = freezing(membershipId, '2027-06-25', { toOn: '2027-07-05' })
    const refused = await world().refuses('memberships.freeze', asked, on('2027-06-01'))
    expect(refused).toMatchObject({
      code: 'membership_freeze_budget_exceeded',
      params: { max: 30, used: 20, asked: 11, most: 10, latestTo: '2027-07-04' },
      alternatives: [{ label: 'memberships.freeze_days', params: { days: 10 } }],
    })
    await world().must('memberships.freeze', refused.alternatives[0]?.input ?? {}, on('2027-06-01'))
    expect(await rows()).toMatchObject({ membership: { ends_on: '2027-07-30' }, periods: [{ frozen_days: 30 }] })
    const spent = await world().refuses('memberships.freeze', freezing(membershipId, '2027-07-10'), on('2027-06-01'))
    expect(spent).toMatchObject({ params: { asked: 1, most: 0, latestTo: null }, alternatives: [] })
  })

  it.each([null, 0])('MB-A42 MB-R40 a plan with %s days is not frozen', async (maxFreezeDays) => {
    const { membershipId } = await sold({ maxFreezeDays })
    const refused = await world().refuses('memberships.freeze', freezing(membershipId, '2027-06-10'), on('2027-06-01'))
    expect(refused.code).toBe('membership_freeze_not_allowed')
  })

  it('MB-A43 MB-R41 from the last day, not after it; from yesterday only by a manager, and only so far back', async () => {
    const { membershipId } = await sold()
    const ask = (fromOn: string, how: Circumstances, toOn = fromOn) =>
      world().refuses('memberships.freeze', freezing(membershipId, fromOn, { toOn }), how)
    const after = await ask('2027-07-01', on('2027-06-15'))
    expect(after).toMatchObject({
      code: 'membership_freeze_out_of_period',
      params: { min: '2027-05-31', max: '2027-06-30' },
      alternatives: [{ params: { day: '2027-06-30' } }],
    })
    const front = await ask('2027-06-14', on('2027-06-15', { as: 'frontdesk' }))
    expect(front).toMatchObject({
      code: 'membership_freeze_backdate_forbidden',
      params: { min: '2027-06-15' },
      alternatives: [{ params: { day: '2027-06-15' }, input: { fromOn: '2027-06-15', toOn: '2027-06-15' } }],
    })
    await world().must('memberships.freeze', freezing(membershipId, '2027-06-14', { toOn: '2027-06-14' }), {
      ...on('2027-06-15', { as: 'manager' }),
    })
    await world().must(
      'memberships.freeze',
      freezing(membershipId, '2027-07-01', { toOn: '2027-07-01' }),
      on('2027-06-15'),
    )
    const year = await sold({ durationValue: 12 })
    const asked = freezing(year.membershipId, '2027-06-30', { toOn: '2027-06-30' })
    expect(await world().refuses('memberships.freeze', asked, on('2027-07-31', { as: 'manager' }))).toMatchObject({
      code: 'membership_freeze_backdate_forbidden',
      params: { min: '2027-07-01' },
    })
    await world().must('memberships.freeze', asked, on('2027-07-30', { as: 'manager' }))
    expect(await ask('2027-07-10', on('2027-07-03'))).toMatchObject({
      code: 'membership_not_active',
      params: { status: 'expired' },
    })
  })

  it('MB-A45 MB-R47 frozen today: not in force, and the card says so; members freeze their own where that is allowed', async () => {
    const { memberId, membershipId } = await sold()
    await shop().signsIn(memberId)
    const mine = freezing(membershipId, '2027-06-11')
    const as = 'member' as const
    expect(await world().refuses('memberships.freeze', mine, on('2027-06-10', { as }))).toMatchObject({
      code: 'actor_not_permitted',
    })
    await world().must('memberships.update-settings', { patch: { selfFreeze: true }, seen: { selfFreeze: false } })
    const today = freezing(membershipId, '2027-06-10')
    expect((await world().refuses('memberships.freeze', today, on('2027-06-10', { as }))).code).toBe(
      'actor_not_permitted',
    )
    await world().must('memberships.freeze', mine, on('2027-06-10', { as }))
    const other = await sold()
    const theirs = freezing(other.membershipId, '2027-06-11')
    expect((await world().refuses('memberships.freeze', theirs, on('2027-06-10', { as }))).code).toBe(
      'actor_not_permitted',
    )
    const card = (day: string) => world().ask('memberships.standing', { memberId }, on(day))
    expect(await card('2027-06-10')).toMatchObject({
      colour: 'amber',
      alerts: [{ code: 'past_due' }, { code: 'frozen_tomorrow', params: { from: '2027-06-11', to: '2027-07-10' } }],
    })
    expect(await card('2027-06-11')).toMatchObject({ membership: { status: 'frozen' }, colour: 'red' })
    const reason = async (day: string) => (await world().read((db) => inForce(db, memberId, day))).reason
    expect([await reason('2027-06-10'), await reason('2027-06-11'), await reason('2027-07-11')]).toEqual([
      null,
      'frozen',
      null,
    ])
    await world().must('memberships.unfreeze', { freezeId: mine.freezeId, on: '2027-06-20' }, on('2027-06-20', { as }))
    expect(await card('2027-06-20')).toMatchObject({ membership: { status: 'active', endsOn: '2027-07-09' } })
  })

  it('MB-R43 days frozen already: the parts around them are offered; twelve freezes a period are enough', async () => {
    const { membershipId } = await sold()
    const first = freezing(membershipId, '2027-06-10', { toOn: '2027-06-12' })
    await world().must('memberships.freeze', first, on('2027-06-01'))
    const across = freezing(membershipId, '2027-06-08', { toOn: '2027-06-15' })
    const refused = await world().refuses('memberships.freeze', across, on('2027-06-01'))
    expect(refused).toMatchObject({
      code: 'membership_freeze_overlap',
      params: { freezeId: first.freezeId, from: '2027-06-10', to: '2027-06-12' },
      alternatives: [
        { params: { from: '2027-06-08', to: '2027-06-09' } },
        { params: { from: '2027-06-13', to: '2027-06-15' } },
      ],
    })
    for (const { input } of refused.alternatives) {
      await world().must('memberships.freeze', { ...input, freezeId: newId() }, on('2027-06-01'))
    }
    const open = freezing(membershipId, '2027-06-07')
    expect(await world().must('memberships.freeze', open, on('2027-06-01'))).toMatchObject({ toOn: '2027-06-07' })
    for (let day = 16; day < 24; day += 1) {
      const toOn = `2027-06-${day}`
      await world().must('memberships.freeze', freezing(membershipId, toOn, { toOn }), on('2027-06-01'))
    }
    const more = freezing(membershipId, '2027-06-25', { toOn: '2027-06-25' })
    expect(await world().refuses('memberships.freeze', more, on('2027-06-01'))).toMatchObject({
      code: 'validation_failed',
    })
    const backwards = freezing(membershipId, '2027-06-25', { toOn: '2027-06-24' })
    expect((await world().refuses('memberships.freeze', backwards, on('2027-06-01'))).code).toBe('validation_failed')
  })

  it('section 3: what is scheduled, over, cancelled or unknown is not frozen; an end within another membership neither', async () => {
    const { memberId, plan, membershipId } = await sold()
    const next = await shop().sell(memberId, plan, { startsOn: '2027-07-04' }, on('2027-06-01'))
    const refuses = (id: string, fromOn: string, toOn: string, how = on('2027-06-02')) =>
      world().refuses('memberships.freeze', freezing(id, fromOn, { toOn }), how)
    expect(await refuses(next, '2027-07-05', '2027-07-06')).toMatchObject({
      code: 'membership_not_active',
      params: { status: 'scheduled' },
    })
    expect((await refuses(newId(), '2027-07-05', '2027-07-06')).code).toBe('membership_not_found')
    const beside = await refuses(membershipId, '2027-06-05', '2027-06-08')
    expect(beside).toMatchObject({
      code: 'membership_overlap',
      params: { membershipId: next, from: '2027-07-04', to: '2027-08-04' },
      alternatives: [{ params: { days: 3 }, input: { toOn: '2027-06-07' } }],
    })
    await world().must('memberships.freeze', beside.alternatives[0]?.input ?? {}, on('2027-06-02'))
    await world().must('memberships.revoke-purchase', { membershipId: next }, on('2027-06-02'))
    expect(await refuses(next, '2027-07-05', '2027-07-06')).toMatchObject({
      code: 'membership_already_cancelled',
      params: { on: '2027-07-04' },
    })
    const unknown = { freezeId: newId() }
    const asked: [string, JsonObject][] = [
      ['memberships.unfreeze', { ...unknown, on: '2027-06-05' }],
      ['memberships.extend-freeze', { ...unknown, toOn: '2027-06-05' }],
      ['memberships.cancel-freeze', unknown],
    ]
    for (const [name, input] of asked) {
      expect((await world().refuses(name, input)).code).toBe('membership_freeze_not_found')
      for (const as of ['field', 'viewer'] as const) {
        expect((await world().refuses(name, input, { as })).code).toBe('actor_not_permitted')
      }
    }
  })

  it('section 7 case 15: a return that somebody noted before can be corrected; a day outside the freeze is moved into it', async () => {
    const { membershipId } = await sold()
    const { freezeId, ...input } = freezing(membershipId, '2027-06-10', { toOn: '2027-06-19' })
    await world().must('memberships.freeze', { freezeId, ...input }, on('2027-06-01'))
    const early = await world().refuses('memberships.unfreeze', { freezeId, on: '2027-06-11' }, on('2027-06-09'))
    expect(early).toMatchObject({ code: 'membership_not_frozen', alternatives: [] })
    const outside = await world().refuses('memberships.unfreeze', { freezeId, on: '2027-06-25' }, on('2027-06-12'))
    expect(outside).toMatchObject({
      code: 'validation_failed',
      alternatives: [{ input: { freezeId, on: '2027-06-19' } }],
    })
    await world().must('memberships.unfreeze', { freezeId, on: '2027-06-13' }, on('2027-06-13'))
    const second = await world().refuses('memberships.unfreeze', { freezeId, on: '2027-06-16' }, on('2027-06-16'))
    expect(second).toMatchObject({
      code: 'membership_not_frozen',
      params: { endedOn: '2027-06-12' },
      alternatives: [{ command: 'memberships.extend-freeze', input: { freezeId, toOn: '2027-06-15' } }],
    })
    await world().must('memberships.extend-freeze', second.alternatives[0]?.input ?? {}, on('2027-06-16'))
    expect(await rows()).toMatchObject({ membership: { status: 'active', ends_on: '2027-07-06' } })
  })

  it('MB-A47 MB-R45 a freeze of the last day that arrives after the end revives the membership, and its slots are taken again', async () => {
    const { membershipId } = await sold()
    await shop().write((db) => db.updateTable('memberships').set({ status: 'expired' }).execute())
    const input = freezing(membershipId, '2027-06-30', { toOn: '2027-07-03' })
    expect(await world().must('memberships.freeze', input, on('2027-06-30'))).toMatchObject({ endsOn: '2027-07-04' })
    expect(await rows()).toMatchObject({ membership: { status: 'frozen', ends_on: '2027-07-04' } })
    const entitlements = await world().read((db) => db.selectFrom('plant_slot_entitlements').selectAll().execute())
    expect(entitlements).toMatchObject([{ membership_id: membershipId, closed_at: null }])
  })
})
