import { expect, it } from 'vitest'
import { z } from 'zod'
import { addDays } from '../../src-shared/kernel/calendar.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

const cursor = z.object({ step: z.string(), afterId: z.string() })

onBothDatabases('the work of a day', (world: () => World) => {
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
    expect(first).toMatchObject({ counts: { expire: 100 }, next: { step: 'expire' } })
    let [portion, portions] = [first, 1]
    while (portion.next !== null && portions < 9) {
      portion = await roll('2027-02-01', cursor.parse(portion.next))
      portions += 1
    }
    expect(portions).toBe(3)
    expect((await rows()).memberships.every(({ status }) => status === 'expired')).toBe(true)
  })

  it('MB-A36 in Santiago, on the night the clock is put back, the day turns once', async () => {
    const { memberId } = await sold({ durationType: 'DAYS', durationValue: 1, priceMinor: 0 })
    const card = (at: string) => world().ask('memberships.standing', { memberId }, { at })
    expect(await card('2027-02-01T20:59:00.000Z')).toMatchObject({ membership: { status: 'active' } })
    expect(await card('2027-02-01T21:00:00.000Z')).toMatchObject({ membership: { status: 'expired' } })
  })

  it('only the clock gives it', async () => {
    const refused = await world().refuses('memberships.roll-day', { day: '2027-02-01' }, { as: 'owner' })
    expect(refused.code).toBe('actor_not_permitted')
  })
})
