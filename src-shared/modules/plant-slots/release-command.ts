import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { slotIds, text } from './inputs.ts'
import { promiseBack } from './owed.ts'
import { serveQueue } from './queue.ts'
import { recordEvents } from './slot-events.ts'
import { allowed, refuseOthersSlots, requireSlots } from './standing.ts'
import { nextStatus } from './transitions.ts'
import { freeSlots } from './vacating.ts'

/**
 * Gives slots of a membership back, all or nothing. A slot that this membership no longer holds is passed over as
 * done. With `owe` staff promise as many back (PS-R24), and never the same ones by this command. Refused: an occupied
 * slot and one in maintenance (`invalid_status_transition`).
 */
export const release = command('plant-slots.release', {
  input: z.object({ slotIds, membershipId: id, owe: z.boolean().optional(), reason: text(500).optional() }).strict(),
  permission: 'plant_slot_update',
  own: true,
  offline: true,
  quiet: ['changed'],
  async run(context, { slotIds: ids, membershipId, owe = false, reason = null }) {
    const slots = await requireSlots(context, ids)
    // One that nobody holds was given back before.
    await refuseOthersSlots(
      context,
      slots.filter(({ memberId }) => memberId !== null),
    )
    const held = slots.filter((slot) => slot.membershipId === membershipId)
    for (const slot of held) allowed(nextStatus(slot, 'release'))
    const changed = held.map((slot) => slot.id)
    if (changed.length === 0) return { slotIds: ids, changed }
    await freeSlots(context, held)
    recordEvents(
      context,
      held.map(({ id: slotId, memberId, status: from }) => ({
        slotId,
        event: 'released',
        from,
        to: 'available',
        memberId,
        membershipId,
        reason,
      })),
    )
    if (owe && context.reach === 'tenant') await promiseBack(context, membershipId, changed.length)
    await serveQueue(context, { takenFrom: changed.map((slotId) => ({ slotId, membershipId })) })
    return { slotIds: ids, changed }
  },
  undo: ({ membershipId }, { changed }) =>
    changed.length > 0
      ? { command: 'plant-slots.allocate', input: { membershipId, pick: { slotIds: changed } } }
      : null,
})
