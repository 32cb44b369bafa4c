import type { Act, Told } from './act.ts'
import { daysBetween } from './days.ts'
import { addCharges, chargesBefore, creditOf, endFrom, periodsBefore, takeBack } from './endings.ts'
import { chargesOf, firstDays, periodsOf, planOfPeriod, refuseOverlap, termsOf } from './periods.ts'
import { refuse } from './refusal.ts'
import { regrant } from './regrant.ts'
import { termsToSell } from './sales.ts'
import { day, fields, nullable, oneOf, optional, type Read, type Shape, uuid } from './shapes.ts'
import type { Draft, Membership, Period } from './state.ts'
import { membershipOf, refuseCancelled } from './status.ts'

const now = fields({
  membershipId: uuid,
  mode: oneOf('now'),
  toPlanId: uuid,
  toPlanVersionId: uuid,
  on: optional(day),
  periodId: uuid,
  chargeId: uuid,
})
const atRenewal = fields({
  membershipId: uuid,
  mode: oneOf('at_renewal'),
  toPlanId: nullable(uuid),
  toPlanVersionId: optional(nullable(uuid)),
  periodId: optional(uuid),
  chargeId: optional(uuid),
})
type Now = Read<typeof now>
type AtRenewal = Read<typeof atRenewal>

/** MB-R52 or R53, by its mode. */
export const changed: Shape<Now | AtRenewal> = (raw) =>
  raw !== null && typeof raw === 'object' && 'mode' in raw && raw.mode === 'now' ? now(raw) : atRenewal(raw)
export const revertedChange = fields({ membershipId: uuid, periodId: uuid })

const revocableHours = 24

export const changePlan = (act: Act, input: Now | AtRenewal): Told =>
  input.mode === 'now' ? changeNow(act, input) : changeLater(act, input)

/** MB-R52: only what counts today, on another plan, with no freeze that runs or is to come. */
function changeable({ draft, today }: Act, was: Membership, toPlanId: string): Period {
  refuseCancelled(was)
  if (was.status === 'expired' || today < was.startsOn || today > was.endsOn) refuse('membership_not_active')
  const old = periodsOf(draft, was.id).find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn)
  if (!old) return refuse('membership_not_active')
  if (planOfPeriod(draft, old) === toPlanId) refuse('membership_change_same_plan')
  const freeze = draft.freezes.find(
    ({ membershipId, state, toOn }) => membershipId === was.id && /planned|running/.test(state) && toOn >= today,
  )
  return freeze ? refuse('membership_freeze_pending') : old
}

/** MB-R51, R52: the old period is cut or void and given back, what was ahead too, the new one is paid in full. */
function changeNow(act: Act, input: Now): Told {
  const { draft, today, at } = act
  const { membershipId, toPlanId: planId, periodId, chargeId, on = today } = input
  const was = membershipOf(draft, membershipId)
  const old = changeable(act, was, planId)
  const { id: versionId, terms } = termsToSell(act, { planId, planVersionId: input.toPlanVersionId })
  if (terms.requiresKyc && draft.members.get(was.memberId)?.kyc !== 'approved') refuse('member_kyc_required')
  const before = termsOf(draft, old)
  const { currency, priceMinor } = terms
  if (before.currency !== currency) refuse('membership_currency_mismatch')
  if (on < today || on > old.endsOn) refuse('validation_failed')
  const days = firstDays(on, terms)
  refuseOverlap(draft, was.memberId, [days], was.id)
  const creditMinor = creditOf(draft, old, on)
  const ahead = endFrom(act, was.id, on).filter(({ id }) => id !== old.id)
  const ofAhead = chargesOf(draft, was.id).filter((each) => ahead.some(({ id }) => id === each.periodId))
  const back = takeBack(act, ofAhead, 'change_credit', on)
  const credit = { kind: 'change_credit', amountMinor: -creditMinor, currency, periodId: old.id, dueOn: on } as const
  const credits = [credit, ...back]
  const no = Math.max(...draft.periods.where((each) => each.membershipId === was.id).map((each) => each.no)) + 1
  const made = { overrideRenews: false, madeAt: at, voidBy: null, cutBy: null }
  draft.periods.add({ id: periodId, membershipId, versionId, no, ...days, priceMinor, ...made })
  addCharges(act, was.id, [{ id: chargeId, kind: 'change', amountMinor: priceMinor, currency, periodId, dueOn: on }])
  addCharges(act, was.id, credits)
  const begins = on <= today
  draft.memberships.put({ ...was, planId, endsOn: days.endsOn, versionId: begins ? versionId : was.versionId })
  const netMinor = priceMinor + credits.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const told = { endsOn: days.endsOn, creditMinor, netMinor, before: null }
  return { ...told, ...grantedAnew(act, was, begins, [before.slotAllocation, terms.slotAllocation]) }
}

/** MB-R52: from the first day on the new terms another number is granted. */
function grantedAnew(act: Act, { id }: Membership, begins: boolean, [from, to]: readonly [number, number]): Told {
  const plantSlots = begins && from !== to ? regrant(act, id, to) : undefined
  return plantSlots ? { plantSlots } : {}
}

/** MB-R53: no money, and null stays. */
function changeLater({ draft }: Act, { membershipId, toPlanId }: AtRenewal): Told {
  const was = membershipOf(draft, membershipId)
  refuseCancelled(was)
  if (toPlanId !== null) refuseNextPlan(draft, was, toPlanId)
  draft.memberships.put({ ...was, nextPlanId: toPlanId })
  return { endsOn: was.endsOn, creditMinor: 0, netMinor: 0, before: { nextPlanId: was.nextPlanId } }
}

function refuseNextPlan(draft: Draft, { id }: Membership, toPlanId: string): void {
  const plan = draft.plans.get(toPlanId) ?? refuse('membership_plan_not_accessible')
  if (plan.archived) refuse('membership_plan_archived')
  const last = periodsOf(draft, id).at(-1)
  if (!last) return
  if (planOfPeriod(draft, last) === toPlanId) refuse('membership_change_same_plan')
  const wanted = draft.versions.get(plan.versionId)?.terms.currency
  if (wanted !== termsOf(draft, last).currency) refuse('membership_currency_mismatch')
}

/** The period that a change ended, and the command that did. */
function changeOf(draft: Draft, was: Membership, to: Period): { from: Period; by: string } | null {
  const from = draft.periods.find(
    ({ id, membershipId, startsOn, endsOn, cut, voidBy }) =>
      membershipId === was.id &&
      id !== to.id &&
      (voidBy === null ? cut && daysBetween(endsOn, to.startsOn) === 1 : startsOn === to.startsOn),
  )
  const asked = chargesOf(draft, was.id).find(({ periodId, kind }) => periodId === to.id && kind === 'change')
  const by = asked?.madeBy ?? from?.cutBy ?? from?.voidBy ?? null
  return from && by !== null ? { from, by } : null
}

/** Within a day, and while nobody paid for it. */
export function revertChange(act: Act, { membershipId, periodId }: Read<typeof revertedChange>): Told {
  const { draft, at, today, commandId } = act
  const was = membershipOf(draft, membershipId)
  const to = periodsOf(draft, was.id).find(({ id }) => id === periodId)
  const found = to ? changeOf(draft, was, to) : null
  refuseCancelled(was)
  if (!to || !found) return refuse('validation_failed')
  const { from, by } = found
  if (Date.parse(at) > Date.parse(to.madeAt) + revocableHours * 3_600_000) refuse('membership_revoke_too_late')
  const isFinal = chargesOf(draft, was.id).some(({ madeBy, state }) => madeBy === by && state === 'settled')
  if (isFinal) refuse('membership_revoke_too_late')
  draft.periods.put({ ...to, voidBy: commandId })
  periodsBefore(act, was.id, by)
  chargesBefore(act, was.id, by)
  const endsOn = periodsOf(draft, was.id).at(-1)?.endsOn ?? was.endsOn
  const began = to.startsOn <= today
  const versionId = began ? from.versionId : was.versionId
  draft.memberships.put({ ...was, planId: planOfPeriod(draft, from), endsOn, versionId })
  const slots = [termsOf(draft, to).slotAllocation, termsOf(draft, from).slotAllocation] as const
  return { endsOn, ...grantedAnew(act, was, began, slots) }
}
