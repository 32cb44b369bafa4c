import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '../../src-shared/kernel/calendar.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { currentMemberships } from '../../src-shared/modules/memberships/current-sql.ts'
import { currentMembership, effectiveStatus } from '../../src-shared/modules/memberships/rules.ts'
import { namesIn, Shop } from './memberships-shop.ts'
import { noon, onBothDatabases, type World } from './world.ts'

const today = '2027-03-01'
const statuses = ['scheduled', 'active', 'pending_slots', 'frozen', 'expired', 'cancelled'] as const
const near = fc.integer({ min: -6, max: 6 }).map((n) => addDays(today, n))
/** Rows as no command would leave them, too: the two ways of reading must agree on all of them. */
const membershipRow = fc.record({
  status: fc.constantFrom(...statuses),
  starts_on: near,
  days: fc.integer({ min: 0, max: 8 }),
  auto_renew: fc.boolean(),
  slots_owed: fc.constantFrom(0, 0, 2),
  cancelled_on: fc.option(near),
  freeze: fc.option(
    fc.record({ from: near, days: fc.nat(5), state: fc.constantFrom('planned', 'running', 'ended', 'cancelled') }),
  ),
})

onBothDatabases('lists of members', (world: () => World) => {
  const shop = () => new Shop(world())
  const list = (input: JsonObject = {}) => world().ask('memberships.list-members', input)

  it('MB-R13 the status that lists filter by is the status that rules give, and so is the membership that stands', async () => {
    const [plan, members] = [await shop().plan(), await Promise.all([shop().member(), shop().member()])]
    const rows = fc.sample(membershipRow, { numRuns: 400, seed: 7 }).map(({ days, starts_on, freeze, ...row }, n) => ({
      ...row,
      freezes: freeze ? [{ from_on: freeze.from, to_on: addDays(freeze.from, freeze.days), state: freeze.state }] : [],
      id: newId(),
      member_id: members[n % 2] ?? '',
      plan_id: plan.planId,
      plan_version_id: plan.versionId,
      starts_on,
      ends_on: addDays(starts_on, days),
      cancel_reason: row.cancelled_on === null ? null : 'moved away',
    }))
    for (let from = 0; from < rows.length; from += 8) {
      const some = rows.slice(from, from + 8)
      const read = await shop().write(async (db) => {
        await db.updateTable('memberships').set({ deleted_at: '2027-03-01' }).execute()
        await db
          .insertInto('memberships')
          .values(some.map(({ freezes, ...row }) => row))
          .execute()
        const freezes = some.flatMap((row) =>
          row.freezes.map((freeze) => ({
            ...{ ...freeze, id: newId(), membership_id: row.id, period_id: row.id, member_id: row.member_id },
          })),
        )
        // A freeze belongs to a period; that a member has two at once is not what is asked here.
        const periods = some.map(({ id, member_id, plan_version_id, starts_on, ends_on }) => ({
          ...{ id, membership_id: id, member_id, plan_version_id, seq: 1, starts_on, ends_on, voided_at: noon },
          ...{ scheduled_ends_on: ends_on, anchor_on: starts_on, anchor_count: 1, currency: 'TRY' },
        }))
        await db.insertInto('membership_periods').values(periods).execute()
        if (freezes.length > 0) await db.insertInto('membership_freezes').values(freezes).execute()
        return currentMemberships(db, today).execute()
      })
      const expected = members.map((memberId) => {
        const current = currentMembership(
          some.filter((row) => row.member_id === memberId),
          today,
          3,
        )
        return current && { id: current.id, status: effectiveStatus(current, today, 3) }
      })
      expect(members.map((memberId) => read.find((row) => row.member_id === memberId))).toMatchObject(expected)
    }
  })

  it('MB-A10 members page in order of name, in any language, with what stands for them', async () => {
    const plan = await shop().plan({ slotAllocation: 0, priceMinor: 0 }, { name: 'Basic' })
    const people = [
      ['Çiğdem', 'Ak'],
      ['서연', '김'],
      ['ilker', 'Öz'],
      ['Zoë', 'Żak'],
      ['Cem', 'Ak'],
      ['Ímer', ''],
    ]
    for (const [givenName = '', familyName = ''] of people) await shop().member({ givenName, familyName })
    const sold = await shop().member({ givenName: 'Ömer', familyName: 'Ak' })
    await shop().sell(sold, plan)
    const first = await list({ limit: 4 })
    expect(namesIn(first)).toEqual(['Cem Ak', 'Çiğdem Ak', 'ilker Öz', 'Ímer'])
    expect(first).toMatchObject({ total: 7, page: 1, limit: 4 })
    const second = await list({ limit: 4, page: 2 })
    expect(namesIn(second)).toEqual(['Ömer Ak', 'Zoë Żak', '김서연'])
    expect(second).toMatchObject({
      rows: [
        {
          id: sold,
          name: 'Ömer Ak',
          status: 'ACTIVE',
          colour: 'green',
          membership: { planName: 'Basic', status: 'active', endsOn: '2027-04-01', slotsOwed: 0 },
        },
        { colour: 'red', membership: null },
        {},
      ],
    })
    expect(await list({ page: 9 })).toMatchObject({ total: 7, rows: [] })
    expect(await list({ search: 'nobody' })).toMatchObject({ total: 0, rows: [] })
    await expect(list({ limit: 101 })).rejects.toThrow('validation_failed')
  })

  it('section 6: filters and orders combine', async () => {
    const [short, long] = [
      await shop().plan({ durationType: 'DAYS', durationValue: 5 }),
      await shop().plan({ durationType: 'DAYS', durationValue: 50, priceMinor: 0 }),
    ]
    const named = (givenName: string, at: string) => shop().member({ givenName, familyName: '' }, { at })
    const [early, late, none] = [
      await named('Early', '2027-02-20T09:00:00.000Z'),
      await named('Late', '2027-02-21T09:00:00.000Z'),
      await named('None', '2027-02-22T09:00:00.000Z'),
    ]
    await shop().sell(early, short, {}, { at: '2027-02-20T09:00:00.000Z' })
    await shop().sell(late, long)
    await world().must('memberships.suspend-member', { memberId: none, reason: 'x' })
    const names = async (input: JsonObject) => namesIn(await list(input))
    expect(await names({ effective: 'active' })).toEqual(['Late'])
    expect(await names({ effective: 'expired' })).toEqual(['Early'])
    expect(await names({ planId: short.planId })).toEqual(['Early'])
    expect(await names({ endsBefore: '2027-04-20' })).toEqual(['Early'])
    expect(await names({ endsBefore: '2027-04-21' })).toEqual(['Early', 'Late'])
    expect(await names({ status: 'SUSPENDED' })).toEqual(['None'])
    expect(await names({ pastDue: true })).toEqual(['Early'])
    expect(await names({ pastDue: false })).toEqual(['Late', 'None'])
    expect(await names({ pastDue: true, effective: 'active' })).toEqual([])
    expect(await names({ search: 'LAT', planId: long.planId })).toEqual(['Late'])
    expect(await names({ sort: 'endsOn' })).toEqual(['Early', 'Late', 'None'])
    expect(await names({ sort: 'created' })).toEqual(['None', 'Late', 'Early'])
    expect(namesIn(await world().ask('memberships.list-members', { pastDue: true }, { as: 'field' }))).toEqual([])
    expect(await list({ effective: 'active', limit: 1 })).toMatchObject({ total: 1 })
  })

  it('section 12: a page of members with their plans costs three statements, whatever it holds', async () => {
    for (let n = 0; n < 12; n += 1) await shop().sell(await shop().member(), await shop().plan())
    expect(await list({ limit: 100 })).toMatchObject({ total: 12 })
    for (const limit of [1, 5, 12, 100]) {
      expect(await shop().statements('memberships.list-members', { limit }), `a page of ${limit}`).toBe(3)
    }
    expect(await shop().statements('memberships.list-members', { effective: 'active', pastDue: false })).toBe(3)
  })

  it('DX-R1 counts those of the members that are among some rows, by the member or by the membership', async () => {
    const plan = await shop().plan({ slotAllocation: 0, priceMinor: 1000 }, { name: 'Basic' })
    const [one, two, three] = [await shop().member(), await shop().member(), await shop().member()]
    await shop().sell(one, plan)
    const membership = await shop().sell(two, plan)
    await shop().sell(three, plan)
    expect(await list({ effective: 'active', among: [one, membership] })).toMatchObject({ total: 2 })
    expect(await list({ effective: 'active', among: [newId()] })).toMatchObject({ total: 0, rows: [] })
    const [charge] = (await shop().rows()).charges
    expect(await world().ask('memberships.charges', { among: [charge?.id ?? ''] })).toMatchObject({
      ...{ total: 1, rows: [{ id: charge?.id }], balances: [{ dueMinor: 1000 }] },
    })
    await expect(list({ among: [] })).rejects.toThrow('validation_failed')
  })
})
