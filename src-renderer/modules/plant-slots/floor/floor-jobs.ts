import type { JsonObject } from '../../../../src-shared/kernel/json.ts'
import { cleaningKinds, type EntryKind } from '../../../../src-shared/modules/plant-slots/floor-rules.ts'
import type { Words } from '../../../i18n/i18n.ts'
import type { Slot } from '../slot.ts'

export type FloorSlot = Pick<Slot, 'id' | 'status' | 'membershipId' | 'entries'>

/** What may be done with a slot in gloves; at most three. */
export type Job = 'planted' | 'harvest' | 'problem' | 'cleaned'

/** The legal jobs of a slot as it stands (plant-slots.md section 3). */
export function jobsOf({ status, membershipId }: FloorSlot): Job[] {
  if (status === 'allocated' && membershipId !== null) return ['planted', 'problem', 'cleaned']
  if (status === 'occupied') return ['harvest', 'problem', 'cleaned']
  return ['cleaned', 'problem']
}

/** A command that is ready to be given. */
export interface Task {
  name: string
  input: JsonObject
}

/** What is planted: the name says what grows there (PS-R40). */
export const plantedTask = ({ id: slotId, membershipId }: FloorSlot, label: string, occupancyId: string): Task => ({
  name: 'plant-slots.occupy',
  input: { slotId, membershipId, occupancyId, label },
})

/** A harvest is work that begins: the slot is in maintenance until it is clean. */
export const harvestTask = ({ id: slotId }: FloorSlot, entryId: string, description: string): Task => ({
  name: 'plant-slots.start-maintenance',
  input: { slotId, entryId, kind: 'harvest', description },
})

/**
 * Cleaned: what is open about it is closed, and a slot in maintenance goes back to its holder. Where nothing was asked
 * for, or something grows there, the cleaning is written down as done (PS-R43, R44).
 */
export function cleanedTask(
  { id: slotId, status, entries }: FloorSlot,
  { entryId, performedBy, description }: { entryId: string; performedBy: string; description: string },
): Task {
  const open = entries.filter(({ kind }) => cleaningKinds.includes(kind)).map(({ id }) => id)
  if (status === 'maintenance') return { name: 'plant-slots.complete-maintenance', input: { slotId } }
  if (status !== 'occupied' && open.length > 0) {
    return { name: 'plant-slots.complete-maintenance', input: { slotId, entryIds: open } }
  }
  return { name: 'plant-slots.log-maintenance', input: { entryId, slotId, kind: 'cleaning', description, performedBy } }
}

/** What is wrong, to choose from with one tap. */
export const problems: readonly { key: string; kind: EntryKind; word: Words }[] = [
  { key: 'leak', kind: 'repair', word: 'floor.problem.leak' },
  { key: 'broken', kind: 'repair', word: 'floor.problem.broken' },
  { key: 'pests', kind: 'pest', word: 'floor.problem.pests' },
  { key: 'ill', kind: 'inspection', word: 'floor.problem.ill' },
  { key: 'dirty', kind: 'cleaning', word: 'floor.problem.dirty' },
  { key: 'label', kind: 'other', word: 'floor.problem.label' },
]

/** A problem of one of these kinds. */
export const problemTask = (
  { id: slotId }: FloorSlot,
  entryId: string,
  kind: EntryKind,
  description: string,
): Task => ({
  name: 'plant-slots.report-maintenance',
  input: { entryId, slotId, kind, description },
})

/** What is usually planted; the first says nothing. */
export const plants: readonly { key: string; word: Words }[] = [
  { key: 'none', word: 'floor.plant.none' },
  { key: 'tomato', word: 'floor.plant.tomato' },
  { key: 'pepper', word: 'floor.plant.pepper' },
  { key: 'lettuce', word: 'floor.plant.lettuce' },
  { key: 'basil', word: 'floor.plant.basil' },
  { key: 'lavender', word: 'floor.plant.lavender' },
]
