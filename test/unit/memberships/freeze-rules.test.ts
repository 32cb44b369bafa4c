import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import { frozenDays } from '../../../src-shared/modules/memberships/chain-rules.ts'
import { planCancelFreeze, planReturn } from '../../../src-shared/modules/memberships/freeze-end-rules.ts'
import {
  type FreezeFacts,
  type FreezeRequest,
  type Freezing,
  planExtension,
  planFreeze,
} from '../../../src-shared/modules/memberships/freeze-rules.ts'
import { isRejection } from '../../../src-shared/modules/memberships/sale-rules.ts'
import type { WholeFreeze, WholeMembership } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { monthsFrom, wholeOf } from './whole-of.ts'

const today = '2027-06-05'
const facts = (membership: WholeMembership, fields: Partial<FreezeFacts> = {}): FreezeFacts => ({
  ...{ membership, today, mayBackdate: false, own: false, undoing: false },
  retry: (label, changes, params = {}) => ({
    label,
    params,
    command: 'freeze',
    input: changes as Record<string, string>,
  }),
  ...fields,
})
const freeze = (fields: Partial<WholeFreeze> = {}): WholeFreeze => ({
  ...{ id: 'f', period_id: 'p1', from_on: '2027-06-01', to_on: '2027-06-10', state: 'running' as const, reason: null },
  ...{ fee_charge_id: null, created_at: '2027-06-01T09:00:00.000Z' },
  ...fields,
})
/** A month to 2027-06-30 and one after it. */
const two = wholeOf(monthsFrom('2027-05-31', 2))
const ask = (fromOn: string, toOn?: string, id = 'new'): FreezeRequest => ({ freezeId: id, fromOn, toOn })
const code = (answer: object) => (isRejection(answer) ? answer.code : null)
const planned = (answer: ReturnType<typeof planFreeze>): Freezing => {
  if (isRejection(answer)) throw new Error(answer.code)
  return answer
}
const ways = { extend: () => [], retry: (on: string) => ({ label: 'retry', command: '', input: { on } }) }

describe('a freeze', () => {
  it('MB-R42 belongs to the period in which it begins, and each period has a budget of its own', () => {
    const membership = { ...two, freezes: [freeze({ from_on: '2027-06-05', to_on: '2027-06-24' })] }
    // The first month has moved to 2027-07-20 by its own twenty days; nobody laid it out here.
    const later = planned(planFreeze(facts(membership), ask('2027-07-10', '2027-08-08')))
    expect(later).toMatchObject({ freeze: { period_id: 'p2' }, days: 30, budget: { max: 30, used: 0, left: 30 } })
    expect(code(planFreeze(facts(membership), ask('2027-06-25', '2027-07-05')))).toBe(
      'membership_freeze_budget_exceeded',
    )
  })

  it('MB-R41 without a last day it is as long as the budget allows, or up to the next one', () => {
    expect(planned(planFreeze(facts(two), ask('2027-06-10'))).freeze.to_on).toBe('2027-07-09')
    const membership = { ...two, freezes: [freeze({ from_on: '2027-06-20', to_on: '2027-06-21' })] }
    expect(planned(planFreeze(facts(membership), ask('2027-06-10'))).freeze.to_on).toBe('2027-06-19')
  })

  it.each([
    ['2027-06-06', 'planned', 'active'],
    ['2027-06-05', 'running', 'frozen'],
  ] as const)('from %s it is %s and the membership %s', (fromOn, state, status) => {
    expect(planned(planFreeze(facts(two), ask(fromOn, addDays(fromOn, 2))))).toMatchObject({
      freeze: { state },
      now: { status },
    })
  })

  it('MB-R45 revives what expired meanwhile, waiting for slots as before', () => {
    const expired = { ...two, status: 'expired' as const }
    expect(planned(planFreeze(facts(expired), ask('2027-06-06', '2027-06-07'))).now.status).toBe('active')
    expect(planned(planFreeze(facts({ ...expired, slots_owed: 1 }), ask('2027-06-06'))).now.status).toBe(
      'pending_slots',
    )
    expect(planned(planFreeze(facts({ ...expired, status: 'scheduled' }), ask(today))).now.status).toBe('scheduled')
  })

  it('what lies before a cut is settled by it; where all is, nothing is frozen', () => {
    const [first, second] = two.periods
    if (!first || !second) throw new Error('two periods were made')
    const cut = { ...two, periods: [{ ...first, cut: true }, second] }
    expect(code(planFreeze(facts(cut), ask('2027-06-10')))).toBe('membership_freeze_out_of_period')
    expect(planned(planFreeze(facts(cut), ask('2027-07-01'))).freeze.period_id).toBe('p2')
    expect(code(planFreeze(facts({ ...two, periods: [{ ...second, cut: true }] }), ask('2027-07-02')))).toBe(
      'membership_freeze_not_allowed',
    )
  })

  it('MB-R47 by the member only where the tenant lets them, and from tomorrow on', () => {
    const may = { ...two, settings: { ...two.settings, self_freeze: true } }
    expect(code(planFreeze(facts(two, { own: true }), ask('2027-06-06')))).toBe('actor_not_permitted')
    expect(code(planFreeze(facts(may, { own: true }), ask(today)))).toBe('actor_not_permitted')
    expect(code(planFreeze(facts(may, { own: true }), ask('2027-06-06')))).toBeNull()
  })

  it('MB-R41 what an undo brings back may lie in the past', () => {
    expect(code(planFreeze(facts(two), ask('2027-06-01')))).toBe('membership_freeze_backdate_forbidden')
    expect(code(planFreeze(facts(two, { undoing: true }), ask('2027-06-01')))).toBeNull()
  })

  it('MB-R43 a thirteenth in one period is refused, a thirteenth elsewhere is not', () => {
    const many = Array.from({ length: 12 }, (_, n) => {
      const day = addDays('2027-06-06', n)
      return freeze({ id: `f${n}`, from_on: day, to_on: day })
    })
    expect(code(planFreeze(facts({ ...two, freezes: many }), ask('2027-06-25', '2027-06-25')))).toBe(
      'validation_failed',
    )
    expect(code(planFreeze(facts({ ...two, freezes: many }), ask('2027-07-20', '2027-07-20')))).toBeNull()
  })

  it('§14.3 every way out that is offered passes when it is taken', () => {
    const others = [{ membership_id: 'other', starts_on: '2027-08-10', ends_on: '2027-09-10' }]
    const membership = {
      ...two,
      other_periods: others,
      freezes: [freeze({ from_on: '2027-06-10', to_on: '2027-06-14' })],
    }
    // All of them, since they are few: drawn by chance, how many ways are offered is chance too.
    const lengths = [undefined, ...Array.from({ length: 21 }, (_, n) => 3 * n)]
    let offered = 0
    for (let from = -20; from <= 90; from += 1) {
      const fromOn = addDays(today, from)
      for (const length of lengths) {
        const asked = ask(fromOn, length === undefined ? undefined : addDays(fromOn, length))
        const answer = planFreeze(facts(membership), asked)
        for (const { input } of isRejection(answer) ? answer.alternatives : []) {
          offered += 1
          const { fromOn: day = '', toOn } = input as { fromOn?: string; toOn?: string }
          expect(code(planFreeze(facts(membership), ask(day, toOn)))).toBeNull()
        }
      }
    }
    expect(offered).toBeGreaterThan(100)
  })
})

describe('an extension', () => {
  const membership = { ...two, freezes: [freeze()] }
  it('MB-R42 obeys the budget without what it had, and offers what is left', () => {
    expect(planned(planExtension(facts(membership), freeze(), '2027-06-30')).now.ends_on).toBe('2027-08-30')
    expect(planExtension(facts(membership), freeze(), '2027-07-01')).toMatchObject({
      code: 'membership_freeze_budget_exceeded',
      params: { used: 0, asked: 31, most: 30, latestTo: '2027-06-30' },
      alternatives: [{ input: { toOn: '2027-06-30' } }],
    })
  })

  it('needs a freeze that is there, in a period that is, of a membership that lasts, and a day of its own', () => {
    const refused = (freezes: WholeFreeze[], toOn: string, fields: Partial<WholeMembership> = {}, on = today) =>
      code(planExtension(facts({ ...two, freezes, ...fields }, { today: on }), freezes[0] ?? freeze(), toOn))
    expect(refused([freeze({ state: 'cancelled' })], '2027-06-12')).toBe('membership_not_frozen')
    expect(refused([freeze({ period_id: 'gone' })], '2027-06-12')).toBe('membership_not_frozen')
    expect(refused([freeze()], '2027-05-31')).toBe('validation_failed')
    expect(refused([freeze()], '2027-06-12', { cancelled_on: '2027-06-20' })).toBe('membership_already_cancelled')
    expect(refused([freeze()], '2027-06-12', {}, '2027-08-01')).toBe('membership_not_active')
    const next = freeze({ id: 'g', from_on: '2027-06-12', to_on: '2027-06-13' })
    const clash = planExtension(facts({ ...two, freezes: [freeze(), next] }), freeze(), '2027-06-15')
    expect(clash).toMatchObject({
      code: 'membership_freeze_overlap',
      alternatives: [{ input: { toOn: '2027-06-11' } }],
    })
  })
})

describe('MB-R44 a return', () => {
  const membership = { ...two, status: 'frozen' as const, freezes: [freeze()] }
  const back = (on: string, fields: Partial<WholeFreeze> = {}, day = today) =>
    planReturn(
      { membership: { ...membership, freezes: [freeze(fields)] }, freeze: freeze(fields), today: day },
      on,
      ways,
    )

  it.each([
    ['2027-06-05', 'ended', '2027-06-04', 'active'],
    ['2027-06-06', 'running', '2027-06-05', 'frozen'],
    ['2027-06-01', 'cancelled', '2027-06-10', 'active'],
  ])('on %s: the freeze is %s up to %s, the membership %s', (on, state, to_on, status) => {
    expect(back(on)).toMatchObject({ freeze: { state, to_on }, now: { status } })
  })

  it('is judged by the dates of the day the person acted, whatever the clock noted since', () => {
    expect(back('2027-06-05', { state: 'ended' })).toMatchObject({ freeze: { to_on: '2027-06-04' } })
    expect(code(back('2027-06-05', { state: 'cancelled' }))).toBe('membership_not_frozen')
    expect(code(back('2027-06-05', {}, '2027-05-31'))).toBe('membership_not_frozen')
    expect(code(back('2027-06-05', {}, '2027-06-11'))).toBe('membership_not_frozen')
    expect(back('2027-05-31')).toMatchObject({ alternatives: [{ input: { on: '2027-06-01' } }] })
    const cancelled = { ...membership, cancelled_on: '2027-06-20' }
    expect(code(planReturn({ membership: cancelled, freeze: freeze(), today }, '2027-06-05', ways))).toBe(
      'membership_already_cancelled',
    )
  })

  it('MB-R44 voids the fee of a freeze that was none, counters one on an invoice, and leaves what was paid', () => {
    const fee = { id: 'fee', period_id: 'p1', kind: 'freeze_fee', amount_minor: 5000, currency: 'TRY' } as const
    const charge = { ...fee, due_on: '2027-06-01', invoice_id: null, made_command_id: null, void_command_id: null }
    const voided = (fields: { state: 'due' | 'settled'; invoice_id?: string }) => {
      const held = freeze({ fee_charge_id: 'fee' })
      const whole = { ...membership, freezes: [held], charges: [{ ...charge, ...fields }] }
      const answer = planReturn({ membership: whole, freeze: held, today }, '2027-06-01', ways)
      return isRejection(answer) ? answer.code : answer.fee
    }
    const counter = { kind: 'adjustment', amount_minor: -5000, currency: 'TRY', period_id: 'p1', due_on: today }
    expect(voided({ state: 'due' })).toEqual({ voidIds: ['fee'], credits: [] })
    expect(voided({ state: 'settled' })).toEqual({ voidIds: [], credits: [] })
    expect(voided({ state: 'due', invoice_id: 'i' })).toEqual({ voidIds: [], credits: [counter] })
  })

  it('a freeze that is over is not cancelled, but by the undo of who asked for it, within a day', () => {
    const cancel = (fields: Partial<WholeFreeze>, undoing: boolean, at: string) =>
      code(planCancelFreeze({ membership, freeze: freeze(fields), today }, { undoing, at }))
    const over = { from_on: '2027-06-01', to_on: '2027-06-04', state: 'ended' as const }
    expect(cancel({}, false, '2027-06-05T09:00:00.000Z')).toBeNull()
    expect(cancel(over, false, '2027-06-02T09:00:00.000Z')).toBe('membership_not_frozen')
    expect(cancel(over, true, '2027-06-02T09:00:00.000Z')).toBeNull()
    expect(cancel(over, true, '2027-06-02T09:00:00.001Z')).toBe('membership_not_frozen')
    expect(cancel({ ...over, state: 'cancelled' }, false, '2027-06-05T09:00:00.000Z')).toBeNull()
    const cancelled = { ...membership, status: 'cancelled' as const }
    const undo = { undoing: false, at: '2027-06-05T09:00:00.000Z' }
    expect(code(planCancelFreeze({ membership: cancelled, freeze: freeze(), today }, undo))).toBe(
      'membership_already_cancelled',
    )
  })
})

it('§14.2 MB-R46 whatever is frozen and given back: the end is the scheduled one plus the frozen days, within the budget', () => {
  const steps = fc.array(
    fc.record({ from: fc.nat(70), days: fc.integer({ min: 1, max: 20 }), back: fc.option(fc.nat(20)) }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(fc.nat(700), steps, (offset, some) => {
      const start = addDays('2027-01-01', offset)
      let membership = wholeOf(monthsFrom(start, 3))
      const scheduled = membership.ends_on
      for (const [n, { from, days, back }] of some.entries()) {
        const fromOn = addDays(start, from)
        const answer = planFreeze(facts(membership, { today: start }), ask(fromOn, addDays(fromOn, days - 1), `f${n}`))
        if (isRejection(answer)) continue
        expect(answer.now.ends_on >= membership.ends_on).toBe(true)
        membership = answer.now
        const held = membership.freezes.find(({ id }) => id === `f${n}`)
        if (back === null || !held) continue
        const returned = planReturn({ membership, freeze: held, today: fromOn }, addDays(fromOn, back), ways)
        if (!isRejection(returned)) membership = returned.now
      }
      for (const period of membership.periods) {
        const own = membership.freezes.filter(
          ({ period_id, state }) => period_id === period.id && state !== 'cancelled',
        )
        const frozen = own.reduce((sum, each) => sum + frozenDays(each), 0)
        expect(period).toMatchObject({ frozen_days: frozen, ends_on: addDays(period.scheduled_ends_on, frozen) })
        expect(frozen).toBeLessThanOrEqual(30)
      }
      expect(membership.ends_on).toBe(membership.periods.at(-1)?.ends_on)
      expect(membership.ends_on >= scheduled).toBe(membership.periods.length === 3)
    }),
    { numRuns: 2000 },
  )
})
