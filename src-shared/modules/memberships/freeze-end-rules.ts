import type { Day } from '../../kernel/calendar.ts'
import { type Alternative, type Rejection, rejection } from '../../kernel/rejection.ts'
import type { ChainFreeze } from './chain-rules.ts'
import type { Reversal } from './ending-rules.ts'
import { feeBack } from './freeze-fee-rules.ts'
import { notFrozen } from './freeze-rules.ts'
import { cancelledRefusal, dayBefore, earlier, invalid, later, statusKept } from './life-rules.ts'
import { laidOut, type WholeFreeze, type WholeMembership } from './whole-membership.ts'

/** A membership of which a freeze became shorter, or was none. */
export interface Thawed {
  freeze: ChainFreeze
  now: WholeMembership
  /** What becomes of a fee that is asked for no longer. */
  fee: Reversal
}

const noFee: Reversal = { voidIds: [], credits: [] }

function thawed(membership: WholeMembership, freeze: WholeFreeze, today: Day): Thawed {
  const freezes = membership.freezes.map((each) => (each.id === freeze.id ? freeze : each))
  const laid = laidOut({ ...membership, freezes })
  const now = { ...laid, status: statusKept(laid, today, false) }
  return { freeze, now, fee: freeze.state === 'cancelled' ? feeBack(membership, freeze, today) : noFee }
}

/** What decides that days count again. */
export interface ThawFacts {
  membership: WholeMembership
  freeze: WholeFreeze
  /** The day on which the person acted. */
  today: Day
}

/**
 * MB-R44: the member is back on a day, which counts again; on the first frozen day the freeze was none. Judged by the
 * dates as of the day the person acted. `extend` gives the way to correct a return that somebody else noted,
 * `retry` the same request for another day.
 */
export function planReturn(
  { membership, freeze, today }: ThawFacts,
  on: Day,
  ways: { extend(toOn: Day): Alternative[]; retry(on: Day): Alternative },
): Thawed | Rejection {
  const cancelled = cancelledRefusal(membership)
  if (cancelled) return cancelled
  const { from_on, to_on, state } = freeze
  if (state === 'cancelled' || today < from_on || today > to_on) {
    const another = state !== 'cancelled' && today > to_on && on > from_on && dayBefore(on) !== to_on
    return notFrozen(freeze, another ? ways.extend(dayBefore(on)) : [])
  }
  const nearest = earlier(later(on, from_on), to_on)
  if (nearest !== on) {
    return { ...invalid('on', 'custom', 'A day of the freeze', 'MB-R44'), alternatives: [ways.retry(nearest)] }
  }
  if (on === from_on) return thawed(membership, { ...freeze, state: 'cancelled' }, today)
  const toOn = dayBefore(on)
  return thawed(membership, { ...freeze, to_on: toOn, state: toOn < today ? 'ended' : 'running' }, today)
}

const undoableHours = 24
const hour = 3_600_000

/**
 * A freeze that shall never have been. One that is over stays, but for the undo of the person who asked for it, within
 * a day. Done twice is done once.
 */
export function planCancelFreeze(
  { membership, freeze, today }: ThawFacts,
  undo: { undoing: boolean; at: string },
): Thawed | Rejection {
  const cancelled = cancelledRefusal(membership)
  if (cancelled) return cancelled
  const isFresh = Date.parse(undo.at) <= Date.parse(freeze.created_at) + undoableHours * hour
  const isOver = freeze.to_on < today && !(undo.undoing && isFresh)
  if (isOver && freeze.state !== 'cancelled') return notFrozen(freeze)
  return thawed(membership, { ...freeze, state: 'cancelled' }, today)
}

/** A freeze that is not, or is out of reach. */
export const freezeNotFound = (): Rejection => rejection('membership_freeze_not_found')
