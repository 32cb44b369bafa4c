import { z } from 'zod'
import { addDays, type Day, day } from '../../kernel/calendar.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import type { Rejection } from '../../kernel/rejection.ts'
import { frozenDays, livePeriods } from './chain-rules.ts'
import { planReturn, type Thawed } from './freeze-end-rules.ts'
import { budgetOf, type Freezing, notFrozen, planFreeze } from './freeze-rules.ts'
import { freezeFacts, membershipWithin } from './freeze-writes.ts'
import { someDays } from './inputs.ts'
import { dayBefore, periodOn } from './life-rules.ts'
import { freezeOn } from './rules.ts'
import { isRejection } from './sale-rules.ts'
import { wayOut } from './way-out.ts'
import type { WholeMembership } from './whole-membership.ts'

/** A freeze that nobody asked for yet has no id. */
const unborn = '00000000-0000-0000-0000-000000000000'

/** What follows a period: its first day and when it is to be paid. One that renews itself has it, though not sold yet. */
function nextOf(membership: WholeMembership, periodId: string): { startsOn: Day | null; dueOn: Day | null } {
  const live = livePeriods(membership.periods)
  const next = live[live.findIndex(({ id }) => id === periodId) + 1]
  if (!next) {
    const day = membership.auto_renew ? addDays(membership.ends_on, 1) : null
    return { startsOn: day, dueOn: day }
  }
  const due = membership.charges.find(({ period_id, state }) => period_id === next.id && state === 'due')
  return { startsOn: next.starts_on, dueOn: due?.due_on ?? null }
}

/** What a change of freezes leads to, in the words of the dialog. */
function shown(before: WholeMembership, answer: Freezing | Thawed | Rejection, periodId: string, on: Day) {
  const period = before.periods.find((each) => each.id === periodId) ?? periodOn(before.periods, on)
  const was = { endsOn: before.ends_on, next: nextOf(before, period?.id ?? '') }
  const refused = isRejection(answer)
  const now = refused ? before : answer.now
  const freeze = refused ? null : answer.freeze
  const counted = freeze?.state === 'cancelled' ? null : freeze
  return {
    fromOn: counted?.from_on ?? null,
    toOn: counted?.to_on ?? null,
    days: counted ? frozenDays(counted) : 0,
    budget: period ? budgetOf(period, now.freezes, null) : null,
    was,
    becomes: { endsOn: now.ends_on, next: nextOf(now, period?.id ?? '') },
    feeMinor: 'feeMinor' in answer ? answer.feeMinor : 0,
    currency: period?.currency ?? null,
    refusal: refused ? { code: answer.code, params: answer.params } : null,
  }
}

const input = someDays(
  z
    .object({ membershipId: id, fromOn: day.optional(), toOn: day.optional(), unfreezeOn: day.optional() })
    .strict()
    .refine(({ fromOn, unfreezeOn }) => (fromOn === undefined) !== (unfreezeOn === undefined), {
      message: 'fromOn or unfreezeOn',
    }),
)

/**
 * MB-R46: what a freeze from a day, or a return on one, would make of a membership, by the very rules of the commands;
 * `refusal` says why it would not be. Refused: none of this id; to members, any but their own.
 */
export const previewFreeze = query('memberships.preview-freeze', {
  input,
  permission: 'membership_view',
  own: true,
  async run(context, { membershipId, fromOn, toOn, unfreezeOn }) {
    const { today } = context
    const membership = await membershipWithin(context, membershipId, 'membership_view')
    if (fromOn !== undefined) {
      const facts = freezeFacts(context, membership, false, (label, changes, params) =>
        wayOut(label, 'preview-freeze', { membershipId, ...changes }, params),
      )
      const answer = planFreeze(facts, { freezeId: unborn, fromOn, toOn })
      return shown(membership, answer, isRejection(answer) ? '' : answer.freeze.period_id, fromOn)
    }
    const on = unfreezeOn ?? today
    const freeze =
      freezeOn(membership.freezes, today) ?? membership.freezes.findLast(({ state }) => state !== 'cancelled')
    if (!freeze) return shown(membership, notFrozen({ to_on: dayBefore(today) }), '', on)
    const answer = planReturn({ membership, freeze, today }, on, {
      extend: () => [],
      retry: (other) => wayOut('return_on', 'preview-freeze', { membershipId, unfreezeOn: other }, { day: other }),
    })
    return shown(membership, answer, freeze.period_id, on)
  },
})
