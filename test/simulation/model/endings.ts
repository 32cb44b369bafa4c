import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import type { Act, Told } from './act.ts'
import { end } from './begin-and-end.ts'
import { type Day, daysBetween, plusDays } from './days.ts'
import { makeVoid } from './money.ts'
import { chargesOf, freezesOf, frozenIn, periodsOf, planOfPeriod, refuseOverlap, termsOf } from './periods.ts'
import { refuse } from './refusal.ts'
import { day, fields, oneOf, optional, type Read, text, uuid, yesNo } from './shapes.ts'
import { isFrozenOn, isOver } from './standing.ts'
import type { Charge, Draft, Freeze, Membership, Period } from './state.ts'
import { activate, membershipOf, refuseCancelled } from './status.ts'

export const cancellation = fields({
  membershipId: uuid,
  on: optional(day),
  reason: text(1, 500),
  refund: oneOf('none', 'prorated', 'full'),
  chargeId: uuid,
})
export const reinstated = fields({ membershipId: uuid, autoRenew: optional(yesNo) })
type Wanted = Read<typeof cancellation>

const dayLong = 24 * 3_600_000
const reinstatable = 7 * dayLong

/** MB-R51: what is not used of a period from a day on, by the day, rounded half up. Frozen days are not used, nor paid. */
export function creditOf(draft: Draft, period: Period, from: Day): number {
  const { startsOn, scheduledEndsOn, endsOn, priceMinor, membershipId } = period
  const paid = daysBetween(startsOn, scheduledEndsOn) + 1
  const frozen = freezesOf(draft, membershipId)
  let unused = 0
  for (let each = from > startsOn ? from : startsOn; each <= endsOn; each = plusDays(each, 1)) {
    if (!frozen.some(({ fromOn, toOn }) => fromOn <= each && each <= toOn)) unused += 1
  }
  return Math.floor((2 * priceMinor * Math.min(unused, paid) + paid) / (2 * paid))
}

/** Writes charges of the command's own; those of nothing are left out. */
export function addCharges(
  { draft, commandId }: Act,
  membershipId: string,
  charges: readonly (Pick<Charge, 'kind' | 'amountMinor' | 'currency' | 'periodId' | 'dueOn'> & { id?: string })[],
): void {
  charges.forEach((charge, n) => {
    if (charge.amountMinor === 0) return
    const made = { state: 'due', madeBy: commandId, voidBy: null, settled: null } as const
    const id = rowIdOf(commandId, 'membership_charges', n)
    draft.charges.add({ id, ...charge, membershipId, ...made })
  })
}

/** What is due is void; what was paid is countered. */
export function takeBack(act: Act, charges: readonly Charge[], kind: Charge['kind'], dueOn: Day) {
  makeVoid(act, charges)
  return charges
    .filter(({ state }) => state === 'settled')
    .map(({ amountMinor, currency, periodId }) => ({ kind, amountMinor: -amountMinor, currency, periodId, dueOn }))
}

/** MB-R52, R54: nothing is covered from a day on. Gives what is void by that. */
export function endFrom({ draft, commandId }: Act, membershipId: string, from: Day): Period[] {
  const later = periodsOf(draft, membershipId).filter(({ endsOn }) => endsOn >= from)
  for (const period of later) {
    if (period.startsOn >= from) draft.periods.put({ ...period, voidBy: commandId })
    else {
      const cutBy = period.cut ? period.cutBy : commandId
      draft.periods.put({ ...period, endsOn: plusDays(from, -1), cut: true, cutBy })
    }
  }
  return later.filter(({ startsOn }) => startsOn >= from)
}

/** The period that runs up to a day, or the first to come. */
function currentOf(draft: Draft, membershipId: string, on: Day, today: Day): Period {
  const covered = on > today ? plusDays(on, -1) : today
  const periods = periodsOf(draft, membershipId)
  return periods.findLast(({ startsOn }) => startsOn <= covered) ?? periods[0] ?? refuse('membership_not_active')
}

/** MB-R54: from today, or from the period's start for whoever may, to the day after the last one. */
function refuseDay(act: Act, was: Membership, on: Day): void {
  const { draft, today } = act
  const running = currentOf(draft, was.id, today, today)
  const max = plusDays(periodsOf(draft, was.id).at(-1)?.endsOn ?? was.endsOn, 1)
  const from = act.may('membership_backdate') && running.startsOn < today ? running.startsOn : today
  if (on < (from < max ? from : max) || on > max) refuse('validation_failed')
}

/** Section 3: freezes end with it, or do not come. Gives those that do not. */
function endFreezes({ draft, today }: Act, membershipId: string, on: Day): Freeze[] {
  const live = draft.freezes.where(
    (each) => each.membershipId === membershipId && /planned|running/.test(each.state) && each.toOn >= on,
  )
  for (const each of live) {
    const shorter = { toOn: plusDays(on, -1), state: on <= today ? 'ended' : each.state } as const
    draft.freezes.put({ ...each, ...(each.fromOn >= on ? { state: 'cancelled' } : shorter) })
  }
  return live.filter(({ fromOn }) => fromOn >= on)
}

/** MB-R54. Asked for again for the same day it is done already. */
export function cancel(act: Act, input: Wanted): Told {
  const { draft, today } = act
  const { membershipId, refund, on = plusDays(today, 1) } = input
  const was = membershipOf(draft, membershipId)
  const before = { autoRenew: was.autoRenew }
  if (was.cancelledOn === on) {
    const known = draft.charges.get(input.chargeId)
    const given = known?.membershipId === was.id && known.madeBy === was.cancelled?.by ? known.amountMinor : 0
    return { cancelledOn: on, refundMinor: 0 - given, before }
  }
  refuseCancelled(was)
  if (isOver(draft, was, today)) refuse('membership_not_active')
  const current = currentOf(draft, was.id, on, today)
  refuseDay(act, was, on)
  if (refund === 'full' && !act.may('membership_manage')) refuse('actor_not_permitted')
  const worth = refund === 'none' ? 0 : refund === 'full' ? current.priceMinor : creditOf(draft, current, on)
  const refundMinor = endWith(act, was, { ...input, on }, current, worth)
  return { cancelledOn: on, refundMinor, before }
}

/** Ends periods, freezes and what is asked for them. Gives what is paid back. */
function endWith(act: Act, was: Membership, input: Wanted & { on: Day }, current: Period, worth: number): number {
  const { draft, at, commandId, actorId, today } = act
  const { on, chargeId: id } = input
  const notFrozen = endFreezes(act, was.id, on)
  const gone = endFrom(act, was.id, on)
  for (const period of draft.periods.where(({ membershipId }) => membershipId === was.id)) {
    const frozenDays = frozenIn(draft, period)
    const isWhole = period.voidBy !== null && !period.cut
    const endsOn = isWhole ? plusDays(period.scheduledEndsOn, frozenDays) : period.endsOn
    draft.periods.put({ ...period, frozenDays, endsOn })
  }
  const all = chargesOf(draft, was.id)
  const fees = all.filter(
    (each) => each.state === 'due' && notFrozen.some(({ feeChargeId }) => feeChargeId === each.id),
  )
  const ofPeriod = (some: readonly Period[]): Charge[] =>
    all.filter((each) => !fees.includes(each) && some.some((period) => period.id === each.periodId))
  const ofLater = ofPeriod(gone.filter((period) => period.id !== current.id))
  const ofOwn = ofPeriod(gone.filter((period) => period.id === current.id)).filter(({ state }) => state === 'due')
  const unpaid = ofOwn.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const back = Math.max(0, worth - unpaid)
  const credits = takeBack(act, [...ofLater, ...ofOwn, ...fees], 'refund', on)
  const { currency } = termsOf(draft, current)
  const refund = { kind: 'refund', amountMinor: -back, currency, periodId: current.id, dueOn: on, id } as const
  addCharges(act, was.id, [refund])
  addCharges(act, was.id, credits)
  const left = periodsOf(draft, was.id).at(-1)
  const atOnce = on <= today || left === undefined
  draft.memberships.put({
    ...{ ...was, planId: left ? planOfPeriod(draft, left) : was.planId, endsOn: left?.endsOn ?? was.endsOn },
    ...{ autoRenew: false, cancelledOn: on, cancelled: { by: commandId, at, actorId } },
    ...(atOnce ? { status: 'cancelled', owed: 0 } : {}),
  })
  if (atOnce) end(act, was.id)
  return back
}

/** Periods as they were before a command ended them; what came between stays. */
export function periodsBefore({ draft }: Act, membershipId: string, by: string): void {
  const all = () => draft.periods.where((each) => each.membershipId === membershipId)
  for (const period of all()) if (period.voidBy === by) draft.periods.put({ ...period, voidBy: null })
  const live = periodsOf(draft, membershipId)
  for (const period of live.filter(({ cut }) => cut)) {
    const next = live.find(({ startsOn }) => startsOn > period.startsOn)
    const endsOn = plusDays(period.scheduledEndsOn, period.frozenDays)
    if (next && next.startsOn <= endsOn) draft.periods.put({ ...period, endsOn: plusDays(next.startsOn, -1) })
    else draft.periods.put({ ...period, endsOn, cut: false, cutBy: null })
  }
}

/** What a command made is taken back, and what it made void is asked for anew. */
export function chargesBefore(act: Act, membershipId: string, by: string): void {
  const all = chargesOf(act.draft, membershipId)
  const credits = takeBack(
    act,
    all.filter(({ madeBy }) => madeBy === by),
    'adjustment',
    act.today,
  )
  const anew = all
    .filter(({ voidBy, madeBy }) => voidBy === by && madeBy !== by)
    .map(({ kind, amountMinor, currency, periodId, dueOn }) => ({ kind, amountMinor, currency, periodId, dueOn }))
  addCharges(act, membershipId, [...credits, ...anew])
}

/** MB-R54: for seven days; whoever only may cancel takes back their own, as an undo, within one. */
export function reinstate(act: Act, { membershipId, autoRenew = false }: Read<typeof reinstated>): Told {
  const { draft, at, today, actorId, undoOf } = act
  const was = membershipOf(draft, membershipId)
  const { cancelled } = was
  const since = cancelled ? Date.parse(at) - Date.parse(cancelled.at) : Number.POSITIVE_INFINITY
  const theirs = undoOf !== null && undoOf === cancelled?.by && cancelled.actorId === actorId && since <= dayLong
  if (!theirs && !act.may('membership_manage')) refuse('actor_not_permitted')
  if (was.cancelledOn === null) return { endsOn: was.endsOn, before: null }
  if (draft.members.get(was.memberId)?.status === 'ARCHIVED') refuse('member_not_active')
  if (!cancelled || since > reinstatable) return refuse('membership_revoke_too_late')
  periodsBefore(act, was.id, cancelled.by)
  const live = periodsOf(draft, was.id)
  const current = live.findLast(({ startsOn }) => startsOn <= today) ?? live[0] ?? refuse('membership_revoke_too_late')
  refuseOverlap(draft, was.memberId, live, was.id)
  chargesBefore(act, was.id, cancelled.by)
  const endsOn = live.at(-1)?.endsOn ?? was.endsOn
  const last = draft.periods.where((each) => each.membershipId === was.id && each.voidBy === null).at(-1) ?? current
  const is: Membership = {
    ...{ ...was, endsOn, autoRenew, cancelledOn: null, cancelled: null },
    ...{ planId: planOfPeriod(draft, last), versionId: current.versionId },
  }
  const status = was.status === 'cancelled' ? statusAgain(draft, is, today) : was.status
  draft.memberships.put({ ...is, status })
  if (was.status !== 'cancelled' || status !== 'active') return { endsOn }
  return { endsOn, plantSlots: activate(act, { ...is, status }, today).plantSlots }
}

function statusAgain(draft: Draft, { id, startsOn, endsOn }: Membership, today: Day): Membership['status'] {
  if (today < startsOn) return 'scheduled'
  if (today > endsOn) return 'expired'
  return isFrozenOn(draft, id, today) ? 'frozen' : 'active'
}
