import type { Act, Told } from './act.ts'
import { type Day, daysBetween, plusDays } from './days.ts'
import { makeVoid } from './money.ts'
import { freezesOf, layOut, lengthOf, periodsOf, refuseOverlap, termsOf } from './periods.ts'
import { note } from './plans.ts'
import { refuse } from './refusal.ts'
import { day, fields, optional, type Read, such, uuid } from './shapes.ts'
import type { Freeze, Membership, Period } from './state.ts'
import { become, membershipOf, refuseCancelled, refuseOwn, statusOn, toldLate } from './status.ts'

export const newFreeze = such(
  fields({
    freezeId: uuid,
    chargeId: uuid,
    membershipId: uuid,
    fromOn: day,
    toOn: optional(day),
    reason: optional(note(500)),
  }),
  ({ fromOn, toOn }) => toOn === undefined || fromOn <= toOn,
)
export const longerFreeze = fields({ freezeId: uuid, toOn: day })
export const returned = fields({ freezeId: uuid, on: day })
export const oneFreeze = fields({ freezeId: uuid })

const mostFreezes = 12
const undoableHours = 24

/** MB-R45: judged by its days, on the day of the command. */
function refuseOver(membership: Membership, today: Day): void {
  refuseCancelled(membership)
  if (today < membership.startsOn || today > membership.endsOn) refuse('membership_not_active')
}

/** MB-R40, R41: the period in which a freeze may begin on this day. */
function periodFor(act: Act, membership: Membership, fromOn: Day): Period {
  const { draft, today, undoOf } = act
  const all = periodsOf(draft, membership.id)
  const open = all.slice(all.findLastIndex(({ cut }) => cut) + 1).filter(({ endsOn }) => endsOn >= today)
  const first = open[0] ?? refuse('membership_freeze_not_allowed')
  if (fromOn > membership.endsOn || fromOn < first.startsOn) refuse('membership_freeze_out_of_period')
  const daysBack = act.may('membership_backdate') ? draft.settings.backdateDays : 0
  if (undoOf === null && fromOn < plusDays(today, -daysBack)) refuse('membership_freeze_backdate_forbidden')
  return open.find(({ endsOn }) => fromOn <= endsOn) ?? refuse('membership_freeze_not_allowed')
}

/** MB-R42 to R44: puts a freeze into its period, in place of itself. Gives what the membership is then. */
function put(act: Act, membership: Membership, period: Period, wanted: Omit<Freeze, 'toOn' | 'state'>, to?: Day): Told {
  const { draft, today } = act
  const others = freezesOf(draft, membership.id).filter(({ id }) => id !== wanted.id)
  const beside = others.filter(({ periodId }) => periodId === period.id)
  const most = termsOf(draft, period).maxFreezeDays ?? 0
  if (most === 0) refuse('membership_freeze_not_allowed')
  const left = Math.max(0, most - beside.reduce((sum, each) => sum + lengthOf(each), 0))
  const { fromOn } = wanted
  const next = others.filter((each) => each.fromOn > fromOn).map((each) => plusDays(each.fromOn, -1))
  const toOn = to ?? [...next, plusDays(fromOn, Math.max(left, 1) - 1)].sort()[0] ?? fromOn
  if (daysBetween(fromOn, toOn) + 1 > left) refuse('membership_freeze_budget_exceeded')
  if (others.some((each) => each.fromOn <= toOn && fromOn <= each.toOn)) refuse('membership_freeze_overlap')
  if (beside.length >= mostFreezes) refuse('validation_failed')
  const state = toOn < today ? 'ended' : fromOn <= today ? 'running' : 'planned'
  const known = draft.freezes.get(wanted.id)
  if (known && known.membershipId !== membership.id) refuse('row_id_taken')
  draft.freezes.put({ ...wanted, toOn, state })
  layOut(draft, membership)
  refuseOverlap(draft, membership.memberId, periodsOf(draft, membership.id), membership.id)
  const laid = membershipOf(draft, membership.id)
  const given = become(act, membership, { ...laid, status: statusOn(draft, laid, today, true) })
  return { toOn, endsOn: laid.endsOn, ...toldLate(given) }
}

export function freeze(act: Act, input: Read<typeof newFreeze>): Told {
  refuseOwn(act)
  const { draft, today, at } = act
  const { freezeId: id, chargeId, membershipId, fromOn } = input
  const membership = membershipOf(draft, membershipId)
  const known = draft.freezes.get(id)
  const before = known?.membershipId === membershipId ? known : undefined
  if (before && before.state !== 'cancelled') refuse('row_id_taken')
  refuseOver(membership, today)
  const period = periodFor(act, membership, fromOn)
  const fee = termsOf(draft, period).freezeFeeMinor > 0
  const made = before ?? { feeChargeId: fee ? chargeId : null, madeAt: at }
  const told = put(act, membership, period, { ...made, id, membershipId, periodId: period.id, fromOn }, input.toOn)
  if (fee) chargeFee(act, period, { chargeId, fromOn })
  return { ...told, fromOn }
}

/** MB-R47: once a freeze; the fee that was void with it is asked for again. */
function chargeFee({ draft, commandId }: Act, period: Period, { chargeId, fromOn }: { chargeId: string; fromOn: Day }) {
  const { membershipId } = period
  const known = draft.charges.get(chargeId)
  if (known?.membershipId === membershipId) {
    if (known.state === 'void') draft.charges.put({ ...known, state: 'due', voidBy: null })
    return
  }
  const { freezeFeeMinor: amountMinor, currency } = termsOf(draft, period)
  const what = { kind: 'freeze_fee', amountMinor, currency, dueOn: fromOn, state: 'due' } as const
  const made = { madeBy: commandId, voidBy: null, settled: null }
  draft.charges.add({ id: chargeId, membershipId, periodId: period.id, ...what, ...made })
}

function freezeNamed(act: Act, freezeId: string): { found: Freeze; membership: Membership } {
  refuseOwn(act)
  const found = act.draft.freezes.get(freezeId) ?? refuse('membership_freeze_not_found')
  return { found, membership: membershipOf(act.draft, found.membershipId) }
}

/** Another last day, later or earlier. */
export function extend(act: Act, { freezeId, toOn }: Read<typeof longerFreeze>): Told {
  const { found, membership } = freezeNamed(act, freezeId)
  if (found.state === 'cancelled') refuse('membership_not_frozen')
  refuseOver(membership, act.today)
  if (toOn < found.fromOn) refuse('validation_failed')
  const period = act.draft.periods.get(found.periodId)
  if (!period || period.voidBy !== null || period.cut) return refuse('membership_not_frozen')
  return { ...put(act, membership, period, found, toOn), was: found.toOn }
}

/** MB-R44: it became shorter, or was none, and its fee with it. */
function thaw(act: Act, membership: Membership, is: Freeze): Told {
  const { draft, today } = act
  const { id: freezeId, fromOn, membershipId } = is
  const was = draft.freezes.get(freezeId) ?? is
  draft.freezes.put(is)
  layOut(draft, membership)
  const fee = draft.charges.get(is.feeChargeId ?? '')
  if (fee && is.state === 'cancelled') makeVoid(act, [fee])
  const laid = membershipOf(draft, membership.id)
  become(act, membership, { ...laid, status: statusOn(draft, laid, today, false) })
  const again = { freezeId, chargeId: is.feeChargeId ?? freezeId, membershipId, fromOn, toOn: was.toOn }
  return { endsOn: laid.endsOn, was: again }
}

/** The first day that counts again. */
export function unfreeze(act: Act, { freezeId, on }: Read<typeof returned>): Told {
  const { found, membership } = freezeNamed(act, freezeId)
  const { today } = act
  refuseCancelled(membership)
  const runs = found.state !== 'cancelled' && found.fromOn <= today && today <= found.toOn
  if (!runs) refuse('membership_not_frozen')
  if (on < found.fromOn || on > found.toOn) refuse('validation_failed')
  if (on === found.fromOn) return { ...thaw(act, membership, { ...found, state: 'cancelled' }), toOn: null }
  const toOn = plusDays(on, -1)
  return { ...thaw(act, membership, { ...found, toOn, state: toOn < today ? 'ended' : 'running' }), toOn }
}

/** What is over stays, but for the undo of a day. */
export function cancelFreeze(act: Act, { freezeId }: Read<typeof oneFreeze>): Told {
  const { found, membership } = freezeNamed(act, freezeId)
  refuseCancelled(membership)
  const fresh = Date.parse(act.at) <= Date.parse(found.madeAt) + undoableHours * 3_600_000
  const undone = act.undoOf !== null && fresh
  if (found.state !== 'cancelled' && found.toOn < act.today && !undone) refuse('membership_not_frozen')
  return thaw(act, membership, { ...found, state: 'cancelled' })
}
