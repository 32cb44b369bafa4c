import { addDays, type Day } from '../../kernel/calendar.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type Alternative, type Rejection, rejection } from '../../kernel/rejection.ts'
import { frozenDaysOf, livePeriods } from './chain-rules.ts'
import { lastDay } from './change-rules.ts'
import { chargesFor, endedFrom, type NewCharge, reversed } from './ending-rules.ts'
import { cancelledRefusal } from './life-rules.ts'
import { dayBefore, proration } from './proration-rules.ts'
import { effectiveStatus } from './rules.ts'
import { membershipSteps } from './transitions.ts'
import type { WholeCharge, WholeFreeze, WholeMembership, WholePeriod } from './whole-membership.ts'

export type Refund = 'none' | 'prorated' | 'full'
/** A cancellation as it is asked for; `on` is the first day not covered. */
export type CancelRequest = { on: Day; refund: Refund }

/** All that decides a cancellation, read once. */
export interface CancelFacts {
  membership: WholeMembership
  at: string
  today: Day
  commandId: string
  mayBackdate: boolean
  /** Whether the actor may give back more than is unused. */
  mayRefundAll: boolean
  retry(label: string, changes: Partial<CancelRequest>, params?: JsonObject): Alternative
}

/** What a cancellation will be. */
export interface Cancellation {
  /** Whether it has ended with this; else it does when the day comes. */
  atOnce: boolean
  endsOn: Day
  planId: string
  periods: WholePeriod[]
  /** Freezes that end with it, as they become. */
  freezes: WholeFreeze[]
  voidIds: string[]
  /** What was paid for periods that do not come. */
  credits: NewCharge[]
  refund: NewCharge
}

/** MB-R54: from today, or earlier where the actor may, to the day after the last one. */
function dayRefusal({ on }: CancelRequest, current: WholePeriod, facts: CancelFacts): Rejection | null {
  const { membership, today, mayBackdate, retry } = facts
  const max = addDays(lastDay(membership, membership.periods), 1)
  const from = mayBackdate && current.starts_on < today ? current.starts_on : today
  const min = from < max ? from : max
  const nearest = on < min ? min : on > max ? max : null
  if (nearest === null) return null
  const issues = [{ path: 'on', code: 'out_of_range', message: `From ${min} to ${max}` }]
  return rejection(
    'validation_failed',
    { issues },
    { rule: 'MB-R54', alternatives: [retry('cancel_on', { on: nearest }, { day: nearest })] },
  )
}

/** MB-R54: what was imported without a price gives nothing back; all of it is for those who manage memberships. */
function refundRefusal({ refund }: CancelRequest, current: WholePeriod, facts: CancelFacts): Rejection | null {
  if (refund !== 'none' && current.price_minor === null) {
    const issues = [{ path: 'refund', code: 'no_price', message: 'The price is not known' }]
    const alternatives = [facts.retry('cancel_without_refund', { refund: 'none' })]
    return rejection('validation_failed', { issues }, { rule: 'MB-R54', alternatives })
  }
  if (refund !== 'full' || facts.mayRefundAll) return null
  const params = { reason: 'permission', permission: 'membership_manage', scope: 'tenant' }
  const alternatives = [facts.retry('cancel_prorated', { refund: 'prorated' })]
  return rejection('actor_not_permitted', params, { rule: 'MB-R54', alternatives })
}

/** The period that is cancelled: the one that runs up to the day, or the first that would come. */
function currentPeriod({ periods }: WholeMembership, on: Day, today: Day): WholePeriod | undefined {
  const lastCovered = on > today ? dayBefore(on) : today
  const live = livePeriods(periods)
  return live.findLast(({ starts_on }) => starts_on <= lastCovered) ?? live[0]
}

/** Section 3: a freeze ends with its membership; one that would begin later does not come. */
function endedFreezes(freezes: readonly WholeFreeze[], on: Day, today: Day): WholeFreeze[] {
  return freezes
    .filter(({ state, to_on }) => (state === 'planned' || state === 'running') && to_on >= on)
    .map((freeze): WholeFreeze => {
      if (freeze.from_on >= on) return { ...freeze, state: 'cancelled' }
      return { ...freeze, to_on: dayBefore(on), state: on <= today ? 'ended' : freeze.state }
    })
}

const isDue = ({ state }: WholeCharge): boolean => state === 'due'

/** What a refund comes to, before what was not paid is taken off. */
function refundOf(refund: Refund, current: WholePeriod, { freezes }: WholeMembership, on: Day): number {
  if (refund === 'none') return 0
  return refund === 'full' ? (current.price_minor ?? 0) : proration(current, freezes, on).creditMinor
}

/** What is asked for, and was paid, of what does not come: later periods, freezes, and the period itself if void. */
function money(
  facts: CancelFacts,
  { on, refund }: CancelRequest,
  current: WholePeriod,
  voided: readonly WholePeriod[],
) {
  const { membership, today } = facts
  const { charges, freezes } = membership
  const later = voided.filter(({ id }) => id !== current.id)
  const own = voided.length > later.length ? chargesFor(charges, [current]).filter(isDue) : []
  const unfrozen = endedFreezes(freezes, on, today).filter(({ state }) => state === 'cancelled')
  const fees = charges.filter(
    (charge) => isDue(charge) && unfrozen.some(({ fee_charge_id }) => fee_charge_id === charge.id),
  )
  const isFee = ({ id }: WholeCharge) => fees.some((fee) => fee.id === id)
  const ofLater = chargesFor(charges, later).filter((charge) => !isFee(charge))
  const ofOwn = own.filter((charge) => !isFee(charge))
  const back = reversed([...ofLater, ...ofOwn, ...fees], 'refund', on)
  const unpaid = ofOwn.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  const amount = Math.max(0, refundOf(refund, current, membership, on) - unpaid)
  return { ...back, amount }
}

/**
 * A period with the days of its freezes that are left. One that is void ends as its terms and those say, so that a
 * reinstatement gives back no days of freezes that never came.
 */
function asFrozen(period: WholePeriod, frozen_days: number): WholePeriod {
  const { voided_at, cut, scheduled_ends_on, ends_on } = period
  const isWhole = voided_at !== null && !cut
  return { ...period, frozen_days, ends_on: isWhole ? addDays(scheduled_ends_on, frozen_days) : ends_on }
}

/** Why a membership is not cancelled, whatever the day; null where it is. */
function stateRefusal({ membership, today }: CancelFacts): Rejection | null {
  const cancelled = cancelledRefusal(membership)
  if (cancelled) return cancelled
  const status = effectiveStatus(membership, today, membership.settings.auto_renew_grace_days)
  return membershipSteps[status].cancel === 'no'
    ? rejection('membership_not_active', { status }, { rule: 'MB-R54' })
    : null
}

/**
 * MB-R54: what a cancellation will be, or why there is none. The period of the day is cut before it, what would come
 * later is void: what is due for it too, what was paid for it is given back.
 */
export function planCancellation(facts: CancelFacts, request: CancelRequest): Cancellation | Rejection {
  const { membership, today, commandId, at } = facts
  const { on } = request
  const refusedState = stateRefusal(facts)
  const current = currentPeriod(membership, on, today)
  if (refusedState || !current)
    return refusedState ?? rejection('membership_not_active', { status: 'expired' }, { rule: 'MB-R54' })
  const running = currentPeriod(membership, today, today) ?? current
  const refused = dayRefusal(request, running, facts) ?? refundRefusal(request, current, facts)
  if (refused) return refused
  const freezes = endedFreezes(membership.freezes, on, today)
  const changed = new Map(freezes.map((freeze) => [freeze.id, freeze]))
  const allFreezes = membership.freezes.map((freeze) => changed.get(freeze.id) ?? freeze)
  const ended = endedFrom(membership.periods, on, { commandId, at })
  const periods = ended.periods.map((period) => asFrozen(period, frozenDaysOf(period.id, allFreezes)))
  const { voidIds, credits, amount } = money(facts, request, current, ended.voided)
  const left = livePeriods(periods).at(-1)
  return {
    ...{ periods, freezes, voidIds, credits },
    atOnce: on <= today || left === undefined,
    endsOn: lastDay(membership, periods),
    planId: left?.plan_id ?? membership.plan_id,
    refund: {
      ...{ kind: 'refund', amount_minor: 0 - amount, currency: current.currency },
      ...{ period_id: current.id, due_on: on },
    },
  }
}
