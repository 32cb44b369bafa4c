import { expect, it } from 'vitest'
import { z } from 'zod'
import { domain } from '../../src-shared/domain.ts'
import { addDays, dayOf } from '../../src-shared/kernel/calendar.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { dueRuns } from '../../sync-server/jobs/due-runs.ts'
import { Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

const cursor = z.object({ step: z.string(), afterId: z.string() })

onBothDatabases('the work of a day', (world: () => World, elsewhere) => {
  const shop = () => new Shop(world())
  const on = (day: string) => ({ at: `${day}T09:00:00.000Z` })
  /** Five past midnight in Istanbul. */
  const night = (day: string) => ({ at: `${addDays(day, -1)}T21:05:00.000Z`, as: 'system' as const })
  const roll = (day: string, rest: JsonObject = {}, today = day) =>
    world().must('memberships.roll-day', { day, ...rest }, night(today))
  const rows = () => shop().rows()

  async function sold(terms: JsonObject = {}, sale: JsonObject = {}, day = '2027-01-31') {
    const memberId = await shop().member()
    const plan = await shop().plan({ maxFreezeDays: 30, ...terms })
    return { memberId, plan, membershipId: await shop().sell(memberId, plan, sale, on(day)) }
  }

  const freezing = (membershipId: string, fromOn: string, toOn: string) => ({
    ...{ freezeId: newId(), chargeId: newId(), membershipId, fromOn, toOn },
  })

  it('MB-A2 MB-R33 a month from 31 January renews itself thrice: 02-28, 03-31, 04-30, 05-31', async () => {
    await sold({ autoRenew: true })
    const ends: unknown[] = []
    for (let day = '2027-02-01'; day <= '2027-05-01'; day = addDays(day, 1)) {
      const before = await roll(day)
      if (before.counts && JSON.stringify(before.counts).includes('"renew":1')) ends.push(day)
    }
    expect(ends).toEqual(['2027-02-27', '2027-03-30', '2027-04-29'])
    const { periods, charges, memberships } = await rows()
    expect(periods.map(({ ends_on }) => ends_on)).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'])
    expect(periods[1]).toMatchObject({ sold_by: null, price_minor: 49000, starts_on: '2027-03-01' })
    expect(charges.map(({ due_on, kind }) => [due_on, kind])).toEqual([
      ['2027-01-31', 'purchase'],
      ['2027-03-01', 'renewal'],
      ['2027-04-01', 'renewal'],
      ['2027-05-01', 'renewal'],
    ])
    expect(memberships).toMatchObject([{ status: 'active', ends_on: '2027-05-31' }])
  })

  it('MB-A40 MB-A41 a freeze before a renewal that is ahead moves it and its charge, and a return brings both back', async () => {
    const { membershipId } = await sold({}, {}, '2027-05-31')
    const renewal = { membershipId, periodId: newId(), chargeId: newId() }
    await world().must('memberships.renew', renewal, on('2027-06-01'))
    const freeze = freezing(membershipId, '2027-06-10', '2027-06-19')
    const ask = { membershipId, fromOn: '2027-06-10', toOn: '2027-06-19' }
    expect(await world().ask('memberships.preview-freeze', ask, on('2027-06-01'))).toMatchObject({
      was: { endsOn: '2027-07-31', next: { startsOn: '2027-07-01', dueOn: '2027-07-01' } },
      becomes: { endsOn: '2027-08-10', next: { startsOn: '2027-07-11', dueOn: '2027-07-11' } },
    })
    expect(await world().must('memberships.freeze', freeze, on('2027-06-01'))).toMatchObject({ endsOn: '2027-08-10' })
    const ahead = async () => {
      const { periods, charges } = await rows()
      return [periods[0]?.ends_on, periods[1]?.starts_on, charges[1]?.due_on]
    }
    expect(await ahead()).toEqual(['2027-07-10', '2027-07-11', '2027-07-11'])
    await roll('2027-06-10')
    expect((await rows()).memberships).toMatchObject([{ status: 'frozen' }])
    await world().must('memberships.unfreeze', { freezeId: freeze.freezeId, on: '2027-06-15' }, on('2027-06-15'))
    expect(await ahead()).toEqual(['2027-07-05', '2027-07-06', '2027-07-06'])
    expect((await rows()).memberships).toMatchObject([{ status: 'active' }])
  })

  it('MB-R34 freezes start and end, cancellations are reached, memberships expire and begin, each once', async () => {
    const frozen = await sold()
    await world().must(
      'memberships.freeze',
      freezing(frozen.membershipId, '2027-02-10', '2027-02-11'),
      on('2027-02-01'),
    )
    const ending = await sold({}, {}, '2027-01-10')
    const cancelled = await sold()
    await shop().write((db) =>
      db
        .updateTable('memberships')
        .set({ cancelled_on: '2027-02-10', cancel_reason: 'Moved away' })
        .where('id', '=', cancelled.membershipId)
        .execute(),
    )
    const coming = await sold({ slotAllocation: 2 }, { startsOn: '2027-02-11' })
    const status = async () => {
      const { memberships } = await rows()
      return [frozen, ending, cancelled, coming].map(
        ({ membershipId }) => memberships.find(({ id }) => id === membershipId)?.status,
      )
    }
    const none = { end_freezes: 0, start_freezes: 0, cancel: 0, renew: 0, expire: 0, begin: 0 }
    expect(await roll('2027-02-10')).toEqual({
      ...{ day: '2027-02-10', unrenewed: [], next: null },
      counts: { ...none, start_freezes: 1, cancel: 1 },
    })
    expect(await status()).toEqual(['frozen', 'active', 'cancelled', 'scheduled'])
    expect(await roll('2027-02-10')).toMatchObject({ counts: none, next: null })
    expect(await roll('2027-02-11')).toMatchObject({ counts: { ...none, expire: 1, begin: 1 } })
    expect(await status()).toEqual(['frozen', 'expired', 'cancelled', 'pending_slots'])
    expect(await roll('2027-02-12')).toMatchObject({ counts: { ...none, end_freezes: 1 } })
    expect(await status()).toEqual(['active', 'expired', 'cancelled', 'pending_slots'])
    const states = await world().read((db) => db.selectFrom('membership_freezes').select('state').execute())
    expect(states).toEqual([{ state: 'ended' }])
  })

  it('MB-A27 MB-R24 one that begins on a frozen day is told of, and stands still', async () => {
    const { membershipId } = await sold({ slotAllocation: 1 }, { startsOn: '2027-02-05' })
    await world().must('memberships.freeze', freezing(membershipId, '2027-02-05', '2027-02-06'), on('2027-02-05'))
    expect((await rows()).memberships).toMatchObject([{ status: 'scheduled', ends_on: '2027-03-07' }])
    await roll('2027-02-05')
    expect((await rows()).memberships).toMatchObject([{ status: 'frozen', slots_owed: 1 }])
    await roll('2027-02-07')
    expect((await rows()).memberships).toMatchObject([{ status: 'pending_slots' }])
  })

  it('MB-A52 MB-R33 after three days without the clock each is renewed once, without gap; after a whole period none is', async () => {
    const { membershipId } = await sold({ autoRenew: true })
    const daily = await sold({ durationType: 'DAYS', durationValue: 5, autoRenew: true })
    for (const day of ['2027-02-27', '2027-02-28', '2027-03-01', '2027-03-02']) {
      await roll(day, {}, '2027-03-02')
      await roll(day, {}, '2027-03-02')
    }
    const { periods, memberships } = await rows()
    const of = (id: string) => periods.filter(({ membership_id }) => membership_id === id)
    expect(of(membershipId).map(({ starts_on, ends_on }) => [starts_on, ends_on])).toEqual([
      ['2027-01-31', '2027-02-28'],
      ['2027-03-01', '2027-03-31'],
    ])
    // Its next five days would have been over long since.
    expect(of(daily.membershipId)).toHaveLength(1)
    expect(memberships.find(({ id }) => id === daily.membershipId)).toMatchObject({ status: 'expired' })
  })

  it('MB-A52 a membership that ended though it renews itself is named', async () => {
    const { membershipId, plan } = await sold({ autoRenew: true, renewableWhenArchived: false })
    const suspended = await sold({ autoRenew: true })
    await world().must('memberships.archive-plan', { planId: plan.planId }, on('2027-02-01'))
    await world().must('memberships.suspend-member', { memberId: suspended.memberId, reason: 'x' }, on('2027-02-01'))
    for (const day of ['2027-02-27', '2027-02-28']) expect(await roll(day)).toMatchObject({ unrenewed: [] })
    expect(await roll('2027-03-01')).toMatchObject({
      counts: { renew: 0, expire: 2 },
      unrenewed: [membershipId, suspended.membershipId].sort(),
    })
    expect(await roll('2027-03-01')).toMatchObject({ counts: { expire: 0 }, unrenewed: [] })
  })

  it('MB-R34 a day with much to do is done in portions, each going on where the last one stopped', async () => {
    const plan = await shop().plan({ durationType: 'DAYS', durationValue: 1, priceMinor: 0 })
    const memberId = await shop().member()
    await shop().write((db) =>
      db
        .insertInto('memberships')
        .values(
          Array.from({ length: 250 }, () => ({
            ...{ id: newId(), member_id: memberId, plan_id: plan.planId, plan_version_id: plan.versionId },
            ...{ status: 'active' as const, starts_on: '2027-01-01', ends_on: '2027-01-31', auto_renew: false },
          })),
        )
        .execute(),
    )
    const first = await roll('2027-02-01')
    expect(first).toMatchObject({ counts: { expire: 25 }, next: { step: 'expire' } })
    let [portion, portions] = [first, 1]
    while (portion.next !== null && portions < 19) {
      portion = await roll('2027-02-01', cursor.parse(portion.next))
      portions += 1
    }
    expect(portions).toBe(11)
    expect((await rows()).memberships.every(({ status }) => status === 'expired')).toBe(true)
  })

  /**
   * In Santiago the clocks are put back from midnight to 23:00 before 4 April 2027, and forward from midnight to 01:00
   * on 5 September. The first moment of those days is 04:00 in UTC; the last day before has 25 and 24 hours.
   */
  const nights = [
    { last: '2027-04-03', first: '2027-04-04', still: ['2027-04-04T02:59:59.999Z', '2027-04-04T03:59:59.999Z'] },
    { last: '2027-09-04', first: '2027-09-05', still: ['2027-09-05T03:59:59.999Z'] },
  ]
  it.each(nights)('MB-A36 in Santiago the day turns once from $last, whatever the clocks do', async (night) => {
    const there = await elsewhere('America/Santiago')
    const abroad = new Shop(there)
    const memberId = await abroad.member()
    const plan = await abroad.plan({ durationType: 'DAYS', durationValue: 1, priceMinor: 0 })
    const before = { at: `${addDays(night.last, -1)}T15:00:00.000Z` }
    await abroad.sell(memberId, plan, {}, before)
    const status = (at: string) => there.ask('memberships.standing', { memberId }, { at })
    for (const at of night.still) expect(await status(at)).toMatchObject({ membership: { status: 'active' } })
    const turned = `${night.first}T04:00:00.000Z`
    expect(await status(turned)).toMatchObject({ membership: { status: 'expired' } })
    // The clock gives each day once: none is left out, none comes twice.
    const schedule = domain.schedules.get('memberships.roll-day')
    if (!schedule) throw new Error('Each day begins by itself')
    const from = new Date(`${addDays(night.last, -1)}T12:00:00.000Z`)
    const due = dueRuns(schedule, 'America/Santiago', from, new Date(`${addDays(night.first, 1)}T12:00:00.000Z`))
    const days = due.map((at) => dayOf(at.toISOString(), 'America/Santiago'))
    expect(days).toEqual([night.last, night.first, addDays(night.first, 1)])
    const counts = []
    for (const [n, at] of due.entries()) {
      const how = { at: at.toISOString(), as: 'system' as const }
      const done = await there.must('memberships.roll-day', { day: days[n] ?? '' }, how)
      counts.push(z.object({ counts: z.object({ expire: z.int().default(0) }) }).parse(done).counts.expire)
    }
    expect(counts).toEqual([0, 1, 0])
  })

  it('only the clock gives it', async () => {
    const refused = await world().refuses('memberships.roll-day', { day: '2027-02-01' }, { as: 'owner' })
    expect(refused.code).toBe('actor_not_permitted')
  })
})
