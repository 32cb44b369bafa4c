import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day } from '../../../src-shared/kernel/calendar.ts'
import { endOf } from '../../../src-shared/modules/memberships/period-rules.ts'
import {
  isRejection,
  type LivePeriod,
  planSale,
  revokeRefusal,
  type SaleFacts,
  type SaleRequest,
  type SaleVersion,
} from '../../../src-shared/modules/memberships/sale-rules.ts'
import { defaultSettings } from '../../../src-shared/modules/memberships/settings-rules.ts'

const today = '2027-03-01'
const at = '2027-03-01T09:00:00.000Z'

const version = (fields: Partial<SaleVersion> = {}): SaleVersion => ({
  id: 'v1',
  row_version: 1,
  version_no: 1,
  duration_type: 'MONTHS',
  duration_value: 1,
  price_minor: 49_000,
  currency: 'TRY',
  auto_renew: false,
  requires_kyc: false,
  slot_allocation: 2,
  slot_location_id: null,
  superseded_at: null,
  ...fields,
})

const facts = (fields: Partial<SaleFacts> = {}): SaleFacts => ({
  at,
  today,
  basisVersion: 5,
  buyer: { status: 'ACTIVE', merged_into_id: null, kyc_status: 'not_required' },
  plan: { id: 'p', status: 'ACTIVE', archived_at: null },
  version: version(),
  current: version(),
  periods: [],
  settings: defaultSettings,
  mayBackdate: false,
  mayOverridePrice: false,
  retry: (label, changes, params = {}) => ({
    label,
    command: 'sell',
    input: JSON.parse(JSON.stringify(changes)),
    params,
  }),
  ...fields,
})

const sell = (fields: Partial<SaleFacts> = {}, request: Partial<SaleRequest> = {}) =>
  planSale(facts(fields), { planId: 'p', planVersionId: 'v1', ...request })

describe('MB-R20 who buys what, in this order', () => {
  const closed = version({ superseded_at: '2027-02-01T00:00:00.000Z', requires_kyc: true })
  const archived = { id: 'p', status: 'ARCHIVED', archived_at: '2027-02-01T00:00:00.000Z' } as const
  const suspended = { status: 'SUSPENDED', merged_into_id: null, kyc_status: 'pending' } as const

  it('the member, then the reach of the plan, then whether it is sold, then the identity check', () => {
    const everythingWrong = { buyer: suspended, plan: null, version: null, current: null }
    expect(sell(everythingWrong)).toMatchObject({
      code: 'member_not_active',
      params: { status: 'SUSPENDED' },
      rule: 'MB-R20',
    })
    expect(sell({ ...everythingWrong, buyer: facts().buyer })).toMatchObject({
      code: 'membership_plan_not_accessible',
      params: { planId: 'p' },
    })
    expect(sell({ plan: archived, version: closed, current: closed })).toMatchObject({
      code: 'membership_plan_archived',
      params: { planId: 'p', archivedAt: archived.archived_at },
      rule: 'MB-R20',
    })
    expect(sell({ version: version({ requires_kyc: true }) })).toMatchObject({
      code: 'member_kyc_required',
      params: { kycStatus: 'not_required' },
      rule: 'MB-R20',
    })
  })

  it.each(['SUSPENDED', 'ARCHIVED'] as const)('a member who is %s does not buy', (status) => {
    expect(sell({ buyer: { ...suspended, status } })).toMatchObject({ code: 'member_not_active', params: { status } })
  })

  it('a merged member is another record', () => {
    expect(sell({ buyer: { ...suspended, status: 'MERGED', merged_into_id: 'm2' } })).toMatchObject({
      code: 'member_merged',
      params: { intoMemberId: 'm2' },
      rule: 'MB-R64',
    })
  })

  it('a version of another plan, or a plan without present terms, is out of reach', () => {
    for (const missing of [{ plan: null }, { version: null }, { current: null }]) {
      expect(sell(missing)).toMatchObject({ code: 'membership_plan_not_accessible' })
    }
  })

  it('an approved identity check opens the plan', () => {
    const buyer = { ...facts().buyer, kyc_status: 'approved' } as const
    expect(sell({ buyer, version: version({ requires_kyc: true }) })).toMatchObject({ status: 'active' })
  })
})

describe('MB-R22 the promise', () => {
  const supersededAt = '2027-03-01T06:00:00.000Z'
  const old = version({ superseded_at: supersededAt, row_version: 6 })
  const current = version({ id: 'v2', version_no: 2, price_minor: 59_000 })

  it.each([
    ['within the hours', 5, '2027-03-04T06:00:00.000Z', true],
    ['a moment after', 5, '2027-03-04T06:00:00.001Z', false],
    ['seen by the desk', 6, at, false],
  ])('MB-A28 %s', (_, basisVersion, when, holds) => {
    const sale = sell({ version: old, current, basisVersion, at: when, today: '2027-03-01' })
    expect(isRejection(sale)).toBe(!holds)
    if (holds) expect(sale).toMatchObject({ priceMinor: 49_000, version: { id: 'v1' } })
  })

  it('no hours, no promise; then it says what was shown and what is sold now', () => {
    const settings = { ...defaultSettings, promise_hours: 0 }
    const shown = { versionNo: 1, priceMinor: 49_000, currency: 'TRY', durationType: 'MONTHS', durationValue: 1 }
    expect(sell({ version: old, current, settings })).toMatchObject({
      code: 'membership_plan_terms_changed',
      params: { old: shown, new: { ...shown, versionNo: 2, priceMinor: 59_000 }, planVersionId: 'v2' },
      rule: 'MB-R22',
    })
  })

  it('MB-R20 an archived plan is not sold, whatever its terms say of themselves', () => {
    const plan = { id: 'p', status: 'ARCHIVED', archived_at: supersededAt } as const
    expect(sell({ plan })).toMatchObject({ code: 'membership_plan_archived' })
  })

  it('ways out: the present terms, and for who may, the shown price where the currency is the same', () => {
    const labels = (fields: Partial<SaleFacts>) => {
      const sale = sell({ version: old, current, basisVersion: 9, ...fields })
      return isRejection(sale) ? sale.alternatives.map(({ label, input }) => [label, input]) : []
    }
    const present = ['sell_present_terms', { planVersionId: 'v2' }]
    const kept = ['keep_shown_price', { planVersionId: 'v2', priceMinor: 49_000 }]
    expect(labels({})).toEqual([present])
    expect(labels({ mayOverridePrice: true })).toEqual([present, kept])
    expect(labels({ mayOverridePrice: true, current: { ...current, currency: 'EUR' } })).toEqual([present])
    expect(labels({ mayOverridePrice: true, current: { ...current, price_minor: 49_000 } })).toEqual([present])
  })

  it('MB-A29 an archived plan is promised alike, and then refused as archived', () => {
    const plan = { id: 'p', status: 'ARCHIVED', archived_at: supersededAt } as const
    expect(sell({ plan, version: old, current: old })).toMatchObject({ status: 'active' })
    expect(sell({ plan, version: old, current: old, basisVersion: 6 })).toMatchObject({
      code: 'membership_plan_archived',
    })
  })
})

describe('MB-R21 when', () => {
  const window = (fields: Partial<SaleFacts>, startsOn: Day) => {
    const sale = sell(fields, { startsOn })
    return isRejection(sale) ? [sale.code, sale.params.min, sale.params.max] : sale.days.starts_on
  }

  it('today by default; up to 365 days ahead; MB-A23 earlier only with the right', () => {
    expect(sell()).toMatchObject({ status: 'active', days: { starts_on: today, ends_on: '2027-04-01' } })
    expect(window({}, '2028-02-29')).toBe('2028-02-29')
    const refused = ['membership_start_out_of_range', today, '2028-02-29']
    expect(window({}, '2028-03-01')).toEqual(refused)
    expect(window({}, '2027-02-28')).toEqual(refused)
    expect(window({ mayBackdate: true }, '2027-02-28')).toBe('2027-02-28')
  })

  it('reaches back so many days, but never so far that it would be over', () => {
    const yearly = version({ duration_value: 12 })
    expect(window({ mayBackdate: true, version: yearly }, '2027-01-30')).toBe('2027-01-30')
    expect(window({ mayBackdate: true, version: yearly }, '2027-01-29')[1]).toBe('2027-01-30')
    expect(window({ mayBackdate: true }, '2027-01-31')).toEqual([
      'membership_start_out_of_range',
      '2027-02-01',
      '2028-02-29',
    ])
    const oneDay = version({ duration_type: 'DAYS', duration_value: 1 })
    expect(window({ mayBackdate: true, version: oneDay }, '2027-02-28')).toBe('2027-02-28')
    expect(window({ mayBackdate: true, version: oneDay }, '2027-02-27')[1]).toBe('2027-02-28')
  })

  it('MB-A25 an overlap names the period and offers the day after it, or after those that follow', () => {
    const period = (starts_on: Day, ends_on: Day): LivePeriod => ({ membership_id: 'ms', starts_on, ends_on })
    const periods = [period('2027-05-01', '2027-05-31'), period('2027-03-01', '2027-04-01')]
    expect(sell({ periods }, { startsOn: '2027-04-01' })).toMatchObject({
      code: 'membership_overlap',
      params: { membershipId: 'ms', from: '2027-03-01', to: '2027-04-01' },
      rule: 'MB-R21',
      alternatives: [{ label: 'start_on', input: { startsOn: '2027-06-01' }, params: { day: '2027-06-01' } }],
    })
    expect(sell({ periods: [period('2027-04-02', '2027-04-03')] })).toMatchObject({ status: 'active' })
    const forever = [period('2027-01-01', '2029-01-01')]
    expect(sell({ periods: forever })).toMatchObject({ code: 'membership_overlap', alternatives: [] })
    expect(sell({ periods: forever }, { startsOn: '2027-02-01' })).toMatchObject({
      code: 'membership_start_out_of_range',
      alternatives: [],
    })
  })

  it('MB-A25 of several overlapped periods names the first; the last day counts', () => {
    const period = (starts_on: Day, ends_on: Day): LivePeriod => ({ membership_id: 'ms', starts_on, ends_on })
    const [first, second] = [period('2027-03-05', '2027-03-08'), period('2027-03-20', '2027-03-25')]
    for (const periods of [
      [first, second],
      [second, first],
    ]) {
      expect(sell({ periods })).toMatchObject({ params: { from: '2027-03-05', to: '2027-03-08' } })
    }
    const touching = { code: 'membership_overlap', params: { from: '2027-04-01' } }
    expect(sell({ periods: [period('2027-04-01', '2027-04-30')] })).toMatchObject(touching)
    expect(sell({ periods: [period('2027-02-01', today)] })).toMatchObject({ params: { to: today } })
  })

  it('offers the nearest day within the window, if it is free', () => {
    const offered = (startsOn: Day, periods: LivePeriod[] = []) => {
      const sale = sell({ periods }, { startsOn })
      return isRejection(sale) ? [sale.rule, ...sale.alternatives.map(({ params }) => params?.day)] : sale.status
    }
    expect(offered('2027-02-28')).toEqual(['MB-R21', today])
    expect(offered('2028-03-01')).toEqual(['MB-R21', '2028-02-29'])
    const until = (ends_on: Day): LivePeriod[] => [{ membership_id: 'ms', starts_on: today, ends_on }]
    expect(offered(today, until('2028-02-28'))).toEqual(['MB-R21', '2028-02-29'])
    expect(offered(today, until('2028-02-29'))).toEqual(['MB-R21'])
  })

  it('whatever the periods, a sale overlaps none of them, and a way out that is offered is accepted', () => {
    const some = fc.integer({ min: -20, max: 200 }).chain((from) =>
      fc.nat(60).map((length) => ({
        membership_id: 'ms',
        starts_on: addDays(today, from),
        ends_on: addDays(today, from + length),
      })),
    )
    const arbitrary = fc.record({
      periods: fc.array(some, { maxLength: 5 }),
      start: fc.integer({ min: -60, max: 400 }),
      duration: fc.constantFrom(1, 3, 12),
      mayBackdate: fc.boolean(),
    })
    fc.assert(
      fc.property(arbitrary, ({ periods, start, duration, mayBackdate }) => {
        const given = { periods, mayBackdate, version: version({ duration_value: duration }) }
        const sale = sell(given, { startsOn: addDays(today, start) })
        if (isRejection(sale)) {
          for (const { params } of sale.alternatives) {
            expect(isRejection(sell(given, { startsOn: String(params?.day) }))).toBe(false)
          }
          return
        }
        const { starts_on, ends_on } = sale.days
        expect(ends_on).toBe(endOf(starts_on, given.version))
        expect(periods.some((period) => period.starts_on <= ends_on && starts_on <= period.ends_on)).toBe(false)
        expect(sale.status).toBe(starts_on <= today ? 'active' : 'scheduled')
        expect(ends_on >= today).toBe(true)
      }),
    )
  })
})

describe('MB-R23 price', () => {
  it('is the plan’s; another one needs the right and must be a price; MB-A22 an equal one never does', () => {
    expect(sell()).toMatchObject({ priceMinor: 49_000, overrideRenews: false })
    expect(sell({}, { priceMinor: 49_000, overrideRenews: true })).toMatchObject({ overrideRenews: false })
    expect(sell({}, { priceMinor: 39_000 })).toMatchObject({
      code: 'membership_price_override_forbidden',
      params: { planPriceMinor: 49_000 },
      rule: 'MB-R23',
      alternatives: [{ label: 'sell_at_plan_price', input: { priceMinor: 49_000 } }],
    })
    const manager = { mayOverridePrice: true }
    expect(sell(manager, { priceMinor: 39_000 })).toMatchObject({ priceMinor: 39_000, overrideRenews: false })
    expect(sell(manager, { priceMinor: 0, overrideRenews: true })).toMatchObject({
      priceMinor: 0,
      overrideRenews: true,
    })
    expect(sell(manager, { priceMinor: -1 })).toMatchObject({ code: 'invalid_price' })
  })

  it('renewing by itself is the plan’s word unless the clerk says otherwise', () => {
    expect(sell({ version: version({ auto_renew: true }) })).toMatchObject({ autoRenew: true })
    expect(sell({ version: version({ auto_renew: true }) }, { autoRenew: false })).toMatchObject({ autoRenew: false })
  })
})

describe('taking a sale back', () => {
  const due = [{ state: 'due' as const }]
  it('is possible for 24 hours and while nothing is settled', () => {
    expect(revokeRefusal(at, '2027-03-02T09:00:00.000Z', due)).toBeNull()
    expect(revokeRefusal(at, at, [])).toBeNull()
    expect(revokeRefusal(at, '2027-03-02T09:00:00.001Z', due)).toMatchObject({
      code: 'membership_revoke_too_late',
      params: { reason: 'time' },
    })
    expect(revokeRefusal(at, at, [...due, { state: 'settled' }])).toMatchObject({
      code: 'membership_revoke_too_late',
      params: { reason: 'settled' },
    })
  })
})
