import type { CommandContext } from '../../kernel/command.ts'
import { asJson, type JsonObject } from '../../kernel/json.ts'
import type { Alternative } from '../../kernel/rejection.ts'
import { clearOutText } from './clear-out.ts'
import type { NewSlot } from './inventory-rules.ts'
import type { SlotStatus } from './transitions.ts'

/** Section 7, case 7: the same planting, for whoever holds the slot now. */
export const plantFor = (input: JsonObject, membershipId: string, name: string | null): Alternative => ({
  label: 'plant_slots.plant_for',
  params: { name },
  command: 'plant-slots.occupy',
  input: { ...input, membershipId },
})

/** Section 7, case 13: a plant may stand in a slot that is nobody's now, and about to be given away. */
export const clearOut = ({ tenant, rowId }: Pick<CommandContext, 'tenant' | 'rowId'>, slotId: string): Alternative => ({
  label: 'plant_slots.clear_out',
  params: {},
  command: 'plant-slots.report-maintenance',
  input: {
    ...{ entryId: rowId('plant_slot_maintenance', 0), slotId, kind: 'clear_out', priority: 'high' },
    description: clearOutText(tenant.locale),
  },
})

/** Section 7, case 16: the same force, in the knowledge of the status that it has now. */
export const forceAgain = (input: JsonObject, seenStatus: SlotStatus): Alternative => ({
  label: 'plant_slots.force_again',
  params: {},
  command: 'plant-slots.force-status',
  input: { ...input, seenStatus },
})

/** Section 7, case 17: the same slots with the next free numbers. */
export const renumber = (
  locationId: string,
  slots: readonly NewSlot[],
  was: readonly { slotNumber: string }[],
): Alternative => ({
  label: 'plant_slots.renumber',
  params: { numbers: slots.map(({ slotNumber }) => slotNumber).filter((number, n) => number !== was[n]?.slotNumber) },
  command: 'plant-slots.create-slots',
  input: asJson({ locationId, slots }),
})
