import type { Day } from '../../kernel/calendar.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import type { Refund } from './cancel-rules.ts'
import { livePeriods } from './chain-rules.ts'
import { lastDay } from './change-rules.ts'
import { chargesBefore, periodsBefore, type Restored } from './ending-rules.ts'
import { proration } from './proration-rules.ts'
import { effectiveStatus, type MembershipStatus } from './rules.ts'
import type { WholeMembership, WholePeriod } from './whole-membership.ts'

const day = 24 * 3_600_000
/** How long a cancellation can be taken back, and how long by its own author as an undo. */
const reinstatable = 7 * day
const undoable = day

const isWithin = (since: string | null, at: string, time: number): boolean =>
  since !== null && Date.parse(at) <= Date.parse(since) + time

/** Whoever cancelled takes it back by undo, within a day, with the right to cancel alone. */
export const isOwnUndo = (
  { cancelled_by, cancelled_at, cancel_command_id }: WholeMembership,
  { userId, undoOf, at }: { userId: string; undoOf: string | undefined; at: string },
): boolean =>
  undoOf !== undefined &&
  undoOf === cancel_command_id &&
  cancelled_by === userId &&
  isWithin(cancelled_at, at, undoable)

/** A membership as it is once its cancellation is taken back. */
export interface Reinstatement extends Restored {
  periods: WholePeriod[]
  endsOn: Day
  status: MembershipStatus
  /** The period of the day, or the one that would be the last. */
  current: WholePeriod
}

/** Days that are somebody's by another membership meanwhile. */
function overlapRefusal(periods: readonly WholePeriod[], { other_periods }: WholeMembership): Rejection | null {
  const taken = other_periods.find((other) =>
    livePeriods(periods).some(({ starts_on, ends_on }) => starts_on <= other.ends_on && other.starts_on <= ends_on),
  )
  if (!taken) return null
  return rejection(
    'membership_overlap',
    { membershipId: taken.membership_id, from: taken.starts_on, to: taken.ends_on },
    { rule: 'MB-R54' },
  )
}

/** What it is on the day, now that it counts again; one that had not ended yet stays what it is. */
function statusAgain(membership: WholeMembership, endsOn: Day, today: Day): MembershipStatus {
  if (membership.status !== 'cancelled') return membership.status
  const counts = { ...membership, status: 'active', ends_on: endsOn, cancelled_on: null, slots_owed: 0 } as const
  return effectiveStatus(counts, today, 0)
}

/**
 * MB-R54: what a membership is once its cancellation is taken back, or why it is not. Days come back as the terms say;
 * freezes that ended with it stay ended. What it made void is asked for anew, and what it gave back is taken back.
 */
export function planReinstatement(membership: WholeMembership, at: string, today: Day): Reinstatement | Rejection {
  const { member_status, cancelled_at, cancel_command_id } = membership
  if (member_status === 'ARCHIVED' || member_status === 'MERGED') {
    return rejection('member_not_active', { status: member_status }, { rule: 'MB-R63' })
  }
  if (cancel_command_id === null || !isWithin(cancelled_at, at, reinstatable)) {
    return rejection('membership_revoke_too_late', { reason: 'time' }, { rule: 'MB-R54' })
  }
  const periods = periodsBefore(membership.periods, cancel_command_id)
  const live = livePeriods(periods)
  const current = live.findLast(({ starts_on }) => starts_on <= today) ?? live[0]
  if (!current) return rejection('membership_revoke_too_late', { reason: 'time' }, { rule: 'MB-R54' })
  const overlap = overlapRefusal(periods, membership)
  if (overlap) return overlap
  const endsOn = lastDay(membership, periods)
  const status = statusAgain(membership, endsOn, today)
  return { ...chargesBefore(membership, cancel_command_id, today), periods, endsOn, status, current }
}

/** How a cancellation gave money back, for one that is to be done again. */
export function refundGiven({ periods, freezes, charges, cancel_command_id }: WholeMembership, on: Day): Refund {
  const ended = periods.filter(
    (period) => period.cut_command_id === cancel_command_id || period.void_command_id === cancel_command_id,
  )
  const [first] = ended.sort((a, b) => a.seq - b.seq)
  const given = charges.find(
    ({ kind, period_id, made_command_id }) =>
      kind === 'refund' && period_id === first?.id && made_command_id === cancel_command_id,
  )
  if (!first || !given) return 'none'
  const before = periodsBefore(periods, cancel_command_id ?? '').find(({ id }) => id === first.id) ?? first
  return proration(before, freezes, on).creditMinor === -given.amount_minor ? 'prorated' : 'full'
}
