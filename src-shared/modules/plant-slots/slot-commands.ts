import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id, naturalId } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { clashRefusal, namesWhatWasSeen, reversed } from './edit-rules.ts'
import { position, text } from './inputs.ts'
import { inventoryOf, maxOf } from './inventory-reads.ts'
import { inventoryRefusal, numberKeyOf } from './inventory-rules.ts'
import type { Slot } from './queries.ts'
import { serveQueue } from './queue.ts'
import { refuse, requireSlot } from './standing.ts'

const fields = z
  .object({
    slotNumber: text(40),
    locationId: id,
    position: position.nullable(),
    notes: text(2000).nullable(),
  })
  .partial()
  .strict()

/** PS-R51: only a free slot that is promised to nobody is moved to another location or removed. */
function refuseInUse({ id: slotId, number, status, leaseId, offerId }: Slot): void {
  if (status === 'available' && leaseId === null && offerId === null) return
  const why = leaseId === null ? (offerId === null ? status : 'offered') : 'leased'
  reject('plant_slot_in_use', { slotId, number, status: why }, { rule: 'PS-R51' })
}

const fieldsOf = (slot: Slot) => ({
  slotNumber: slot.number,
  locationId: slot.locationId,
  position:
    slot.row === null || slot.column === null || slot.level === null
      ? null
      : { row: slot.row, column: slot.column, level: slot.level },
  notes: slot.notes,
})

/**
 * Changes a slot: number, place, location, notes; all but the notes by whoever keeps the inventory. Refused: a field
 * someone else changed, a number or place in use, no room (PS-R50), another location while in use (PS-R51).
 */
export const updateSlot = command('plant-slots.update-slot', {
  input: z
    .object({ slotId: id, patch: fields, seen: fields })
    .strict()
    .refine(namesWhatWasSeen, { message: 'Every changed field is named with the value seen', path: ['seen'] }),
  permission: 'plant_slot_update',
  offline: true,
  undo: ({ slotId, ...edit }) => ({ command: 'plant-slots.update-slot', input: asJson({ slotId, ...reversed(edit) }) }),
  async run(context, input) {
    const { patch } = input
    if (Object.keys(patch).some((field) => field !== 'notes')) requireInventory(context)
    const slot = await requireSlot(context, input.slotId)
    const present = fieldsOf(slot)
    const { updated_at: writtenAt } = await writtenWhen(context, slot.id)
    refuse(clashRefusal({ command: 'plant-slots.update-slot', input, ...input, present, writtenAt }))
    const wanted = { ...present, ...patch }
    if (wanted.locationId !== present.locationId) refuseInUse(slot)
    await refuseClashes(context, slot, wanted)
    await context.db
      .updateTable('plant_slots')
      .set({
        ...{ slot_number: wanted.slotNumber, number_key: numberKeyOf(wanted.slotNumber) },
        ...{ location_id: wanted.locationId, notes: wanted.notes },
        ...{ row_no: wanted.position?.row ?? null, col_no: wanted.position?.column ?? null },
        level_no: wanted.position?.level ?? null,
      })
      .where('id', '=', slot.id)
      .execute()
    if (wanted.locationId !== present.locationId) await serveQueue(context)
    return {}
  },
})

function requireInventory({ reachOf }: CommandContext): void {
  const permission = 'plant_slot_inventory'
  if (reachOf(permission) !== 'tenant')
    reject('actor_not_permitted', { reason: 'permission', permission, scope: 'tenant' })
}

const writtenWhen = ({ db }: CommandContext, slotId: string) =>
  db.selectFrom('plant_slots').select('updated_at').where('id', '=', slotId).executeTakeFirstOrThrow()

/** PS-R50, for one slot that is there already. */
async function refuseClashes(
  { db }: CommandContext,
  slot: Slot,
  { slotNumber, locationId, position: at }: ReturnType<typeof fieldsOf>,
): Promise<void> {
  const max = await maxOf(db, locationId)
  if (max === undefined) reject('plant_slot_location_not_found', { locationId })
  const moved = { id: slot.id, slotNumber, ...at }
  const room = slot.locationId === locationId ? null : (max ?? null)
  refuse(inventoryRefusal([moved], { max: room, ...(await inventoryOf(db, locationId, [moved], slot.id)) }))
}

/** Removes a slot; its history stays. Refused: one in use (PS-R51). */
export const deleteSlot = command('plant-slots.delete-slot', {
  input: z.object({ slotId: id }).strict(),
  permission: 'plant_slot_delete',
  offline: true,
  quiet: ['was'],
  async run(context, { slotId }) {
    const slot = await requireSlot(context, slotId)
    refuseInUse(slot)
    await context.db.updateTable('plant_slots').set({ deleted_at: context.at }).where('id', '=', slotId).execute()
    return { was: fieldsOf(slot) }
  },
  undo: ({ slotId }, { was: { slotNumber, locationId, position: at, notes } }) => {
    const again = {
      id: naturalId(slotId, 'plant_slots', 'again'),
      slotNumber,
      ...at,
      ...(notes === null ? {} : { notes }),
    }
    return { command: 'plant-slots.create-slots', input: asJson({ locationId, slots: [again] }) }
  },
})
