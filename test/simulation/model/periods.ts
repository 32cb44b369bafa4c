import { type Day, daysBetween, lastDayOf, plusDays } from './days.ts'
import { refuse } from './refusal.ts'
import type { Charge, Draft, Freeze, Membership, Period, State, Terms } from './state.ts'

type Days = Pick<Period, 'startsOn' | 'scheduledEndsOn' | 'endsOn' | 'anchorOn' | 'anchorCount' | 'frozenDays' | 'cut'>

/** MB-R7: the days of a period counted from an anchor. */
function counted(startsOn: Day, anchorOn: Day, anchorCount: number, terms: Terms): Days {
  const endsOn = lastDayOf(anchorOn, terms.durationType, anchorCount * terms.durationValue)
  return { startsOn, scheduledEndsOn: endsOn, endsOn, anchorOn, anchorCount, frozenDays: 0, cut: false }
}

export const firstDays = (startsOn: Day, terms: Terms): Days => counted(startsOn, startsOn, 1, terms)

/** MB-R7: without a gap, on the same length, after a whole and unfrozen period the same anchor counts on. */
export function nextDays(state: State, last: Period, startsOn: Day, terms: Terms): Days {
  if (startsOn > plusDays(last.endsOn, 1)) return firstDays(startsOn, terms)
  const { durationType, durationValue } = termsOf(state, last)
  const same = durationType === terms.durationType && durationValue === terms.durationValue
  if (same && last.frozenDays === 0 && !last.cut) return counted(startsOn, last.anchorOn, last.anchorCount + 1, terms)
  return counted(startsOn, last.endsOn, 1, terms)
}

/** The terms on which a period was sold. */
export const termsOf = ({ versions }: State, { versionId }: Period): Terms =>
  versions.get(versionId)?.terms ?? refuse('membership_plan_not_accessible')

/** The plan of a period. */
export const planOfPeriod = ({ versions }: State, { versionId }: Period): string =>
  versions.get(versionId)?.planId ?? refuse('membership_plan_not_accessible')

const byStart = (a: Period, b: Period): number => daysBetween(b.startsOn, a.startsOn)

/** The periods of a membership that count, the earliest first. */
export const periodsOf = ({ periods }: State, membershipId: string): Period[] =>
  periods.where((period) => period.membershipId === membershipId && period.voidBy === null).sort(byStart)

/** The period that counts on a day: the one begun last, else the first to come. */
export function periodOn(state: State, membershipId: string, day: Day): Period | undefined {
  const periods = periodsOf(state, membershipId)
  return periods.findLast(({ startsOn }) => startsOn <= day) ?? periods[0]
}

export const freezesOf = ({ freezes }: State, membershipId: string): Freeze[] =>
  freezes.where((freeze) => freeze.membershipId === membershipId && freeze.state !== 'cancelled')

/** In the order in which they fall due. */
export const chargesOf = ({ charges }: State, membershipId: string): Charge[] =>
  charges
    .where((charge) => charge.membershipId === membershipId)
    .sort((a, b) => (a.dueOn + a.id < b.dueOn + b.id ? -1 : 1))

/** MB-R41: both ends count. */
export const lengthOf = ({ fromOn, toOn }: Pick<Freeze, 'fromOn' | 'toOn'>): number => daysBetween(fromOn, toOn) + 1

/** The days for which a period stands still. */
export const frozenIn = (state: State, { id, membershipId }: Period): number =>
  freezesOf(state, membershipId)
    .filter(({ periodId }) => periodId === id)
    .reduce((days, freeze) => days + lengthOf(freeze), 0)

/** MB-R21: no member has two periods on one day. */
export function refuseOverlap(
  state: State,
  memberId: string,
  wanted: readonly Pick<Period, 'startsOn' | 'endsOn'>[],
  except?: string,
): void {
  const clash = state.periods.find(
    (other) =>
      other.voidBy === null &&
      other.membershipId !== except &&
      state.memberships.get(other.membershipId)?.memberId === memberId &&
      wanted.some(({ startsOn, endsOn }) => other.startsOn <= endsOn && startsOn <= other.endsOn),
  )
  if (clash) refuse('membership_overlap')
}

const ofPeriod: readonly Charge['kind'][] = ['purchase', 'renewal', 'change']

/** MB-R44: ends move with the freezes, what follows moves with the ends, and what is due for it with its start. */
export function layOut(draft: Draft, { id: membershipId }: Membership): void {
  let moves: { was: Period; is: Period } | null = null
  for (const was of periodsOf(draft, membershipId)) {
    const placed: Period = moves ? { ...was, ...placedAfter(draft, was, moves) } : was
    const frozenDays = frozenIn(draft, was)
    const endsOn = placed.cut ? placed.endsOn : plusDays(placed.scheduledEndsOn, frozenDays)
    const is = { ...placed, frozenDays, endsOn }
    draft.periods.put(is)
    moves = { was, is }
    for (const due of chargesOf(draft, membershipId)) {
      const follows = due.periodId === is.id && due.state === 'due' && ofPeriod.includes(due.kind)
      if (follows && due.dueOn === was.startsOn) draft.charges.put({ ...due, dueOn: is.startsOn })
    }
  }
  const membership = draft.memberships.get(membershipId)
  if (membership && moves) draft.memberships.put({ ...membership, endsOn: moves.is.endsOn })
}

/** A gap that was before stays as far as it lasts. */
function placedAfter(draft: Draft, period: Period, { was, is }: { was: Period; is: Period }): Partial<Days> {
  const same = was.endsOn === is.endsOn && was.frozenDays === is.frozenDays && was.anchorOn === is.anchorOn
  if (period.cut || same) return {}
  const next = plusDays(is.endsOn, 1)
  const hadGap = period.startsOn > plusDays(was.endsOn, 1)
  const startsOn = hadGap && period.startsOn > next ? period.startsOn : next
  const terms = termsOf(draft, period)
  return period.anchorOn === period.startsOn ? firstDays(startsOn, terms) : nextDays(draft, is, startsOn, terms)
}
