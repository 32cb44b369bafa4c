import type { Selectable } from 'kysely'
import { addDays, type Day } from '../../kernel/calendar.ts'
import { type Alternative, type Rejection, rejection } from '../../kernel/rejection.ts'
import type { MembershipPlans, MembershipPlanVersions } from '../../schema/row-types.ts'
import { livePeriods } from './chain-rules.ts'
import { cancelledRefusal, overlapped, overlapRefusal, statusKept } from './life-rules.ts'
import { periodAfter } from './period-rules.ts'
import { priceRefusal } from './plan-rules.ts'
import { memberSteps } from './transitions.ts'
import type { WholeMembership, WholePeriod } from './whole-membership.ts'

/** A plan with its present terms. */
export type PlanNow = Pick<Selectable<MembershipPlans>, 'id' | 'status' | 'archived_at'> & {
  version: Pick<
    Selectable<MembershipPlanVersions>,
    'id' | 'duration_type' | 'duration_value' | 'price_minor' | 'currency' | 'slot_allocation' | 'slot_location_id'
  >
}

/** The terms of the next period (MB-R31). */
export interface RenewalTerms {
  planId: string
  version: PlanNow['version']
  priceMinor: number
  overrideRenews: boolean
  /** MB-R35: the plan to move to, where it is on offer no more. */
  unavailable: string | null
}

export interface RenewalRequest {
  periodId: string
  startsOn?: Day | undefined
  priceMinor?: number | undefined
}

/** All that decides a renewal. */
export interface RenewalFacts {
  membership: WholeMembership
  /** The plan it is on, and the one to move to; null where it is not within reach. */
  plan: PlanNow | null
  nextPlan: PlanNow | null
  /** The day on which the person acted (MB-R45). */
  today: Day
  mayOverridePrice: boolean
  /** The member's own doing: only while the plan is on offer. */
  own: boolean
  retry(label: string, changes: Partial<RenewalRequest>, params?: Record<string, string>): Alternative
  /** A new sale of the plan instead, where it can be sold. */
  sale(): Alternative[]
}

/** What a renewal will be, and what the membership becomes by it. */
export interface Renewal {
  period: WholePeriod
  terms: RenewalTerms
  priceMinor: number
  /** It had lapsed on the day of the renewal: it starts to count again (MB-R32). */
  lapsed: boolean
  /** It had lapsed, or roll-day had expired it meanwhile: it starts to count again (MB-R32, R45). */
  revived: boolean
  now: WholeMembership
}

const ofVersion = (period: WholePeriod): PlanNow['version'] => ({
  id: period.plan_version_id,
  duration_type: period.duration_type,
  duration_value: period.duration_value,
  price_minor: period.plan_price_minor,
  currency: period.currency,
  slot_allocation: period.slot_allocation,
  slot_location_id: period.slot_location_id,
})

/** MB-R31: the price that stays: an agreed one only if it was agreed for renewals too. */
function keptPrice({ price_minor, plan_price_minor, override_renews }: WholePeriod) {
  const stays = override_renews && price_minor !== null
  return { priceMinor: stays ? price_minor : plan_price_minor, overrideRenews: stays }
}

/** MB-R31: the terms of the period after the last one. Refused: an archived plan that is not renewed any more. */
function renewalTerms(
  { plan, nextPlan, membership, own }: Pick<RenewalFacts, 'plan' | 'nextPlan' | 'membership' | 'own'>,
  last: WholePeriod,
): RenewalTerms | Rejection {
  const present = ({ id, version }: PlanNow): RenewalTerms => {
    return { planId: id, version, priceMinor: version.price_minor, overrideRenews: false, unavailable: null }
  }
  if (nextPlan?.status === 'ACTIVE') return present(nextPlan)
  const archived = plan?.status !== 'ACTIVE'
  if (archived && (own || !last.renewable_when_archived)) {
    const params = { planId: last.plan_id, archivedAt: plan?.archived_at ?? null }
    return rejection('membership_plan_archived', params, { rule: 'MB-R31' })
  }
  const unavailable = membership.next_plan_id
  const onPresent = last.renewal_price_policy === 'current' || last.price_minor === null
  if (plan && onPresent) return { ...present(plan), unavailable }
  return { planId: last.plan_id, version: ofVersion(last), ...keptPrice(last), unavailable }
}

/** Days of grace in which one that renews itself is still in force, so that nothing is missing between its periods. */
const graceOf = ({ auto_renew, status, settings }: WholeMembership): number =>
  auto_renew && status !== 'expired' ? settings.auto_renew_grace_days : 0

/** MB-R30: not too early, not too late, and one period ahead at most. */
function windowRefusal({ membership, today, sale }: RenewalFacts, last: WholePeriod): Rejection | null {
  const { renew_early_days, renewal_window_days } = membership.settings
  if (last.starts_on > today && livePeriods(membership.periods).length > 1) {
    const params = { until: last.ends_on, by: last.sold_by_name, at: last.created_at }
    return rejection('membership_already_renewed', params, { rule: 'MB-R30' })
  }
  const opensOn = addDays(last.ends_on, -renew_early_days)
  if (today < opensOn) return rejection('membership_renewal_too_early', { opensOn }, { rule: 'MB-R30' })
  const closedOn = addDays(last.ends_on, renewal_window_days)
  if (today <= closedOn) return null
  return rejection('membership_renewal_window_closed', { closedOn }, { rule: 'MB-R30', alternatives: sale() })
}

/** MB-R32: the first day of the new period: the day after the last one, or within the window up to today. */
function startOf(facts: RenewalFacts, last: WholePeriod, asked: Day | undefined): Day | Rejection {
  const { membership, today, retry } = facts
  const min = addDays(last.ends_on, 1)
  const max = today > min ? today : min
  const startsOn = asked ?? (today <= addDays(last.ends_on, graceOf(membership)) ? min : max)
  if (startsOn >= min && startsOn <= max) return startsOn
  const nearest = startsOn < min ? min : max
  const alternatives = [retry('start_on', { startsOn: nearest }, { day: nearest })]
  return rejection('membership_start_out_of_range', { min, max }, { rule: 'MB-R32', alternatives })
}

/** MB-R23, MB-R31: the price of the terms needs no right; another one does. */
function agreedPriceRefusal({ mayOverridePrice, retry }: RenewalFacts, due: number, asked: number): Rejection | null {
  if (asked === due) return null
  if (mayOverridePrice) return priceRefusal(asked)
  const alternatives = [retry('renew_at_plan_price', { priceMinor: undefined })]
  return rejection('membership_price_override_forbidden', { planPriceMinor: due }, { rule: 'MB-R23', alternatives })
}

function memberRefusal({ member_status }: WholeMembership): Rejection | null {
  if (memberSteps[member_status].sale !== 'no') return null
  return rejection('member_not_active', { status: member_status }, { rule: 'MB-R20' })
}

/** The period that follows, before anybody writes it. */
function nextPeriod(
  { membership }: Pick<RenewalFacts, 'membership'>,
  last: WholePeriod,
  terms: RenewalTerms,
  { periodId, startsOn, priceMinor }: { periodId: string; startsOn: Day; priceMinor: number },
): WholePeriod {
  const { version, planId, overrideRenews } = terms
  return {
    ...last,
    ...periodAfter(last, startsOn, version),
    ...{ id: periodId, plan_id: planId, plan_version_id: version.id, currency: version.currency },
    duration_type: version.duration_type,
    duration_value: version.duration_value,
    plan_price_minor: version.price_minor,
    slot_allocation: version.slot_allocation,
    slot_location_id: version.slot_location_id,
    seq: Math.max(...membership.periods.map(({ seq }) => seq)) + 1,
    price_minor: priceMinor,
    override_renews: overrideRenews && priceMinor === terms.priceMinor,
    ...{ sold_by: null, sold_by_name: null, voided_at: null, void_command_id: null, cut_command_id: null },
  }
}

/** What the membership becomes with one more period. */
function renewed(facts: RenewalFacts, last: WholePeriod, period: WholePeriod, terms: RenewalTerms): Renewal {
  const { membership, today } = facts
  const lapsed = period.starts_on <= today && today > addDays(last.ends_on, graceOf(membership))
  const revived = lapsed || membership.status === 'expired'
  const counts = period.starts_on <= today || revived
  const now: WholeMembership = {
    ...membership,
    periods: [...membership.periods, period],
    ends_on: period.ends_on,
    plan_id: terms.planId,
    // The day on which it begins brings its terms; roll-day sees to those that begin later.
    plan_version_id: period.starts_on <= today ? period.plan_version_id : membership.plan_version_id,
    next_plan_id: terms.unavailable,
    status: counts ? statusKept(membership, today, membership.status === 'expired') : membership.status,
  }
  return { period, terms, priceMinor: period.price_minor ?? 0, lapsed, revived, now }
}

/** MB-R30 to MB-R32, R35: what a renewal will be, or why there is none. */
export function planRenewal(facts: RenewalFacts, request: RenewalRequest): Renewal | Rejection {
  const { membership } = facts
  const last = livePeriods(membership.periods).at(-1)
  const refused = cancelledRefusal(membership) ?? memberRefusal(membership)
  if (refused) return refused
  if (!last) return rejection('membership_not_found')
  const closed = windowRefusal(facts, last)
  if (closed) return closed
  const terms = renewalTerms(facts, last)
  if ('code' in terms) return terms
  const startsOn = startOf(facts, last, request.startsOn)
  if (typeof startsOn !== 'string') return startsOn
  const priceMinor = request.priceMinor ?? terms.priceMinor
  const dear = agreedPriceRefusal(facts, terms.priceMinor, priceMinor)
  if (dear) return dear
  const period = nextPeriod(facts, last, terms, { periodId: request.periodId, startsOn, priceMinor })
  const renewal = renewed(facts, last, period, terms)
  const other = overlapped(renewal.now)
  return other ? overlapRefusal(other, 'MB-R30') : renewal
}

/**
 * MB-R33: what the clock renews on a day, gap-free; null where it renews nothing. `missed`: the whole new period would
 * be over by `today`, so the membership ends instead and somebody looks at it.
 */
export function planAutomatic(
  facts: Pick<RenewalFacts, 'membership' | 'plan' | 'nextPlan'> & { day: Day; today: Day },
  periodId: string,
): Renewal | 'missed' | null {
  const { membership, day, today } = facts
  const last = livePeriods(membership.periods).at(-1)
  if (!last || last.starts_on > day || cancelledRefusal(membership) || memberRefusal(membership)) return null
  const terms = renewalTerms({ ...facts, own: false }, last)
  if ('code' in terms) return null
  const next = { periodId, startsOn: addDays(last.ends_on, 1), priceMinor: terms.priceMinor }
  const period = nextPeriod(facts, last, terms, next)
  if (period.ends_on < today) return 'missed'
  const now: WholeMembership = {
    ...membership,
    periods: [...membership.periods, period],
    ends_on: period.ends_on,
    plan_id: terms.planId,
    next_plan_id: terms.unavailable,
  }
  if (overlapped(now)) return null
  return { period, terms, priceMinor: terms.priceMinor, lapsed: false, revived: false, now }
}

const revocableHours = 24
const hour = 3_600_000

/** What a membership becomes without its last period. */
export interface Revocation {
  periodId: string
  /** Charges of the period that are asked for no longer. */
  voided: string[]
  /** It had lapsed before, so it counts no longer. */
  ended: boolean
  now: WholeMembership
}

/** A renewal is taken back within 24 hours, as long as nobody paid for it and nothing follows it. */
export function planRevokeRenewal(
  membership: WholeMembership,
  periodId: string,
  { at, today }: { at: string; today: Day },
): Revocation | Rejection {
  const late = (reason: 'time' | 'settled') => rejection('membership_revoke_too_late', { reason }, { rule: 'MB-R32' })
  const live = livePeriods(membership.periods)
  const [before, last] = [live.at(-2), live.at(-1)]
  const cancelled = cancelledRefusal(membership)
  if (cancelled) return cancelled
  if (!before || last?.id !== periodId || before.cut) return late('time')
  if (Date.parse(at) > Date.parse(last.created_at) + revocableHours * hour) return late('time')
  const charges = membership.charges.filter(({ period_id }) => period_id === periodId)
  if (charges.some(({ state, invoice_id }) => state === 'settled' || invoice_id !== null)) return late('settled')
  const ended = before.ends_on < today && graceOf(membership) === 0
  const moved = last.plan_id === before.plan_id ? membership.next_plan_id : last.plan_id
  const now: WholeMembership = {
    ...membership,
    periods: membership.periods.map((each) => (each.id === periodId ? { ...each, voided_at: at } : each)),
    ends_on: before.ends_on,
    plan_id: before.plan_id,
    plan_version_id: last.starts_on <= today ? before.plan_version_id : membership.plan_version_id,
    next_plan_id: moved,
    status: ended ? 'expired' : membership.status,
  }
  return { periodId, voided: charges.filter(({ state }) => state === 'due').map(({ id }) => id), ended, now }
}
