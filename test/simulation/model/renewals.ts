import type { Act, Told } from './act.ts'
import { end } from './begin-and-end.ts'
import { type Day, plusDays } from './days.ts'
import { makeVoid } from './money.ts'
import { chargesOf, nextDays, periodsOf, planOfPeriod, refuseOverlap, termsOf } from './periods.ts'
import { isPrice } from './plans.ts'
import { refuse } from './refusal.ts'
import { regrant } from './regrant.ts'
import { day, fields, number, optional, type Read, uuid, yesNo } from './shapes.ts'
import type { Draft, Membership, Period, PlanVersion } from './state.ts'
import { activate, become, membershipOf, refuseCancelled, refuseOwn, statusOn, toldLate } from './status.ts'

export const renewed = fields({
  membershipId: uuid,
  periodId: uuid,
  chargeId: uuid,
  startsOn: optional(day),
  priceMinor: optional(number),
})
export const revokedRenewal = fields({ periodId: uuid })
export const autoRenewal = fields({ membershipId: uuid, on: yesNo })

const revocableHours = 24

/** What the next period is sold on (MB-R31). */
interface NextTerms {
  version: PlanVersion
  priceMinor: number
  overrideRenews: boolean
  /** MB-R35. */
  nextPlanId: string | null
}

/** MB-R31, R35: the plan to move to if it is sold; else the plan's terms now, or those of the last period. */
export function nextTerms(draft: Draft, { planId, nextPlanId }: Membership, last: Period): NextTerms {
  const ofPlan = (id: string): PlanVersion =>
    draft.versions.get(draft.plans.get(id)?.versionId ?? '') ?? refuse('membership_plan_not_accessible')
  const present = (version: PlanVersion) => ({ version, priceMinor: version.terms.priceMinor, overrideRenews: false })
  const next = draft.plans.get(nextPlanId ?? '')
  if (next && !next.archived) return { ...present(ofPlan(next.id)), nextPlanId: null }
  const version = draft.versions.get(last.versionId) ?? refuse('membership_plan_not_accessible')
  const { renewableWhenArchived, renewalPricePolicy, priceMinor } = version.terms
  if (draft.plans.get(planId)?.archived && !renewableWhenArchived) refuse('membership_plan_archived')
  if (renewalPricePolicy === 'current') return { ...present(ofPlan(planId)), nextPlanId }
  const { overrideRenews } = last
  return { version, priceMinor: overrideRenews ? last.priceMinor : priceMinor, overrideRenews, nextPlanId }
}

/** One more period of a membership, with what is asked for it. */
export function addPeriod(
  { draft, at, commandId }: Act,
  last: Period,
  { version, overrideRenews, ...terms }: NextTerms,
  {
    periodId: id,
    chargeId,
    startsOn,
    priceMinor,
  }: { periodId: string; chargeId: string; startsOn: Day; priceMinor: number },
): Period {
  const { membershipId } = last
  const no = Math.max(...draft.periods.where((each) => each.membershipId === membershipId).map((each) => each.no)) + 1
  const period: Period = {
    ...{ id, membershipId, versionId: version.id, no, madeAt: at, voidBy: null, cutBy: null, priceMinor },
    ...nextDays(draft, last, startsOn, version.terms),
    overrideRenews: overrideRenews && priceMinor === terms.priceMinor,
  }
  draft.periods.add(period)
  if (priceMinor > 0) {
    const what = { kind: 'renewal', amountMinor: priceMinor, currency: version.terms.currency, state: 'due' } as const
    const made = { madeBy: commandId, voidBy: null, settled: null, dueOn: period.startsOn }
    draft.charges.add({ id: chargeId, membershipId, periodId: id, ...what, ...made })
  }
  return period
}

/** MB-R12: how long after its end a membership is still waited for. */
const graceOf = ({ settings }: Draft, { autoRenew, status }: Membership): number =>
  autoRenew && status !== 'expired' ? settings.autoRenewGraceDays : 0

/** MB-R30, R32: from when to when it may be renewed, and the first day of what follows. */
function startOf({ draft, today }: Act, membership: Membership, last: Period, asked: Day | undefined): Day {
  const min = plusDays(last.endsOn, 1)
  const max = today > min ? today : min
  const inTime = today <= plusDays(last.endsOn, graceOf(draft, membership))
  const startsOn = asked ?? (inTime ? min : max)
  return startsOn >= min && startsOn <= max ? startsOn : refuse('membership_start_out_of_range')
}

function refuseWindow({ draft, today }: Act, membership: Membership, last: Period): void {
  const { renewEarlyDays, renewalWindowDays } = draft.settings
  const isAhead = last.startsOn > today && periodsOf(draft, membership.id).length > 1
  if (isAhead) refuse('membership_already_renewed')
  if (today < plusDays(last.endsOn, -renewEarlyDays)) refuse('membership_renewal_too_early')
  if (today > plusDays(last.endsOn, renewalWindowDays)) refuse('membership_renewal_window_closed')
}

export function renew(act: Act, input: Read<typeof renewed>): Told {
  refuseOwn(act)
  const { draft, today } = act
  const was = membershipOf(draft, input.membershipId)
  refuseCancelled(was)
  if (draft.members.get(was.memberId)?.status !== 'ACTIVE') refuse('member_not_active')
  const last = periodsOf(draft, was.id).at(-1) ?? refuse('membership_not_found')
  refuseWindow(act, was, last)
  const terms = nextTerms(draft, was, last)
  const startsOn = startOf(act, was, last, input.startsOn)
  const { priceMinor = terms.priceMinor } = input
  if (priceMinor !== terms.priceMinor) {
    if (!act.may('membership_price_override')) refuse('membership_price_override_forbidden')
    if (!isPrice(priceMinor)) refuse('invalid_price')
  }
  const before = draft.versions.get(was.versionId)?.terms.slotAllocation ?? 0
  const lapsed = startsOn <= today && today > plusDays(last.endsOn, graceOf(draft, was))
  const period = addPeriod(act, last, terms, { ...input, startsOn, priceMinor })
  refuseOverlap(draft, was.memberId, periodsOf(draft, was.id), was.id)
  const begins = startsOn <= today
  const counts = begins || was.status === 'expired'
  const is: Membership = {
    ...{ ...was, endsOn: period.endsOn, planId: terms.version.planId, nextPlanId: terms.nextPlanId },
    versionId: begins ? period.versionId : was.versionId,
    status: counts ? statusOn(draft, was, today, true) : was.status,
  }
  const given = become(act, was, is)
  const told = { startsOn, endsOn: period.endsOn, priceMinor }
  if (lapsed) return { ...told, plantSlots: (given ?? activate(act, is, today)).plantSlots }
  if (given) return { ...told, ...toldLate(given) }
  const { slotAllocation } = termsOf(draft, period)
  if (begins && before !== slotAllocation) regrant(act, was.id, slotAllocation)
  return told
}

/** Within a day, unpaid, and nothing after it. */
export function revokeRenewal(act: Act, { periodId }: Read<typeof revokedRenewal>): Told {
  const { draft, today, at, commandId } = act
  const revoked = draft.periods.get(periodId) ?? refuse('membership_not_found')
  const was = membershipOf(draft, revoked.membershipId)
  if (revoked.voidBy !== null) return { endsOn: was.endsOn }
  refuseCancelled(was)
  const live = periodsOf(draft, was.id)
  const before = live.at(-2)
  const late = Date.parse(at) > Date.parse(revoked.madeAt) + revocableHours * 3_600_000
  if (!before || live.at(-1)?.id !== periodId || before.cut || late) return refuse('membership_revoke_too_late')
  const charges = chargesOf(draft, was.id).filter((charge) => charge.periodId === periodId)
  if (charges.some(({ state }) => state === 'settled')) refuse('membership_revoke_too_late')
  draft.periods.put({ ...revoked, voidBy: commandId })
  makeVoid(act, charges)
  for (const each of draft.freezes.where((freeze) => freeze.periodId === periodId)) {
    draft.freezes.put({ ...each, state: 'cancelled' })
  }
  const isOver = before.endsOn < today && graceOf(draft, was) === 0
  const [planId, left] = [planOfPeriod(draft, before), planOfPeriod(draft, revoked)]
  become(act, was, {
    ...{ ...was, endsOn: before.endsOn, planId, nextPlanId: left === planId ? was.nextPlanId : left },
    versionId: revoked.startsOn <= today ? before.versionId : was.versionId,
    status: isOver ? 'expired' : was.status,
  })
  if (isOver) end(act, was.id)
  return { endsOn: before.endsOn }
}

export function setAutoRenew(act: Act, { membershipId, on }: Read<typeof autoRenewal>): Told {
  refuseOwn(act)
  const membership = membershipOf(act.draft, membershipId)
  refuseCancelled(membership)
  act.draft.memberships.put({ ...membership, autoRenew: on })
  return { autoRenew: on, changed: membership.autoRenew !== on }
}
