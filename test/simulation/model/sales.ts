import type { Act, Told } from './act.ts'
import { begin, end } from './begin-and-end.ts'
import { type Day, lastDayOf, plusDays } from './days.ts'
import { isNamed, newPerson, register } from './members.ts'
import { makeVoid } from './money.ts'
import { firstDays, refuseOverlap } from './periods.ts'
import { isPrice } from './plans.ts'
import { refuse } from './refusal.ts'
import { day, fields, number, optional, type Read, such, uuid, yesNo } from './shapes.ts'
import type { Member, Membership, PlanVersion } from './state.ts'

const newSale = {
  membershipId: uuid,
  periodId: uuid,
  chargeId: uuid,
  planId: uuid,
  planVersionId: uuid,
  startsOn: optional(day),
  priceMinor: optional(number),
  overrideRenews: optional(yesNo),
  autoRenew: optional(yesNo),
}
const saleShape = fields({ ...newSale, memberId: uuid })
type Sale = Read<typeof saleShape>

export const purchased = saleShape
export const enrolled = such(fields({ ...newPerson, ...newSale }), isNamed)
export const revoked = fields({ membershipId: uuid })

const hour = 3_600_000
const after = (instant: string, hours: number): number => Date.parse(instant) + hours * hour
/** MB-R21 */
const daysAhead = 365
const revocableHours = 24

/** MB-R10, R20, R22: the terms named, if they are sold, or were when the desk last heard of them. */
export function termsToSell(
  { draft, at, basisVersion }: Act,
  { planId, planVersionId }: Pick<Sale, 'planId' | 'planVersionId'>,
): PlanVersion {
  const plan = draft.plans.get(planId)
  const version = draft.versions.get(planVersionId)
  if (!plan || version?.planId !== planId) return refuse('membership_plan_not_accessible')
  const { closedAt, writtenIn } = version
  if (closedAt === null) return version
  const couldNotKnow = writtenIn > basisVersion
  if (couldNotKnow && Date.parse(at) <= after(closedAt, draft.settings.promiseHours)) return version
  return refuse(plan.archived ? 'membership_plan_archived' : 'membership_plan_terms_changed')
}

const coveredUntil = (startsOn: Day, { terms }: PlanVersion): Day =>
  lastDayOf(startsOn, terms.durationType, terms.durationValue)

/** MB-R21: from today (for whoever may backdate some days before, if today is still covered) to a year ahead. */
function refuseBadStart(act: Act, startsOn: Day, endsOn: Day): void {
  const { today, draft } = act
  const daysBack = act.may('membership_backdate') ? draft.settings.backdateDays : 0
  const tooEarly = startsOn < plusDays(today, -daysBack) || endsOn < today
  if (tooEarly || startsOn > plusDays(today, daysAhead)) refuse('membership_start_out_of_range')
}

/** MB-R20 to R25. */
function sell(act: Act, sale: Sale, buyer: Member): Told {
  const { draft, today, at } = act
  if (buyer.status !== 'ACTIVE') refuse(buyer.status === 'MERGED' ? 'member_merged' : 'member_not_active')
  const version = termsToSell(act, sale)
  const { terms } = version
  if (terms.requiresKyc && buyer.kyc !== 'approved') refuse('member_kyc_required')
  const { startsOn = today, priceMinor = terms.priceMinor, autoRenew = terms.autoRenew } = sale
  const endsOn = coveredUntil(startsOn, version)
  refuseBadStart(act, startsOn, endsOn)
  refuseOverlap(draft, buyer.id, [{ startsOn, endsOn }])
  if (priceMinor !== terms.priceMinor) {
    if (!act.may('membership_price_override')) refuse('membership_price_override_forbidden')
    if (!isPrice(priceMinor)) refuse('invalid_price')
  }
  const starts = startsOn <= today
  const membership: Membership = {
    ...{ id: sale.membershipId, memberId: buyer.id, planId: sale.planId, versionId: version.id },
    ...{ startsOn, endsOn, autoRenew, owed: 0, nextPlanId: null, cancelledOn: null, cancelled: null, soldAt: at },
    status: starts ? 'active' : 'scheduled',
  }
  draft.memberships.add(membership)
  draft.periods.add({
    ...{ id: sale.periodId, membershipId: membership.id, versionId: version.id, no: 1, madeAt: at },
    ...firstDays(startsOn, terms),
    ...{ priceMinor, overrideRenews: (sale.overrideRenews ?? false) && priceMinor !== terms.priceMinor },
    ...{ voidBy: null, cutBy: null },
  })
  charge(act, sale, { amountMinor: priceMinor, currency: terms.currency, dueOn: startsOn })
  const told = { endsOn, priceMinor, currency: terms.currency }
  if (!starts) return { ...told, status: 'scheduled' }
  const { plantSlots } = begin(act, membership, terms.slotAllocation, terms.slotLocationId)
  return { ...told, status: plantSlots.owed > 0 ? 'pending_slots' : 'active', plantSlots }
}

/** MB-R25 */
function charge(
  { draft: { charges }, commandId }: Act,
  { chargeId, membershipId, periodId }: Sale,
  what: { amountMinor: number; currency: string; dueOn: Day },
): void {
  if (what.amountMinor === 0) return
  const made = { kind: 'purchase', state: 'due', madeBy: commandId, voidBy: null, settled: null } as const
  charges.add({ id: chargeId, membershipId, periodId, ...made, ...what })
}

export const purchase = (act: Act, input: Sale): Told =>
  sell(act, input, act.draft.members.get(input.memberId) ?? refuse('member_not_found'))

/** Both or neither; whoever may register but not sell may not enrol. */
export function enrol(act: Act, input: Read<typeof enrolled>): Told {
  if (!act.may('membership_create')) refuse('actor_not_permitted')
  const member = register(act, input)
  return { memberId: member.id, ...sell(act, input, member) }
}

/** The sale is taken back as if it had not been; twice is once. Not once money was taken for it. */
export function revokePurchase(act: Act, { membershipId }: Read<typeof revoked>): Told {
  const { draft, at, commandId, actorId } = act
  const sold = draft.memberships.get(membershipId) ?? refuse('membership_not_found')
  if (sold.status === 'cancelled') return {}
  if (Date.parse(at) > after(sold.soldAt, revocableHours)) refuse('membership_revoke_too_late')
  const charges = draft.charges.where((each) => each.membershipId === membershipId)
  if (charges.some(({ state }) => state === 'settled')) refuse('membership_revoke_too_late')
  const cancelled = { by: commandId, at, actorId }
  const gone = { status: 'cancelled', cancelledOn: sold.startsOn, cancelled, autoRenew: false, owed: 0 } as const
  draft.memberships.put({ ...sold, ...gone })
  for (const period of draft.periods.where((each) => each.membershipId === membershipId)) {
    draft.periods.put({ ...period, voidBy: commandId })
  }
  makeVoid(act, charges)
  end(act, membershipId)
  return {}
}
