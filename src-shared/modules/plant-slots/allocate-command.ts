import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { membershipInForce } from '../memberships/queries.ts'
import { give, seeAny, seeNamed } from './grants.ts'
import { anySlots, specificSlots } from './inputs.ts'
import { holdingOf } from './queries.ts'
import { receiverOf } from './standing.ts'

/**
 * Gives slots to a membership: these, or any (PS-R1 to R8), all or nothing. Refused in the order of PS-R3; who lost
 * a race is told who won it and what is free instead.
 */
export const allocate = command('plant-slots.allocate', {
  input: z.object({ membershipId: id, pick: z.union([specificSlots, anySlots]) }).strict(),
  permission: 'plant_slot_assign',
  offline: true,
  async run(context, { membershipId, pick }) {
    const { db, today } = context
    // Read together, since a round trip costs more than a read; judged in the order of PS-R3.
    const [membership, holding, grant] = await Promise.all([
      membershipInForce(db, membershipId, today),
      holdingOf(db, membershipId),
      'slotIds' in pick ? seeNamed(context, pick.slotIds) : seeAny(context, membershipId, pick),
    ])
    return give(context, receiverOf(context, membershipId, membership), grant, holding)
  },
  undo: ({ membershipId }, { slotIds }) => ({ command: 'plant-slots.release', input: { slotIds, membershipId } }),
})
