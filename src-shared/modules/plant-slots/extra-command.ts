import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { membershipInForce } from '../memberships/queries.ts'
import { allowanceOf, isSurplus, mostOf } from './allowance-rules.ts'
import { entitlementIdOf } from './entitlements.ts'
import { give, seeNamed } from './grants.ts'
import { slotIdsUpTo, text } from './inputs.ts'
import { reduceWanted, setOwed } from './owed.ts'
import { heldByMembership, holdingOf } from './queries.ts'
import { serveQueue } from './queue.ts'
import { type Holder, receiverOf, refuse } from './standing.ts'
import { releaseSurplus } from './vacating.ts'

/**
 * What staff let a membership hold beyond its plan, or less (PS-R2). Less takes back what it holds beyond, as PS-R22
 * does; what was promised or waited for beyond is no longer. `giveBack` names slots that it gets with what it may hold
 * now: those that were taken by what this takes back. Refused: a membership that is not in force, and slots to give back
 * that somebody else has meanwhile, as PS-R6 says.
 */
export const setExtra = command('plant-slots.set-extra', {
  input: z
    .object({
      ...{ membershipId: id, extra: z.int().min(-500).max(500), reason: text(500) },
      giveBack: slotIdsUpTo(500).optional(),
    })
    .strict(),
  permission: 'plant_slot_manage',
  offline: true,
  async run(context, { membershipId, extra, giveBack = [] }) {
    const { db, today } = context
    const receiver = receiverOf(context, membershipId, await membershipInForce(db, membershipId, today))
    refuse(receiver.refusal)
    const before = await holdingOf(db, membershipId)
    const standing = { ...before, extra }
    const named = giveBack.length > 0 ? await seeNamed(context, giveBack) : null
    await writeExtra(context, receiver.holder, extra)
    if (named) await give(context, receiver, named, standing)
    const released = await fitTo(context, receiver.holder)
    return {
      ...{ allowance: allowanceOf(standing), formerExtra: before.extra },
      ...{ slotIds: released.map((slot) => slot.id), slotNumbers: released.map(({ number }) => number) },
    }
  },
  undo: ({ membershipId, reason }, { formerExtra, slotIds }) => ({
    command: 'plant-slots.set-extra',
    input: { membershipId, extra: formerExtra, reason, ...(slotIds.length > 0 ? { giveBack: slotIds } : {}) },
  }),
  redo: ({ giveBack: _, ...input }) => ({ command: 'plant-slots.set-extra', input }),
})

const writeExtra = (context: CommandContext, { memberId, membershipId }: Holder, extra: number) =>
  context.db
    .insertInto('plant_slot_entitlements')
    .values({
      id: entitlementIdOf(context, membershipId),
      membership_id: membershipId,
      member_id: memberId,
      granted: 0,
      extra,
    })
    .onConflict((conflict) => conflict.constraint('plant_slot_entitlements_pkey').doUpdateSet({ extra }))
    .execute()

/** What is held, owed and waited for beyond what a membership may hold now goes. Gives the slots that were taken back. */
async function fitTo(context: CommandContext, holder: Holder) {
  const { db } = context
  const { membershipId } = holder
  const standing = await holdingOf(db, membershipId)
  const allowance = allowanceOf(standing)
  const surplus = isSurplus(standing)
    ? await releaseSurplus(context, holder, { held: await heldByMembership(db, membershipId), allowance })
    : []
  const most = mostOf(standing)
  const owed = Math.min(standing.owed, most)
  if (owed < standing.owed) await setOwed(context, holder, owed, { gone: 'ended' })
  const room = most - owed
  const withdrawn = await reduceWanted(context, membershipId, (wanted) => (room > 0 ? Math.min(room, wanted) : null))
  if (withdrawn || surplus.length > 0) await serveQueue(context, { series: 'extra' })
  return surplus
}
