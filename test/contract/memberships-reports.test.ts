import { expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { tellLog } from './command-log.ts'
import { Shop } from './memberships-shop.ts'
import { type Circumstances, onBothDatabases } from './world.ts'

const on = (day: string): Circumstances => ({ at: `${day}T09:00:00.000Z` })
const answer = z.object({ groupBy: z.string(), rows: z.array(z.record(z.string(), z.json())) })

onBothDatabases('reports of memberships', (world) => {
  const shop = () => new Shop(world())
  const ask = async (name: string, days: { from: string; to: string }, more: JsonObject = {}, today = '2027-07-15') =>
    answer.parse(
      await world().ask(
        'memberships.report',
        { name, ...days, ...more },
        { as: 'manager', at: `${today}T09:00:00.000Z` },
      ),
    ).rows
  const july = { from: '2027-07-01', to: '2027-07-15' }

  it('counts who is in force on the last day, by plan and by tier; the frozen and the cancelled are not', async () => {
    const plus = await shop().plan({ maxFreezeDays: 10 }, { name: 'Aloe', tier: 'plus' })
    const plain = await shop().plan({}, { name: 'Basil' })
    const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => shop().member()))
    const frozen = await shop().sell(a ?? '', plus, {}, on('2027-07-01'))
    await shop().sell(b ?? '', plus, {}, on('2027-07-01'))
    await shop().sell(c ?? '', plain, {}, on('2027-07-10'))
    const gone = await shop().sell(d ?? '', plain, {}, on('2027-07-01'))
    const days = { fromOn: '2027-07-14', toOn: '2027-07-16' }
    await world().must(
      'memberships.freeze',
      { freezeId: newId(), chargeId: newId(), membershipId: frozen, ...days },
      on('2027-07-12'),
    )
    const cancel = { membershipId: gone, reason: 'Moves away', refund: 'none', chargeId: newId(), on: '2027-07-15' }
    await world().must('memberships.cancel', cancel, on('2027-07-12'))
    expect(await ask('in-force', july)).toMatchObject([
      { group: plus.planId, label: 'Aloe', count: 1 },
      { group: plain.planId, label: 'Basil', count: 1 },
    ])
    expect(await ask('in-force', { from: '2027-07-01', to: '2027-07-05' }, { groupBy: 'tier' })).toMatchObject([
      { group: 'plus', label: 'plus', count: 2 },
      { group: '', label: null, count: 1 },
    ])
  })

  it('sums what they bring in a month, each rounded half up, in each currency', async () => {
    const year = await shop().plan({ durationValue: 12, priceMinor: 1003 })
    const week = await shop().plan({ durationType: 'DAYS', durationValue: 14, priceMinor: 1000 })
    const euro = await shop().plan({ priceMinor: 700, currency: 'EUR' })
    for (const plan of [year, year, week, euro]) await shop().sell(await shop().member(), plan, {}, on('2027-07-10'))
    // 1003 / 12 = 83.58, twice; 1000 × 30 / 14 = 2142.86.
    expect(await ask('monthly-value', july)).toMatchObject([
      { currency: 'EUR', amountMinor: 700, count: 1 },
      { currency: 'TRY', amountMinor: 84 + 84 + 2143, count: 3 },
    ])
  })

  it('says how many of those that ended were renewed in time, and who stayed away', async () => {
    const plan = await shop().plan()
    const [stays, returns, leaves] = await Promise.all([1, 2, 3].map(() => shop().member()))
    const renew = (membershipId: string, day: string) =>
      world().must('memberships.renew', { membershipId, periodId: newId(), chargeId: newId() }, on(day))
    const sold: string[] = []
    for (const member of [stays, returns, leaves])
      sold.push(await shop().sell(member ?? '', plan, {}, on('2027-05-10')))
    await renew(sold[0] ?? '', '2027-06-05')
    await world().must('memberships.roll-day', { day: '2027-06-12' }, { as: 'system', at: '2027-06-12T00:05:00.000Z' })
    await renew(sold[1] ?? '', '2027-06-20')
    const ended = { from: '2027-06-01', to: '2027-06-30' }
    expect(await ask('renewal-rate', ended)).toMatchObject([{ group: '2027-06', part: 2, of: 3, rate: 0.6667 }])
    expect(await ask('renewal-rate', ended, { groupBy: 'plan' })).toMatchObject([
      { group: plan.planId, part: 2, of: 3 },
    ])
    expect(await ask('churn', { from: '2027-05-20', to: '2027-06-30' })).toMatchObject([
      { group: '2027-05', part: 0, of: 0, rate: null },
      { group: '2027-06', part: 1, of: 3, rate: 0.3333 },
    ])
  })

  it('says how much was frozen, of all days and of what the plans allow', async () => {
    const plan = await shop().plan({ maxFreezeDays: 10 })
    const membershipId = await shop().sell(await shop().member(), plan, {}, on('2027-07-01'))
    const days = { fromOn: '2027-07-14', toOn: '2027-07-17' }
    await world().must(
      'memberships.freeze',
      { freezeId: newId(), chargeId: newId(), membershipId, ...days },
      on('2027-07-12'),
    )
    expect(await ask('freeze-use', july)).toMatchObject([
      { part: 2, of: 15, rate: 0.1333, more: { used: 4, allowed: 10 } },
    ])
  })

  it('tells what is due by its age, and who is owed slots', async () => {
    const plan = await shop().plan({ priceMinor: 1000, slotAllocation: 2 })
    for (const day of ['2027-07-15', '2027-07-08', '2027-07-07', '2027-04-15', '2027-04-16']) {
      await shop().sell(await shop().member(), await shop().plan({ durationValue: 6, priceMinor: 1000 }), {}, on(day))
    }
    expect(await ask('past-due', july)).toMatchObject([
      { group: '0-7', count: 2, amountMinor: 2000, currency: 'TRY' },
      { group: '8-30', count: 1 },
      { group: '31-90', count: 1 },
      { group: '90+', count: 1 },
    ])
    await shop().sell(await shop().member(), plan, {}, on('2027-07-05'))
    expect(await ask('pending-slots', july)).toMatchObject([{ count: 1, more: { owed: 2, longestDays: 10 } }])
  })

  it('counts plans made and sales tried, in days of the tenant', async () => {
    await shop().plan({}, {}, on('2027-06-30'))
    await shop().plan({}, {}, { at: '2027-06-30T21:30:00.000Z' })
    expect(await ask('plan-creation', { from: '2027-06-01', to: '2027-07-15' })).toMatchObject([
      { group: '2027-06', count: 1 },
      { group: '2027-07', count: 1 },
    ])
    await tellLog(world(), [
      { name: 'memberships.enrol', at: '2027-07-01T21:30:00.000Z' },
      { name: 'memberships.purchase', at: '2027-07-02T09:00:00.000Z', verdict: 'adjusted' },
      { name: 'memberships.purchase', at: '2027-07-02T09:00:00.000Z', verdict: 'rejected', code: 'membership_overlap' },
    ])
    expect(await ask('enrolment', july)).toMatchObject([
      { group: '2027-07-02', part: 2, of: 3, more: { adjusted: 1, rejected: 1 } },
    ])
  })

  it('is summed only by what it has, over at most a year, and is not for members nor the floor', async () => {
    const asked = { name: 'churn', ...july }
    await expect(ask('churn', july, { groupBy: 'plan' })).rejects.toThrow('validation_failed')
    await expect(ask('churn', { from: '2026-07-14', to: '2027-07-15' })).rejects.toThrow('validation_failed')
    for (const as of ['field', 'viewer', 'member'] as const) {
      await expect(world().ask('memberships.report', asked, { as })).rejects.toThrow('actor_not_permitted')
    }
  })

  it('tells what was done about a member and tried, by whom and with what verdict, the newest first', async () => {
    const plan = await shop().plan()
    const memberId = await shop().member()
    const membershipId = await shop().sell(memberId, plan)
    const { charges, periods } = await shop().rows()
    const [chargeId, settlementId] = [charges[0]?.id ?? '', newId()]
    const other = await shop().member()
    await tellLog(world(), [
      {
        name: 'memberships.create-member',
        at: '2027-03-01T09:00:00.000Z',
        input: { memberId },
        actorId: world().userOf('frontdesk'),
      },
      {
        name: 'memberships.settle-charges',
        at: '2027-03-02T09:00:00.000Z',
        input: { settlementId, chargeIds: [chargeId] },
      },
      { name: 'memberships.unsettle-charges', at: '2027-03-02T09:10:00.000Z', input: { settlementId } },
      {
        name: 'memberships.renew',
        at: '2027-03-03T09:00:00.000Z',
        input: { membershipId },
        verdict: 'rejected',
        code: 'membership_renewal_too_early',
      },
      { name: 'memberships.revoke-renewal', at: '2027-03-03T10:00:00.000Z', input: { periodId: periods[0]?.id ?? '' } },
      { name: 'memberships.suspend-member', at: '2027-03-04T09:00:00.000Z', input: { memberId: other } },
    ])
    const told = z.object({ entries: z.array(z.record(z.string(), z.json())) })
    const { entries } = told.parse(await world().ask('memberships.history', { memberId }, { as: 'frontdesk' }))
    expect(entries.map(({ command }) => command)).toEqual(
      ['revoke-renewal', 'renew', 'unsettle-charges', 'settle-charges', 'create-member'].map(
        (name) => `memberships.${name}`,
      ),
    )
    expect(entries[1]).toMatchObject({ verdict: 'rejected', code: 'membership_renewal_too_early', actorName: null })
    expect(entries[4]).toMatchObject({ actorName: 'frontdesk', deskName: null, verdict: 'applied', code: null })
    expect(JSON.stringify(entries)).not.toContain('input')
    await expect(world().ask('memberships.history', { memberId: newId() })).rejects.toThrow('member_not_found')
    await expect(world().ask('memberships.history', { memberId }, { as: 'member' })).rejects.toThrow(
      'actor_not_permitted',
    )
  })
})
