import { addDays, type Day } from '../../kernel/calendar.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type Alternative, type Rejection, rejection } from '../../kernel/rejection.ts'
import { lastDayOf, livePeriods } from './chain-rules.ts'
import { chargesFor, type Deed, endedFrom, type NewCharge, reversed } from './ending-rules.ts'
import { cancelledRefusal } from './life-rules.ts'
import { firstPeriod, type PeriodDays } from './period-rules.ts'
import { type Proration, proration } from './proration-rules.ts'
import { effectiveStatus } from './rules.ts'
import { isRejection, type SaleFacts, type SaleVersion, sellableTerms } from './sale-rules.ts'
import type { WholeMembership, WholePeriod } from './whole-membership.ts'

/** A plan change as it is asked for. */
export type ChangeRequest = { toPlanId: string; toPlanVersionId: string; on?: Day | undefined }

/** All that decides a plan change, read once. */
export interface ChangeFacts {
  membership: WholeMembership
  /** The plan to change to, with the terms that were on the screen and those of now; null where out of reach. */
  target: Pick<SaleFacts, 'plan' | 'version' | 'current'>
  at: string
  today: Day
  basisVersion: number
  commandId: string
  /** The same request with something changed, as a way out. */
  retry(label: string, changes: Partial<ChangeRequest> | { mode: 'at_renewal' }, params?: JsonObject): Alternative
}

/** What a plan change at once will be. */
export interface Change extends Proration {
  on: Day
  version: SaleVersion
  /** The period that ends, and the new one's days. */
  old: WholePeriod
  days: PeriodDays
  periods: WholePeriod[]
  /** Charges that become void, and credits beside the new price; `aheadMinor` of them is for a period ahead. */
  voidIds: string[]
  credits: NewCharge[]
  aheadMinor: number
  netMinor: number
}

/** The live period that a day is in. */
const periodOn = (periods: readonly WholePeriod[], day: Day): WholePeriod | undefined =>
  livePeriods(periods).find(({ starts_on, ends_on }) => starts_on <= day && day <= ends_on)

const samePlan = (): Rejection => rejection('membership_change_same_plan', {}, { rule: 'MB-R52' })

const otherCurrency = (from: string, to: string): Rejection | null =>
  from === to ? null : rejection('membership_currency_mismatch', { from, to }, { rule: 'MB-R52' })

/** The same change at renewal, where that can be had. */
function atRenewal(facts: ChangeFacts, toPlanId: string): Alternative[] {
  const refused = nextPlanRefusal(facts, toPlanId)
  return refused ? [] : [facts.retry('change_at_renewal', { mode: 'at_renewal' })]
}

/** MB-R52: only a membership that counts today, and whose days do not move any more, is changed at once. */
function changeable(facts: ChangeFacts, toPlanId: string): WholePeriod | Rejection {
  const { membership, today } = facts
  const cancelled = cancelledRefusal(membership)
  if (cancelled) return cancelled
  const notActive = (status: string) => rejection('membership_not_active', { status }, { rule: 'MB-R52' })
  const status = effectiveStatus(membership, today, 0)
  if (status === 'scheduled' || status === 'expired') return notActive(status)
  const old = periodOn(membership.periods, today)
  if (!old) return notActive('expired')
  if (old.plan_id === toPlanId) return samePlan()
  const freeze = membership.freezes.find(({ state, to_on }) => ['planned', 'running'].includes(state) && to_on >= today)
  if (!freeze) return old
  const alternatives = atRenewal(facts, toPlanId)
  return rejection('membership_freeze_pending', { freezeId: freeze.id }, { rule: 'MB-R52', alternatives })
}

/** MB-R10, MB-R20, MB-R22: the terms to change to, as of a sale; nobody agrees another price here. */
function changeTerms(facts: ChangeFacts, toPlanId: string): SaleVersion | Rejection {
  const { target, at, basisVersion, membership, retry } = facts
  const version = sellableTerms(
    {
      ...target,
      ...{ at, basisVersion, settings: membership.settings, mayOverridePrice: false },
      retry: (label, { planVersionId }) =>
        retry(label, planVersionId === undefined ? {} : { toPlanVersionId: planVersionId }),
    },
    toPlanId,
  )
  if (isRejection(version) || !version.requires_kyc || membership.kyc_status === 'approved') return version
  return rejection('member_kyc_required', { kycStatus: membership.kyc_status ?? 'not_required' }, { rule: 'MB-R20' })
}

/** MB-R52: from today to the last day of the period. */
function dayRefusal(on: Day, { ends_on }: WholePeriod, { today, retry }: ChangeFacts): Rejection | null {
  const nearest = on < today ? today : on > ends_on ? ends_on : null
  if (nearest === null) return null
  const issues = [{ path: 'on', code: 'out_of_range', message: `From ${today} to ${ends_on}` }]
  const alternatives = [retry('change_on', { on: nearest }, { day: nearest })]
  return rejection('validation_failed', { issues }, { rule: 'MB-R52', alternatives })
}

/** Another membership of the member on the new days. */
function overlapRefusal(days: PeriodDays, facts: ChangeFacts, toPlanId: string): Rejection | null {
  const { membership } = facts
  const taken = membership.other_periods.find(
    ({ starts_on, ends_on }) => starts_on <= days.ends_on && days.starts_on <= ends_on,
  )
  if (!taken) return null
  const params = { membershipId: taken.membership_id, from: taken.starts_on, to: taken.ends_on }
  return rejection('membership_overlap', params, { rule: 'MB-R52', alternatives: atRenewal(facts, toPlanId) })
}

const sum = (charges: readonly NewCharge[]): number =>
  charges.reduce((total, { amount_minor }) => total + amount_minor, 0)

/** MB-R52: the old period cut or void, a period ahead void and given back, the new one in full. */
function laid(facts: ChangeFacts, old: WholePeriod, version: SaleVersion, on: Day): Change {
  const { membership, commandId, at } = facts
  const deed: Deed = { commandId, at }
  const { periods, voided } = endedFrom(membership.periods, on, deed)
  const share = proration(old, membership.freezes, on)
  const ahead = voided.filter(({ id }) => id !== old.id)
  const back = reversed(chargesFor(membership.charges, ahead), 'change_credit', on)
  const credit = {
    ...{ kind: 'change_credit' as const, amount_minor: -share.creditMinor, currency: old.currency },
    ...{ period_id: old.id, due_on: on },
  }
  const credits = [credit, ...back.credits]
  return {
    ...share,
    ...{ on, version, old, periods, credits, voidIds: back.voidIds },
    days: firstPeriod(on, version),
    aheadMinor: 0 - sum(back.credits),
    netMinor: version.price_minor + sum(credits),
  }
}

/**
 * MB-R51, MB-R52: what a plan change at once will be, or why there is none. Preview and command ask this same
 * function. Money asked for a period ahead is void where it is due, and given back where it was paid or invoiced.
 */
export function planChange(facts: ChangeFacts, request: ChangeRequest): Change | Rejection {
  const { toPlanId, on = facts.today } = request
  const old = changeable(facts, toPlanId)
  if (isRejection(old)) return old
  const version = changeTerms(facts, toPlanId)
  if (isRejection(version)) return version
  const refused = otherCurrency(old.currency, version.currency) ?? dayRefusal(on, old, facts)
  if (refused) return refused
  const change = laid(facts, old, version, on)
  return overlapRefusal(change.days, facts, toPlanId) ?? change
}

/** MB-R53: why a membership is not to move to another plan at renewal, or null where it is. Null clears it. */
export function nextPlanRefusal(
  { membership, target }: Pick<ChangeFacts, 'membership' | 'target'>,
  toPlanId: string | null,
): Rejection | null {
  const cancelled = cancelledRefusal(membership)
  if (cancelled || toPlanId === null) return cancelled
  const { plan, current } = target
  if (!plan || !current) return rejection('membership_plan_not_accessible', { planId: toPlanId }, { rule: 'MB-R10' })
  if (plan.status === 'ARCHIVED') {
    return rejection('membership_plan_archived', { planId: plan.id, archivedAt: plan.archived_at }, { rule: 'MB-R20' })
  }
  const last = livePeriods(membership.periods).at(-1)
  if (!last) return null
  return last.plan_id === toPlanId ? samePlan() : otherCurrency(last.currency, current.currency)
}

/** MB-R52: a change is taken back for 24 hours, unless money was taken or asked for by invoice. */
const revocableHours = 24
const hour = 3_600_000

/** What a change that is taken back gives back: the command that made it, and its two periods. */
export type Changed = { commandId: string; from: WholePeriod; to: WholePeriod }

/** The plan change that a period began with; null where it began otherwise. */
export function changeOf({ periods, charges }: WholeMembership, periodId: string): Changed | null {
  const to = livePeriods(periods).find(({ id }) => id === periodId)
  if (!to) return null
  const before = addDays(to.starts_on, -1)
  const from = periods.find(
    ({ id, starts_on, ends_on, cut, voided_at }) =>
      id !== to.id && (voided_at === null ? cut && ends_on === before : starts_on === to.starts_on),
  )
  const asked = charges.find(({ period_id, kind }) => period_id === periodId && kind === 'change')?.made_command_id
  const commandId = asked ?? from?.cut_command_id ?? from?.void_command_id ?? null
  return from && commandId !== null ? { commandId, from, to } : null
}

/** Why a plan change is not taken back, or null where it is. */
export function revertRefusal(membership: WholeMembership, { commandId, to }: Changed, at: string): Rejection | null {
  const tooLate = (reason: string) => rejection('membership_revoke_too_late', { reason }, { rule: 'MB-R52' })
  if (Date.parse(at) > Date.parse(to.created_at) + revocableHours * hour) return tooLate('time')
  const made = membership.charges.filter(({ made_command_id }) => made_command_id === commandId)
  const isFinal = made.some(({ state, invoice_id }) => state === 'settled' || invoice_id !== null)
  return isFinal ? tooLate('settled') : null
}

/** The last day of a membership whose periods have changed; with none left it keeps the one it had. */
export const lastDay = (membership: WholeMembership, periods: readonly WholePeriod[]): Day =>
  lastDayOf(periods) ?? membership.ends_on
