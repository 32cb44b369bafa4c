import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import {
  type Chain,
  type ChainCharge,
  type ChainFreeze,
  type ChainPeriod,
  frozenDays,
  lastDayOf,
  livePeriods,
  relaid,
} from '../../../src-shared/modules/memberships/chain-rules.ts'
import { firstPeriod, periodAfter } from '../../../src-shared/modules/memberships/period-rules.ts'

const month = { duration_type: 'MONTHS', duration_value: 1 } as const

/** So many gapless months from a day. */
function months(start: string, count: number): ChainPeriod[] {
  const periods: ChainPeriod[] = []
  for (let n = 0; n < count; n += 1) {
    const previous = periods[n - 1]
    const days = previous ? periodAfter(previous, addDays(previous.ends_on, 1), month) : firstPeriod(start, month)
    periods.push({ id: `p${n + 1}`, voided_at: null, ...month, ...days })
  }
  return periods
}

const freeze = (period_id: string, from_on: string, to_on: string, fields: Partial<ChainFreeze> = {}): ChainFreeze => ({
  id: `${period_id}:${from_on}`,
  period_id,
  from_on,
  to_on,
  state: 'planned',
  ...fields,
})

const charge = (period_id: string | null, due_on: string, fields: Partial<ChainCharge> = {}): ChainCharge => ({
  id: `c:${period_id}:${due_on}`,
  period_id,
  due_on,
  kind: 'renewal',
  state: 'due',
  ...fields,
})

const chain = (fields: Partial<Chain>): Chain => ({ periods: [], freezes: [], charges: [], ...fields })
const spans = (periods: readonly ChainPeriod[]) => periods.map(({ starts_on, ends_on }) => [starts_on, ends_on])

describe('MB-R41 days of a freeze', () => {
  it.each([
    ['2027-06-10', '2027-06-19', 10],
    ['2027-06-10', '2027-06-10', 1],
    ['2027-02-27', '2027-03-02', 4],
    ['2028-02-27', '2028-03-02', 5],
  ])('MB-A44 %s to %s is %i', (from_on, to_on, days) => {
    expect(frozenDays({ from_on, to_on })).toBe(days)
  })
})

describe('MB-R44 a membership laid out anew', () => {
  const two = months('2027-05-31', 2)

  it('MB-A40 ends later by the frozen days, the period ahead follows, and so does its charge', () => {
    expect(spans(two)).toEqual([
      ['2027-05-31', '2027-06-30'],
      ['2027-07-01', '2027-07-31'],
    ])
    const laid = relaid(
      chain({
        periods: two,
        freezes: [freeze('p1', '2027-06-10', '2027-06-19')],
        charges: [charge('p1', '2027-05-31'), charge('p2', '2027-07-01')],
      }),
    )
    expect(spans(laid.periods)).toEqual([
      ['2027-05-31', '2027-07-10'],
      ['2027-07-11', '2027-08-10'],
    ])
    expect(laid.periods).toMatchObject([
      { scheduled_ends_on: '2027-06-30', frozen_days: 10, anchor_on: '2027-05-31', anchor_count: 1 },
      { scheduled_ends_on: '2027-08-10', frozen_days: 0, anchor_on: '2027-07-10', anchor_count: 1 },
    ])
    expect(laid.charges.map(({ due_on }) => due_on)).toEqual(['2027-05-31', '2027-07-11'])
  })

  it('a freeze that was cancelled counts no day, and all comes back as it was', () => {
    const charges = [charge('p2', '2027-07-01')]
    const frozen = relaid(chain({ periods: two, freezes: [freeze('p1', '2027-06-10', '2027-06-19')], charges }))
    const cancelled = freeze('p1', '2027-06-10', '2027-06-19', { state: 'cancelled' })
    expect(relaid(chain({ ...frozen, freezes: [cancelled] }))).toEqual({ periods: two, charges })
  })

  it('MB-A41 a return on the sixth day leaves five days', () => {
    const freezes = [freeze('p1', '2027-06-10', '2027-06-14', { state: 'ended' })]
    const laid = relaid(chain({ periods: two, freezes, charges: [charge('p2', '2027-07-01')] }))
    expect(spans(laid.periods)).toEqual([
      ['2027-05-31', '2027-07-05'],
      ['2027-07-06', '2027-08-05'],
    ])
    expect(laid.charges).toMatchObject([{ due_on: '2027-07-06' }])
  })

  it('moves nothing that is settled, of another kind, of no period, or due on a day of its own', () => {
    const charges = [
      charge('p2', '2027-07-01', { state: 'settled' }),
      charge('p2', '2027-07-01', { kind: 'freeze_fee' }),
      charge('p2', '2027-07-03'),
      charge(null, '2027-07-01'),
      charge('p9', '2027-07-01'),
    ]
    const laid = relaid(chain({ periods: two, freezes: [freeze('p1', '2027-06-10', '2027-06-19')], charges }))
    expect(laid.charges).toEqual(charges)
  })

  it.each(['purchase', 'renewal', 'change'] as const)('moves a %s that is due on the first day', (kind) => {
    const charges = [charge('p2', '2027-07-01', { kind })]
    const laid = relaid(chain({ periods: two, freezes: [freeze('p1', '2027-06-10', '2027-06-19')], charges }))
    expect(laid.charges).toMatchObject([{ due_on: '2027-07-11' }])
  })

  it('a voided period is none: the one after it follows the one before', () => {
    const [first, second] = months('2027-05-31', 2)
    if (!first || !second) throw new Error('two periods were made')
    const again = { ...second, id: 'p3' }
    const periods = [first, { ...second, voided_at: '2027-06-01T00:00:00.000Z' }, again]
    const laid = relaid(chain({ periods, freezes: [freeze('p1', '2027-06-10', '2027-06-19')] }))
    expect(spans(laid.periods)).toEqual([
      ['2027-05-31', '2027-07-10'],
      ['2027-07-01', '2027-07-31'],
      ['2027-07-11', '2027-08-10'],
    ])
  })

  it('a gap is kept as far as it lasts, and what starts a count of its own keeps it', () => {
    const [first] = months('2027-05-31', 1)
    if (!first) throw new Error('a period was made')
    const late: ChainPeriod = { id: 'p2', voided_at: null, ...month, ...firstPeriod('2027-07-06', month) }
    const laid = (days: number) =>
      spans(
        relaid(
          chain({
            periods: [first, late],
            freezes: [freeze('p1', '2027-06-10', addDays('2027-06-10', days - 1))],
          }),
        ).periods,
      )
    expect(laid(5)).toEqual([
      ['2027-05-31', '2027-07-05'],
      ['2027-07-06', '2027-08-06'],
    ])
    expect(laid(6)).toEqual([
      ['2027-05-31', '2027-07-06'],
      ['2027-07-07', '2027-08-07'],
    ])
    expect(laid(2)[1]).toEqual(['2027-07-06', '2027-08-06'])
  })

  it('a period that was cut keeps its days', () => {
    const [first, second] = two
    if (!first || !second) throw new Error('two periods were made')
    const periods = [first, { ...second, cut: true, ends_on: '2027-07-20' }]
    const laid = relaid(chain({ periods, freezes: [freeze('p2', '2027-07-10', '2027-07-12')] }))
    expect(spans(laid.periods)).toEqual(spans(periods))
    const before = relaid(chain({ periods, freezes: [freeze('p1', '2027-06-10', '2027-06-12', { state: 'ended' })] }))
    expect(before.periods[1]).toMatchObject({ starts_on: '2027-07-01', ends_on: '2027-07-20' })
  })

  it('keeps the days of an imported first period, and lets the next follow them', () => {
    const [first, second] = two
    if (!first || !second) throw new Error('two periods were made')
    const imported = { ...first, scheduled_ends_on: '2027-06-25', ends_on: '2027-06-25' }
    expect(spans(relaid(chain({ periods: [imported] })).periods)).toEqual([['2027-05-31', '2027-06-25']])
    expect(periodAfter(imported, '2027-06-26', month)).toMatchObject({ anchor_on: '2027-06-25', ends_on: '2027-07-25' })
  })

  it('done twice is done once; periods stay in line and each end is the scheduled one plus the frozen days', () => {
    const asked = fc.array(
      fc.record({ of: fc.integer({ min: 0, max: 3 }), from: fc.nat(27), days: fc.integer({ min: 1, max: 20 }) }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(fc.nat(600), asked, (offset, some) => {
        const periods = months(addDays('2027-01-01', offset), 4)
        const freezes = some.flatMap(({ of, from, days }) => {
          const period = periods[of]
          if (!period) return []
          const start = addDays(period.starts_on, from)
          return [freeze(period.id, start, addDays(start, days - 1))]
        })
        const once = relaid(chain({ periods, freezes }))
        expect(relaid(chain({ ...once, freezes }))).toEqual(once)
        for (const [n, period] of once.periods.entries()) {
          const frozen = freezes.filter(({ period_id }) => period_id === period.id)
          expect(period.frozen_days).toBe(frozen.reduce((sum, each) => sum + frozenDays(each), 0))
          expect(period.ends_on).toBe(addDays(period.scheduled_ends_on, period.frozen_days))
          const before = once.periods[n - 1]
          if (before) expect(period.starts_on).toBe(addDays(before.ends_on, 1))
        }
        expect(lastDayOf(once.periods)).toBe(once.periods[3]?.ends_on)
        expect(relaid(chain({ periods: once.periods, freezes: [] })).periods).toEqual(periods)
      }),
    )
  })

  it('has no last day where no period counts', () => {
    const periods = two.map((period) => ({ ...period, voided_at: '2027-06-01T00:00:00.000Z' }))
    expect(lastDayOf(periods)).toBeNull()
    expect(livePeriods([...two].reverse())).toEqual(two)
  })
})
