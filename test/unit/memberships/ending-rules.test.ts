import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import { archivedText } from '../../../src-shared/modules/memberships/archive-rules.ts'
import {
  type CancelFacts,
  type CancelRequest,
  planCancellation,
} from '../../../src-shared/modules/memberships/cancel-rules.ts'
import {
  type ChangeFacts,
  changeOf,
  lastDay,
  nextPlanRefusal,
  planChange,
} from '../../../src-shared/modules/memberships/change-rules.ts'
import {
  chargesBefore,
  endedFrom,
  periodsBefore,
  reversed,
} from '../../../src-shared/modules/memberships/ending-rules.ts'
import { isOwnUndo, planReinstatement, refundGiven } from '../../../src-shared/modules/memberships/reinstate-rules.ts'
import { isRejection, type SaleVersion } from '../../../src-shared/modules/memberships/sale-rules.ts'
import type { WholeMembership } from '../../../src-shared/modules/memberships/whole-membership.ts'
import { charge, period, periodAhead, whole } from './whole.ts'

const at = '2027-05-11T09:00:00.000Z'
const today = '2027-05-11'
const deed = { commandId: 'now', at }
const retry = (label: string, changes: object) => ({ label, command: 'again', input: { ...changes } })
const version: SaleVersion = {
  ...{ id: 'v9', row_version: 1, version_no: 1, duration_type: 'MONTHS', duration_value: 3, price_minor: 9900 },
  ...{ currency: 'TRY', auto_renew: false, requires_kyc: false, slot_allocation: 2, slot_location_id: null },
  superseded_at: null,
}
const cancelFacts = (membership: WholeMembership, more: Partial<CancelFacts> = {}): CancelFacts => ({
  ...{ membership, at, today, commandId: 'now', mayBackdate: false, mayRefundAll: false, retry },
  ...more,
})
const cancelled = (
  membership: WholeMembership,
  request: Partial<CancelRequest> = {},
  more: Partial<CancelFacts> = {},
) => planCancellation(cancelFacts(membership, more), { on: today, refund: 'none', ...request })
const changeFacts = (membership: WholeMembership, more: Partial<ChangeFacts> = {}): ChangeFacts => ({
  ...{ membership, at, today, basisVersion: 9, commandId: 'now', retry },
  target: { plan: { id: 'plan9', status: 'ACTIVE', archived_at: null }, version, current: version },
  ...more,
})
const changed = (membership: WholeMembership, more: Partial<ChangeFacts> = {}, on?: string) =>
  planChange(changeFacts(membership, more), { toPlanId: 'plan9', toPlanVersionId: 'v9', on })

describe('MB-R52 MB-R54 ending periods', () => {
  it('cuts the period of the day before, makes later ones void, and leaves what is over', () => {
    const { periods, voided } = endedFrom([period(), periodAhead()], '2027-05-11', deed)
    expect(periods).toMatchObject([
      { ends_on: '2027-05-10', cut: true, cut_command_id: 'now', voided_at: null },
      { ends_on: '2027-06-30', cut: false, void_command_id: 'now', voided_at: at },
    ])
    expect(voided.map(({ id }) => id)).toEqual(['p2'])
    expect(endedFrom([period()], '2027-05-31', deed)).toEqual({ periods: [period()], voided: [] })
    const before = period({ voided_at: at, void_command_id: 'before' })
    expect(endedFrom([before], '2027-04-30', deed)).toEqual({ periods: [before], voided: [] })
  })

  it('a period that was cut before remembers by whom', () => {
    const cut = period({ cut: true, cut_command_id: 'first', ends_on: '2027-05-20' })
    expect(endedFrom([cut], today, deed).periods).toMatchObject([{ ends_on: '2027-05-10', cut_command_id: 'first' }])
    const back = periodsBefore(endedFrom([cut, periodAhead({ starts_on: '2027-05-21' })], today, deed).periods, 'now')
    expect(back).toMatchObject([{ ends_on: '2027-05-20', cut: true, cut_command_id: 'first' }, { voided_at: null }])
  })

  it('a charge is void where it is due, countered where it was paid or is on an invoice, and left where it was waived', () => {
    const charges = [
      charge({ id: 'due' }),
      charge({ id: 'paid', state: 'settled' }),
      charge({ id: 'billed', invoice_id: 'i1' }),
      charge({ id: 'waived', state: 'waived' }),
      charge({ id: 'void', state: 'void' }),
    ]
    const { voidIds, credits } = reversed(charges, 'refund', today)
    expect(voidIds).toEqual(['due'])
    const credit = { kind: 'refund', amount_minor: -4990, currency: 'TRY', period_id: 'p1', due_on: today }
    expect(credits).toEqual([credit, credit])
  })

  it('§14.2 what a command ended is as it was once it is taken back, whatever the day', () => {
    const span = fc.tuple(fc.nat(61), fc.boolean()).map(([n, isCut]) => ({ on: addDays('2027-04-30', n), isCut }))
    fc.assert(
      fc.property(span, ({ on, isCut }) => {
        const cut = { cut: true, cut_command_id: 'first', ends_on: '2027-05-20' }
        const periods = isCut ? [period(cut), periodAhead({ starts_on: '2027-05-21' })] : [period(), periodAhead()]
        expect(periodsBefore(endedFrom(periods, on, deed).periods, 'now')).toEqual(periods)
      }),
    )
  })

  it('taken back, own charges are void or countered, and those it made void are asked for anew', () => {
    const charges = [
      charge({ id: 'kept' }),
      charge({ id: 'mine', made_command_id: 'now', amount_minor: -100, kind: 'refund' }),
      charge({ id: 'taken', made_command_id: 'now', amount_minor: -200, kind: 'refund', state: 'settled' }),
      charge({ id: 'gone', state: 'void', void_command_id: 'now', kind: 'renewal', due_on: '2027-05-31' }),
      charge({ id: 'both', state: 'void', void_command_id: 'now', made_command_id: 'now' }),
    ]
    expect(chargesBefore({ charges }, 'now', today)).toEqual({
      voidIds: ['mine'],
      charges: [
        { kind: 'adjustment', amount_minor: 200, currency: 'TRY', period_id: 'p1', due_on: today },
        { kind: 'renewal', amount_minor: 4990, currency: 'TRY', period_id: 'p1', due_on: '2027-05-31' },
      ],
    })
  })
})

describe('MB-R52 a plan change', () => {
  it('MB-A54 gives back what is unused, on today by default', () => {
    expect(changed(whole())).toMatchObject({ on: today, creditMinor: 3219, netMinor: 6681, aheadMinor: 0 })
  })

  it('is refused for what is cancelled, with whom and when', () => {
    const gone = whole({ cancelled_on: '2027-06-01', cancelled_at: at, cancelled_by_name: 'Elif' })
    const refused = { code: 'membership_already_cancelled', params: { on: '2027-06-01', by: 'Elif', at } }
    expect(changed(gone)).toMatchObject(refused)
    expect(changed(whole({ status: 'cancelled' }))).toMatchObject({ code: 'membership_already_cancelled' })
    expect(nextPlanRefusal(changeFacts(gone), null)).toMatchObject(refused)
  })

  it('is refused on a day that no period covers, though the dates would', () => {
    const gap = whole({ periods: [period({ ends_on: '2027-05-05' }), periodAhead()], ends_on: '2027-06-30' })
    expect(changed(gap)).toMatchObject({ code: 'membership_not_active', params: { status: 'expired' } })
  })

  it('MB-R52 days that another membership has are refused; at renewal it can be had, unless the plan cannot', () => {
    const other = { membership_id: 'ms2', starts_on: '2027-07-01', ends_on: '2027-07-31' }
    const membership = whole({ other_periods: [other] })
    expect(changed(membership)).toMatchObject({
      code: 'membership_overlap',
      params: { membershipId: 'ms2', from: '2027-07-01', to: '2027-07-31' },
      alternatives: [{ label: 'change_at_renewal' }],
    })
    const freeze = {
      id: 'f1',
      period_id: 'p1',
      from_on: '2027-05-20',
      to_on: '2027-05-21',
      reason: null,
      created_at: at,
      fee_charge_id: null,
    }
    const frozen = whole({ freezes: [{ ...freeze, state: 'planned' }] })
    const archived = { plan: { id: 'plan9', status: 'ARCHIVED' as const, archived_at: at }, version, current: version }
    expect(changed(frozen, { target: archived })).toMatchObject({ code: 'membership_freeze_pending', alternatives: [] })
    // One that is over, or was called off, is none.
    for (const state of ['ended', 'cancelled'] as const) {
      expect(changed(whole({ freezes: [{ ...freeze, state }] }))).toMatchObject({ on: today })
    }
  })

  it('MB-R52 the nearest day that can be had is offered, and no other price', () => {
    expect(changed(whole(), {}, '2027-05-10')).toMatchObject({ alternatives: [{ input: { on: today } }] })
    expect(changed(whole(), {}, '2027-05-31')).toMatchObject({ alternatives: [{ input: { on: '2027-05-30' } }] })
    const old = { ...version, superseded_at: '2027-05-01T00:00:00.000Z', price_minor: 8000 }
    const target = { ...changeFacts(whole()).target, version: old }
    expect(changed(whole(), { target })).toMatchObject({
      code: 'membership_plan_terms_changed',
      alternatives: [{ label: 'sell_present_terms', input: { toPlanVersionId: 'v9' } }],
    })
  })

  it('MB-R53 at renewal: nothing that a membership without periods could be compared with stands in the way', () => {
    expect(nextPlanRefusal(changeFacts(whole({ periods: [] })), 'plan9')).toBeNull()
    expect(nextPlanRefusal(changeFacts(whole()), 'plan9')).toBeNull()
    const none = { plan: null, version: null, current: null }
    expect(nextPlanRefusal(changeFacts(whole(), { target: none }), 'plan9')).toMatchObject({
      code: 'membership_plan_not_accessible',
    })
  })

  it('a change is known by its charge, or where it cost nothing by what it cut or made void', () => {
    const cut = period({ cut: true, cut_command_id: 'change', ends_on: '2027-05-10' })
    const fresh = period({ id: 'p3', seq: 2, starts_on: today, ends_on: '2027-06-11', plan_id: 'plan9' })
    const of = (first: typeof cut, charges = [charge()]) => changeOf(whole({ periods: [first, fresh], charges }), 'p3')
    expect(of(cut)).toMatchObject({ commandId: 'change', from: { id: 'p1' }, to: { id: 'p3' } })
    const gone = period({ starts_on: today, voided_at: at, void_command_id: 'change' })
    expect(of(gone)).toMatchObject({ commandId: 'change' })
    expect(of(cut, [charge({ period_id: 'p3', kind: 'change', made_command_id: 'asked' })])).toMatchObject({
      commandId: 'asked',
    })
    expect(of(period({ cut: true, ends_on: '2027-05-10' }))).toBeNull()
    expect(of(period())).toBeNull()
    expect(lastDay(whole(), [])).toBe('2027-05-30')
  })
})

describe('MB-R54 a cancellation', () => {
  it('MB-A56 gives back what is unused, at once or later', () => {
    expect(cancelled(whole(), { refund: 'prorated' })).toMatchObject({
      ...{ atOnce: true, endsOn: '2027-05-10', planId: 'plan1', voidIds: [], credits: [] },
      refund: { kind: 'refund', amount_minor: -3219, period_id: 'p1', due_on: today },
    })
    expect(cancelled(whole(), { on: '2027-05-12' })).toMatchObject({ atOnce: false, refund: { amount_minor: 0 } })
  })

  it('is refused where nothing is left, or it was cancelled', () => {
    expect(cancelled(whole({ periods: [] }))).toMatchObject({ code: 'membership_not_active' })
    expect(cancelled(whole({ status: 'expired' }))).toMatchObject({ params: { status: 'expired' } })
    expect(cancelled(whole({ cancelled_on: '2027-05-20' }))).toMatchObject({ code: 'membership_already_cancelled' })
  })

  it('MB-R54 the day: from today, from the first of the period with the right to, to the last + 1', () => {
    const refused = (on: string, mayBackdate: boolean) => {
      const answer = cancelled(whole(), { on }, { mayBackdate })
      return isRejection(answer) ? answer.alternatives.map(({ input }) => input.on) : null
    }
    expect(refused('2027-05-10', false)).toEqual([today])
    expect(refused('2027-05-10', true)).toBeNull()
    expect(refused('2027-04-29', true)).toEqual(['2027-04-30'])
    expect(refused('2027-05-31', false)).toBeNull()
    expect(refused('2027-06-01', true)).toEqual(['2027-05-31'])
    // A start ahead gives no right to an earlier day.
    const ahead = whole({ starts_on: '2027-06-01', periods: [periodAhead({ starts_on: '2027-06-01' })] })
    expect(cancelled(ahead, { on: '2027-05-10' }, { mayBackdate: true })).toMatchObject({
      alternatives: [{ input: { on: today } }],
    })
  })

  it('MB-R54 no price, no refund; all of it only with the right to', () => {
    const imported = whole({ periods: [period({ price_minor: null })] })
    expect(cancelled(imported, { refund: 'full' })).toMatchObject({ alternatives: [{ input: { refund: 'none' } }] })
    expect(cancelled(imported)).toMatchObject({ refund: { amount_minor: 0 } })
    expect(cancelled(whole(), { refund: 'full' })).toMatchObject({ code: 'actor_not_permitted' })
    expect(cancelled(whole(), { refund: 'full' }, { mayRefundAll: true })).toMatchObject({
      refund: { amount_minor: -4990 },
    })
  })

  it('MB-R54 void on its first day, what was not paid is not given back', () => {
    const first = { on: '2027-04-30', refund: 'prorated' } as const
    const backdated = { mayBackdate: true }
    expect(cancelled(whole(), first, backdated)).toMatchObject({
      voidIds: ['c1'],
      refund: { amount_minor: 0 },
      endsOn: '2027-05-30',
    })
    const billed = whole({ charges: [charge({ invoice_id: 'i1' })] })
    expect(cancelled(billed, first, backdated)).toMatchObject({
      ...{ voidIds: [], credits: [{ amount_minor: -4990 }], refund: { amount_minor: 0 } },
    })
    const paid = whole({ charges: [charge({ state: 'settled' })] })
    expect(cancelled(paid, first, backdated)).toMatchObject({ credits: [], refund: { amount_minor: -4990 } })
  })

  it('MB-A57 no positive charge stays due on or after the day, whatever was sold ahead', () => {
    const days = fc.integer({ min: 0, max: 50 }).map((n) => addDays(today, n))
    const states = fc.constantFrom('due', 'settled', 'waived', 'void')
    const refunds = fc.constantFrom('none', 'prorated', 'full')
    fc.assert(
      fc.property(days, states, states, refunds, (on, state, ahead, refund) => {
        const charges = [
          charge({ state }),
          charge({ id: 'c2', period_id: 'p2', kind: 'renewal', due_on: '2027-05-31', state: ahead }),
        ]
        const membership = whole({ periods: [period(), periodAhead()], charges, ends_on: '2027-06-30' })
        const answer = cancelled(membership, { on, refund }, { mayRefundAll: true })
        if (isRejection(answer)) throw new Error(answer.code)
        const due = charges.filter(
          ({ id, state, due_on }) => state === 'due' && due_on >= on && !answer.voidIds.includes(id),
        )
        expect(due).toEqual([])
        const made = [...answer.credits, answer.refund].reduce((sum, { amount_minor }) => sum + amount_minor, 0)
        expect(made).toBeGreaterThanOrEqual(-2 * 4990)
      }),
    )
  })

  it('a membership archived with its member says so, in the tenant’s language', () => {
    expect(archivedText('tr')).toBe('Üye ayrılıyor.')
    expect(archivedText('de')).toBe('The member leaves.')
  })
})

describe('MB-R54 a reinstatement', () => {
  const cut = period({ cut: true, cut_command_id: 'x', ends_on: '2027-05-10' })
  const gone = (fields: Partial<WholeMembership> = {}) =>
    whole({
      ...{ status: 'cancelled', cancelled_on: today, cancelled_at: at, cancelled_by: 'u1', cancel_command_id: 'x' },
      ...{ periods: [cut], ends_on: '2027-05-10' },
      ...fields,
    })

  it('gives the days back, and the state of the day', () => {
    expect(planReinstatement(gone(), at, today)).toMatchObject({
      endsOn: '2027-05-30',
      status: 'active',
      current: { id: 'p1' },
    })
    expect(planReinstatement(gone(), '2027-05-18T09:00:00.000Z', '2027-05-31')).toMatchObject({ status: 'expired' })
    const later = gone({ status: 'pending_slots', cancelled_on: '2027-05-20' })
    expect(planReinstatement(later, at, today)).toMatchObject({ status: 'pending_slots' })
    const ahead = gone({ starts_on: '2027-05-31', periods: [periodAhead({ voided_at: at, void_command_id: 'x' })] })
    expect(planReinstatement(ahead, at, today)).toMatchObject({
      status: 'scheduled',
      current: { id: 'p2', voided_at: null },
    })
  })

  it('is refused after seven days, without a command to take back, with nothing left, and for who left', () => {
    const late = { code: 'membership_revoke_too_late', params: { reason: 'time' } }
    expect(planReinstatement(gone(), '2027-05-18T09:00:00.001Z', today)).toMatchObject(late)
    expect(planReinstatement(gone({ cancel_command_id: null }), at, today)).toMatchObject(late)
    expect(planReinstatement(gone({ cancelled_at: null }), at, today)).toMatchObject(late)
    expect(planReinstatement(gone({ periods: [] }), at, today)).toMatchObject(late)
    for (const member_status of ['ARCHIVED', 'MERGED'] as const) {
      expect(planReinstatement(gone({ member_status }), at, today)).toMatchObject({ code: 'member_not_active' })
    }
    const other = { membership_id: 'ms2', starts_on: '2027-05-30', ends_on: '2027-06-29' }
    expect(planReinstatement(gone({ other_periods: [other] }), at, today)).toMatchObject({ code: 'membership_overlap' })
    expect(
      planReinstatement(gone({ other_periods: [{ ...other, starts_on: '2027-05-31' }] }), at, today),
    ).toMatchObject({
      status: 'active',
    })
  })

  it('is the author’s by undo, within a day', () => {
    const by = { userId: 'u1', undoOf: 'x', at: '2027-05-12T09:00:00.000Z' }
    expect(isOwnUndo(gone(), by)).toBe(true)
    expect(isOwnUndo(gone(), { ...by, at: '2027-05-12T09:00:00.001Z' })).toBe(false)
    expect(isOwnUndo(gone(), { ...by, userId: 'u2' })).toBe(false)
    expect(isOwnUndo(gone(), { ...by, undoOf: 'y' })).toBe(false)
    expect(isOwnUndo(gone({ cancel_command_id: null }), { ...by, undoOf: undefined })).toBe(false)
  })

  it('knows how money was given back', () => {
    const refund = (amount_minor: number) =>
      gone({ charges: [charge({ id: 'r', kind: 'refund', amount_minor, made_command_id: 'x' })] })
    expect(refundGiven(gone(), today)).toBe('none')
    expect(refundGiven(refund(-3219), today)).toBe('prorated')
    expect(refundGiven(refund(-4990), today)).toBe('full')
    expect(refundGiven(gone({ periods: [] }), today)).toBe('none')
    const first = period({ voided_at: at, void_command_id: 'x' })
    expect(refundGiven({ ...refund(-4990), periods: [first, periodAhead()] }, '2027-04-30')).toBe('prorated')
  })
})
