import type { Selectable } from 'kysely'
import { addDays, type Day } from '../../kernel/calendar.ts'
import { type Alternative, type Rejection, reject, rejection } from '../../kernel/rejection.ts'
import type {
  Members,
  MembershipCharges,
  MembershipPeriods,
  MembershipPlans,
  MembershipPlanVersions,
} from '../../schema/row-types.ts'
import { endOf, firstPeriod, type PeriodDays } from './period-rules.ts'
import { planNotAccessible, priceRefusal } from './plan-rules.ts'
import { compareText } from './rules.ts'
import type { Settings } from './settings-rules.ts'
import { memberSteps, planSteps } from './transitions.ts'

/** What a clerk asks for; what is left out takes the plan's word. */
export type SaleRequest = {
  planId: string
  /** The terms that were on the screen. */
  planVersionId: string
  startsOn?: Day | undefined
  priceMinor?: number | undefined
  /** An agreed price other than the plan's also counts at renewal. */
  overrideRenews?: boolean | undefined
  autoRenew?: boolean | undefined
}

export type Buyer = Pick<Selectable<Members>, 'status' | 'merged_into_id' | 'kyc_status'>
export type SalePlan = Pick<Selectable<MembershipPlans>, 'id' | 'status' | 'archived_at'>
export type SaleVersion = Pick<
  Selectable<MembershipPlanVersions>,
  | 'id'
  | 'row_version'
  | 'version_no'
  | 'duration_type'
  | 'duration_value'
  | 'price_minor'
  | 'currency'
  | 'auto_renew'
  | 'requires_kyc'
  | 'slot_allocation'
  | 'slot_location_id'
  | 'superseded_at'
>
export type LivePeriod = Pick<Selectable<MembershipPeriods>, 'membership_id' | 'starts_on' | 'ends_on'>

/** All that decides a sale, read once. */
export interface SaleFacts {
  /** When the person acted. */
  at: string
  today: Day
  /** The tenant's version that the person's screen had seen. */
  basisVersion: number
  buyer: Buyer
  /** Null where the plan, or the version of it, is not within reach. */
  plan: SalePlan | null
  version: SaleVersion | null
  /** The plan's terms now. */
  current: SaleVersion | null
  /** The buyer's periods that are not voided. */
  periods: readonly LivePeriod[]
  settings: Settings
  mayBackdate: boolean
  mayOverridePrice: boolean
  /** The same request with something changed, as a way out. */
  retry(label: string, changes: Partial<SaleRequest>, params?: Record<string, string>): Alternative
}

/** What of it decides over the terms alone. */
export type TermsFacts = Pick<
  SaleFacts,
  'plan' | 'version' | 'current' | 'at' | 'basisVersion' | 'settings' | 'mayOverridePrice' | 'retry'
>

/** What a sale will be. */
export interface Sale {
  status: 'active' | 'scheduled'
  version: SaleVersion
  days: PeriodDays
  priceMinor: number
  autoRenew: boolean
  overrideRenews: boolean
}

const maxDaysAhead = 365
const hour = 3_600_000
const revocableHours = 24

/** MB-R20: only an ACTIVE member buys. */
function buyerRefusal({ status, merged_into_id }: Buyer): Rejection | null {
  if (memberSteps[status].sale !== 'no') return null
  return status === 'MERGED'
    ? rejection('member_merged', { intoMemberId: merged_into_id }, { rule: 'MB-R64' })
    : rejection('member_not_active', { status }, { rule: 'MB-R20' })
}

/** MB-R22: terms closed where the desk could not know it stand for the promised hours. */
function promiseHolds(
  { superseded_at, row_version }: SaleVersion,
  { at, basisVersion, settings }: TermsFacts,
): boolean {
  // Stryker disable next-line ConditionalExpression: no moment is before the end of terms that never ended.
  if (superseded_at === null || row_version <= basisVersion) return false
  return Date.parse(at) <= Date.parse(superseded_at) + settings.promise_hours * hour
}

const shownTerms = ({ version_no, price_minor, currency, duration_type, duration_value }: SaleVersion) => ({
  versionNo: version_no,
  priceMinor: price_minor,
  currency,
  durationType: duration_type,
  durationValue: duration_value,
})

/** MB-R22: the terms shown are no longer sold. A manager may keep the old price. */
function termsChanged(shown: SaleVersion, current: SaleVersion, { mayOverridePrice, retry }: TermsFacts): Rejection {
  const now = { planVersionId: current.id }
  const alternatives = [retry('sell_present_terms', { ...now, priceMinor: undefined })]
  if (mayOverridePrice && shown.currency === current.currency && shown.price_minor !== current.price_minor) {
    alternatives.push(retry('keep_shown_price', { ...now, priceMinor: shown.price_minor }))
  }
  const params = { old: shownTerms(shown), new: shownTerms(current), planVersionId: current.id }
  return rejection('membership_plan_terms_changed', params, { rule: 'MB-R22', alternatives })
}

/** MB-R10, MB-R20, MB-R22: the terms to sell on, if they are within reach and still sold or still promised. */
export function sellableTerms(facts: TermsFacts, planId: string): SaleVersion | Rejection {
  const { plan, version, current } = facts
  if (!plan || !version || !current) return planNotAccessible(planId)
  const soldNow = version.superseded_at === null && planSteps[plan.status].sale !== 'no'
  if (soldNow || promiseHolds(version, facts)) return version
  if (planSteps[plan.status].sale !== 'no') return termsChanged(version, current, facts)
  return rejection('membership_plan_archived', { planId: plan.id, archivedAt: plan.archived_at }, { rule: 'MB-R20' })
}

/** MB-R21: the days on which a sale may start. An earlier start must still leave today covered. */
function startWindow({ today, settings, mayBackdate }: SaleFacts, version: SaleVersion): { min: Day; max: Day } {
  let min = mayBackdate ? addDays(today, -settings.backdate_days) : today
  while (endOf(min, version) < today) min = addDays(min, 1)
  return { min, max: addDays(today, maxDaysAhead) }
}

/** The first of the buyer's live periods that a period from `startsOn` would overlap. */
function overlapped(startsOn: Day, version: SaleVersion, periods: readonly LivePeriod[]): LivePeriod | undefined {
  const endsOn = endOf(startsOn, version)
  return periods
    .filter((period) => period.starts_on <= endsOn && startsOn <= period.ends_on)
    .sort((a, b) => compareText(a.starts_on, b.starts_on))[0]
}

/** The first day from `from` to `max` on which a period overlaps nothing. */
function firstFreeStart(from: Day, max: Day, version: SaleVersion, periods: readonly LivePeriod[]): Day | null {
  let start = from
  for (let taken = overlapped(start, version, periods); taken; taken = overlapped(start, version, periods)) {
    start = addDays(taken.ends_on, 1)
  }
  return start <= max ? start : null
}

/** MB-R21: when it may start, and that it overlaps nothing the member has. */
function startRefusal(facts: SaleFacts, version: SaleVersion, startsOn: Day): Rejection | null {
  const { min, max } = startWindow(facts, version)
  const startOn = (from: Day): Alternative[] => {
    const day = firstFreeStart(from, max, version, facts.periods)
    return day === null ? [] : [facts.retry('start_on', { startsOn: day }, { day })]
  }
  const outOfRange = (nearest: Day) =>
    rejection('membership_start_out_of_range', { min, max }, { rule: 'MB-R21', alternatives: startOn(nearest) })
  if (startsOn < min) return outOfRange(min)
  if (startsOn > max) return outOfRange(max)
  const taken = overlapped(startsOn, version, facts.periods)
  if (!taken) return null
  const params = { membershipId: taken.membership_id, from: taken.starts_on, to: taken.ends_on }
  const alternatives = startOn(addDays(taken.ends_on, 1))
  return rejection('membership_overlap', params, { rule: 'MB-R21', alternatives })
}

/** MB-R23: the plan's price needs no right; another one does. */
function agreedPriceRefusal(facts: SaleFacts, { price_minor }: SaleVersion, priceMinor: number): Rejection | null {
  if (priceMinor === price_minor) return null
  if (facts.mayOverridePrice) return priceRefusal(priceMinor)
  const alternatives = [facts.retry('sell_at_plan_price', { priceMinor: price_minor })]
  return rejection(
    'membership_price_override_forbidden',
    { planPriceMinor: price_minor },
    { rule: 'MB-R23', alternatives },
  )
}

/** MB-R20 to MB-R25: what a sale will be, or why there is none. Preview and command ask this same function. */
export function planSale(facts: SaleFacts, request: SaleRequest): Sale | Rejection {
  const { buyer, today } = facts
  const version = buyerRefusal(buyer) ?? sellableTerms(facts, request.planId)
  if (isRejection(version)) return version
  if (version.requires_kyc && buyer.kyc_status !== 'approved') {
    return rejection('member_kyc_required', { kycStatus: buyer.kyc_status }, { rule: 'MB-R20' })
  }
  const startsOn = request.startsOn ?? today
  const priceMinor = request.priceMinor ?? version.price_minor
  const refused = startRefusal(facts, version, startsOn) ?? agreedPriceRefusal(facts, version, priceMinor)
  if (refused) return refused
  return {
    status: startsOn <= today ? 'active' : 'scheduled',
    version,
    days: firstPeriod(startsOn, version),
    priceMinor,
    autoRenew: request.autoRenew ?? version.auto_renew,
    overrideRenews: (request.overrideRenews ?? false) && priceMinor !== version.price_minor,
  }
}

/** Whether a rule said no. */
export const isRejection = (answer: object): answer is Rejection => 'code' in answer

/** What a rule decided, or the end of the handler where it said no. */
export const allowed = <Answer extends object>(answer: Answer | Rejection): Answer =>
  isRejection(answer) ? reject(answer) : answer

/** A sale may be taken back for 24 hours, unless money was taken for it. */
export function revokeRefusal(
  soldAt: string,
  at: string,
  charges: readonly Pick<Selectable<MembershipCharges>, 'state'>[],
): Rejection | null {
  if (Date.parse(at) > Date.parse(soldAt) + revocableHours * hour) {
    return rejection('membership_revoke_too_late', { reason: 'time' })
  }
  if (charges.some(({ state }) => state === 'settled'))
    return rejection('membership_revoke_too_late', { reason: 'settled' })
  return null
}
