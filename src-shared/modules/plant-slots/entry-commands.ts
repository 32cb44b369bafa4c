import { z } from 'zod'
import { day, dayOf, startOfDay } from '../../kernel/calendar.ts'
import { command } from '../../kernel/command.ts'
import { id, naturalId } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { blocksAllocation, lastCleanedOn, nextEntryState, workedOnOf } from './floor-rules.ts'
import { entryFields, priority, text } from './inputs.ts'
import { requireStaff, undoByRevert } from './maintenance-commands.ts'
import {
  addEntry,
  begun,
  changeSlot,
  cleanedOnByEntries,
  entriesOf,
  isRequired,
  startOn,
} from './maintenance-entries.ts'
import { serveQueue } from './queue.ts'
import { isLoggedToday } from './revert-rules.ts'
import { allowed, requireSlot } from './standing.ts'

const undoByCancel = ({ entryId, description }: { entryId: string; description: string }) => ({
  command: 'plant-slots.cancel-maintenance',
  input: { entryId, reason: description.slice(0, 500) },
})

/** Something needs care (PS-R42), on a slot of any status. With `start` an occupied slot goes to maintenance too. */
export const reportMaintenance = command('plant-slots.report-maintenance', {
  input: z
    .object({
      ...entryFields,
      kind: entryFields.kind.default('other'),
      priority: priority.default('normal'),
      dueOn: day.optional(),
      start: z.boolean().optional(),
    })
    .strict(),
  permission: 'plant_slot_update',
  own: true,
  offline: true,
  quiet: ['eventId'],
  async run(context, { entryId, slotId, kind, description, priority: urgency, dueOn = null, start = false }) {
    const slot = await requireSlot(context, slotId)
    const starts = start && slot.status === 'occupied'
    const eventId = starts ? (await startOn(context, slot, { kind, priority: urgency })).eventId : null
    if (!starts && blocksAllocation({ kind, priority: urgency, state: 'open' })) {
      await changeSlot(context.db, slot, { maintenance_required: true })
    }
    const entry = { id: entryId, slot_id: slotId, kind, description, priority: urgency, due_on: dueOn }
    await addEntry(context, { ...entry, ...(starts ? begun(context) : {}) })
    return { entryId, eventId }
  },
  // What took a plant out of its slot is taken back with the plant (PS-R45).
  undo: (input, outcome) => undoByRevert(input, outcome) ?? undoByCancel(input),
  redo: (input, fresh) => ({
    command: 'plant-slots.report-maintenance',
    input: asJson({ ...input, entryId: fresh() }),
  }),
})

/** Work that is done already (PS-R43), on a slot of any status. */
export const logMaintenance = command('plant-slots.log-maintenance', {
  input: z.object({ ...entryFields, performedBy: id, on: day.optional() }).strict(),
  permission: 'plant_slot_update',
  offline: true,
  async run(context, { entryId, slotId, kind, description, performedBy, on }) {
    const { db, at, tenant, today } = context
    const workedOn = allowed(workedOnOf(on, today))
    const slot = await requireSlot(context, slotId)
    await requireStaff(context, performedBy)
    await addEntry(context, {
      id: entryId,
      slot_id: slotId,
      kind,
      description,
      state: 'done',
      performed_by: performedBy,
      done_at: workedOn === today ? at : startOfDay(workedOn, tenant.timeZone),
    })
    await changeSlot(db, slot, { last_clean_date: lastCleanedOn(slot.lastCleanedOn, [kind], workedOn) })
    return { entryId }
  },
  undo: (input) => undoByCancel(input),
  redo: (input, fresh) => ({ command: 'plant-slots.log-maintenance', input: asJson({ ...input, entryId: fresh() }) }),
})

/** The same is reported again under an id of its own, since a cancelled entry stays cancelled. */
const reportAgain = (
  { entryId }: { entryId: string },
  {
    again,
  }: { again: { slotId: string; kind: string; description: string; priority: string; dueOn: string | null } | null },
) => {
  if (again === null) return null
  const { dueOn, ...entry } = again
  const input = {
    ...entry,
    entryId: naturalId(entryId, 'plant_slot_maintenance', 'again'),
    ...(dueOn ? { dueOn } : {}),
  }
  return { command: 'plant-slots.report-maintenance', input }
}

/** An entry is not needed after all. What was logged as done can be cancelled on the day it was logged. */
export const cancelMaintenance = command('plant-slots.cancel-maintenance', {
  input: z.object({ entryId: id, reason: text(500) }).strict(),
  permission: 'plant_slot_update',
  offline: true,
  async run(context, { entryId, reason }) {
    const { db, tenant, today } = context
    const entry = await db
      .selectFrom('plant_slot_maintenance')
      .select(['id', 'slot_id', 'kind', 'description', 'priority', 'state', 'due_on'])
      .select(['created_at', 'done_command_id'])
      .where('id', '=', entryId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!entry) return reject('plant_slot_entry_not_found', { entryId })
    const madeOn = dayOf(entry.created_at, tenant.timeZone)
    const logged = isLoggedToday({ state: entry.state, completedBy: entry.done_command_id, madeOn }, today)
    if (!logged && allowed(nextEntryState(entry, 'cancel')) === entry.state) return { again: null }
    await db
      .updateTable('plant_slot_maintenance')
      .set({ state: 'cancelled', result: reason, performed_by: null, done_at: null })
      .where('id', '=', entryId)
      .execute()
    const slot = await requireSlot(context, entry.slot_id)
    const maintenance_required = isRequired(await entriesOf(db, slot.id))
    if (logged) await changeSlot(db, slot, { last_clean_date: await cleanedOnByEntries(context, slot.id) })
    else await changeSlot(db, slot, { maintenance_required })
    if (slot.maintenanceRequired && !maintenance_required) await serveQueue(context)
    const { slot_id: slotId, kind, description, priority: urgency, due_on: dueOn } = entry
    return { again: logged ? null : { slotId, kind, description, priority: urgency, dueOn } }
  },
  undo: (input, outcome) => reportAgain(input, outcome),
})
