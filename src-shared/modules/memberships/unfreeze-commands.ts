import { z } from 'zod'
import { type Day, day } from '../../kernel/calendar.ts'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { planCancelFreeze, planReturn } from './freeze-end-rules.ts'
import { planExtension } from './freeze-rules.ts'
import { freezeAgain, freezeFacts, freezeWithin, writeThaw } from './freeze-writes.ts'
import { allowed, isRejection } from './sale-rules.ts'
import { wayOut } from './way-out.ts'

/** What a return leads to; `was` is the freeze before. */
type Returned = { toOn: Day | null; endsOn: Day; was: JsonObject }

/**
 * The member is back: `on` is the first day that counts again. On the first frozen day the freeze was none, and its
 * unsettled fee is void. Refused: `membership_not_frozen`, a day outside the freeze, a cancelled membership.
 */
export const unfreeze = command('memberships.unfreeze', {
  input: z.object({ freezeId: id, on: day }).strict(),
  permission: 'membership_update',
  own: true,
  offline: true,
  undo: ({ freezeId }, { was, toOn }: Returned) =>
    toOn === null
      ? { command: 'memberships.freeze', input: was }
      : { command: 'memberships.extend-freeze', input: { freezeId, toOn: was.toOn ?? null } },
  async run(context, { freezeId, on }): Promise<Returned> {
    const { membership, freeze } = await freezeWithin(context, freezeId)
    const correct = (toOn: Day) => wayOut('correct_return', 'extend-freeze', { freezeId, toOn }, { day: on })
    const facts = freezeFacts(context, membership, false, () => correct(freeze.to_on))
    const back = planReturn({ membership, freeze, today: context.today }, on, {
      extend: (toOn) => (isRejection(planExtension(facts, freeze, toOn)) ? [] : [correct(toOn)]),
      retry: (other) => wayOut('return_on', 'unfreeze', { freezeId, on: other }, { day: other }),
    })
    const { freeze: ended, now } = allowed(back)
    await writeThaw(context, membership, allowed(back))
    const toOn = ended.state === 'cancelled' ? null : ended.to_on
    return { toOn, endsOn: now.ends_on, was: freezeAgain(membership, freeze) }
  },
})

/** A freeze shall not be, or not go on; its unsettled fee is void. Refused: `membership_not_frozen` where it is over. */
export const cancelFreeze = command('memberships.cancel-freeze', {
  input: z.object({ freezeId: id }).strict(),
  permission: 'membership_update',
  offline: true,
  undo: (_, { was }: { endsOn: Day; was: JsonObject }) => ({ command: 'memberships.freeze', input: was }),
  async run(context, { freezeId }) {
    const { at, today, meta } = context
    const { membership, freeze } = await freezeWithin(context, freezeId)
    const undo = { undoing: meta.undoOf !== undefined, at }
    const cancelled = allowed(planCancelFreeze({ membership, freeze, today }, undo))
    await writeThaw(context, membership, cancelled)
    return { endsOn: cancelled.now.ends_on, was: freezeAgain(membership, freeze) }
  },
})
