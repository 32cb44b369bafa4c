import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { planExtension, planFreeze } from './freeze-rules.ts'
import { freezeFacts, freezeWithin, membershipWithin, writeExtension, writeFreeze } from './freeze-writes.ts'
import { newFreeze, someDays } from './inputs.ts'
import { allowed } from './sale-rules.ts'
import { wayOut } from './way-out.ts'

/**
 * Lets a membership stand still for some days, which are added to its end. Under the id of a freeze that was cancelled
 * it brings that one back. Refused: MB-R40 to MB-R43, R47; what does not count or is cancelled; an end within another
 * membership of the member.
 */
export const freeze = command('memberships.freeze', {
  input: someDays(z.object(newFreeze).strict()),
  permission: 'membership_update',
  own: true,
  offline: true,
  undo: ({ freezeId }) => ({ command: 'memberships.cancel-freeze', input: { freezeId } }),
  redo: (input, fresh) => ({
    command: 'memberships.freeze',
    input: { ...input, freezeId: fresh(), chargeId: fresh() },
  }),
  async run(context, input) {
    const { freezeId, chargeId, fromOn, toOn, reason = null } = input
    const membership = await membershipWithin(context, input.membershipId, 'membership_update')
    const known = membership.freezes.find((each) => each.id === freezeId)
    if (known && known.state !== 'cancelled') reject('row_id_taken')
    const undoing = context.meta.undoOf !== undefined
    const facts = freezeFacts(context, membership, undoing, (label, changes, params) =>
      wayOut(label, 'freeze', { ...input, ...changes }, params),
    )
    const freezing = allowed(planFreeze(facts, { freezeId, fromOn, toOn }))
    const given = await writeFreeze(context, membership, freezing, { chargeId, reason })
    return { fromOn, toOn: freezing.freeze.to_on, endsOn: freezing.now.ends_on, ...given }
  },
})

/**
 * Ends a freeze on another day, earlier or later. Refused: MB-R42, R43; a freeze that was cancelled; a membership that
 * is over.
 */
export const extendFreeze = command('memberships.extend-freeze', {
  input: z.object({ freezeId: id, toOn: day }).strict(),
  permission: 'membership_update',
  offline: true,
  undo: ({ freezeId }, { was = null }) => ({ command: 'memberships.extend-freeze', input: { freezeId, toOn: was } }),
  async run(context, { freezeId, toOn }) {
    const { membership, freeze } = await freezeWithin(context, freezeId)
    const facts = freezeFacts(context, membership, false, (label, changes, params) =>
      wayOut(label, 'extend-freeze', { freezeId, toOn: changes.toOn }, params),
    )
    const freezing = allowed(planExtension(facts, freeze, toOn))
    const given = await writeExtension(context, membership, freezing)
    return { toOn, endsOn: freezing.now.ends_on, was: freeze.to_on, ...given }
  },
})
