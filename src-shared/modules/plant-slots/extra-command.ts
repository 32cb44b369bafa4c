import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { membershipInForce } from '../memberships/queries.ts'
import { allowanceOf, mostOf } from './allowance-rules.ts'
import { entitlementIdOf } from './entitlements.ts'
import { text } from './inputs.ts'
import { reduceWanted, setOwed } from './owed.ts'
import { holdingOf } from './queries.ts'
import { serveQueue } from './queue.ts'
import { receiverOf, refuse } from './standing.ts'

/**
 * What staff let a membership hold beyond its plan, or less (PS-R2). Nothing is given or taken by it; what was promised
 * or waited for beyond is no longer. Refused: a membership that is not in force.
 */
export const setExtra = command('plant-slots.set-extra', {
  input: z.object({ membershipId: id, extra: z.int().min(-500).max(500), reason: text(500) }).strict(),
  permission: 'plant_slot_manage',
  offline: true,
  async run(context, { membershipId, extra }) {
    const { db, today } = context
    const { holder, refusal } = receiverOf(context, membershipId, await membershipInForce(db, membershipId, today))
    refuse(refusal)
    const before = await holdingOf(db, membershipId)
    await db
      .insertInto('plant_slot_entitlements')
      .values({
        id: entitlementIdOf(context, membershipId),
        membership_id: membershipId,
        member_id: holder.memberId,
        granted: 0,
        extra,
      })
      .onConflict((conflict) => conflict.constraint('plant_slot_entitlements_pkey').doUpdateSet({ extra }))
      .execute()
    const standing = { ...before, extra }
    const most = mostOf(standing)
    const owed = Math.min(before.owed, most)
    if (owed < before.owed) await setOwed(context, holder, owed, { gone: 'ended' })
    const room = most - owed
    const withdrawn = await reduceWanted(context, membershipId, (wanted) => (room > 0 ? Math.min(room, wanted) : null))
    if (withdrawn) await serveQueue(context)
    return { allowance: allowanceOf(standing), formerExtra: before.extra }
  },
  undo: ({ membershipId, reason }, { formerExtra }) => ({
    command: 'plant-slots.set-extra',
    input: { membershipId, extra: formerExtra, reason },
  }),
})
