import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Garden } from './plant-slots-garden.ts'
import type { Circumstances, World } from './world.ts'

/** An instant of the day of the tests, by its time in UTC. */
export const at = (time: string): string => `2027-03-01T${time}.000Z`

/** A greenhouse of five slots, GH1-1 to GH1-5, and somebody who may hold three of them. */
export async function openFloor(world: World) {
  const garden = new Garden(world)
  await garden.greenhouse(5)
  return { garden, holder: await garden.person(3) }
}

/** What an entry on a slot needs at least. */
export const entry = (garden: Garden, number: string): JsonObject => ({
  slotId: garden.id(number),
  entryId: newId(),
  description: 'Leaks',
})

/** Takes an occupied slot to maintenance. */
export const start = (garden: Garden, number: string, more: JsonObject = {}, how: Circumstances = {}) =>
  garden.world.must('plant-slots.start-maintenance', { ...entry(garden, number), kind: 'repair', ...more }, how)

/** The floor is done with a slot. */
export const complete = (garden: Garden, number: string, more: JsonObject = {}, how: Circumstances = {}) =>
  garden.world.must('plant-slots.complete-maintenance', { slotId: garden.id(number), ...more }, { as: 'field', ...how })

/** The floor sees something. */
export const report = (garden: Garden, number: string, more: JsonObject = {}, how: Circumstances = {}) =>
  garden.world.must('plant-slots.report-maintenance', { ...entry(garden, number), ...more }, { as: 'field', ...how })

/** Does a command and takes it back as Ctrl+Z would. */
export async function doAndUndo(world: World, name: string, input: JsonObject, how: Circumstances = {}): Promise<void> {
  const outcome = await world.must(name, input, how)
  const back = domain.commands.get(name)?.undo(input, outcome)
  if (!back) throw new Error(`${name} cannot be taken back`)
  await world.must(back.command, back.input, how)
}

/** Does it, takes it back, does it again and takes that back: nothing of the first time stands in the way (DX-R16). */
export async function doUndoAndRedo(
  world: World,
  name: string,
  input: JsonObject,
  how: Circumstances = {},
): Promise<void> {
  await doAndUndo(world, name, input, how)
  const again = domain.commands.get(name)?.redo(input, newId)
  if (!again) throw new Error(`${name} is unknown`)
  await doAndUndo(world, again.command, again.input, how)
}
