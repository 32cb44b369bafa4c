import type { Insertable, Selectable, Updateable } from 'kysely'
import { dayOf } from '../../kernel/calendar.ts'
import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import type { PlantSlotMaintenance, PlantSlotOccupancies, PlantSlots } from '../../schema/row-types.ts'
import { blocksAllocation, cleaningKinds, type EntryKind, type Priority } from './floor-rules.ts'
import type { Slot } from './queries.ts'
import { recordEvents } from './slot-events.ts'
import { allowed } from './standing.ts'
import { type EntryState, nextStatus } from './transitions.ts'

/** An entry as rules judge it. */
export interface Entry {
  id: string
  kind: EntryKind
  priority: Priority
  state: EntryState
}

/** The open entries of a slot, and those of it that are named, whatever their state. */
export const entriesOf = (db: Db, slotId: string, named: readonly string[] = []): Promise<Entry[]> =>
  db
    .selectFrom('plant_slot_maintenance')
    .select(['id', 'kind', 'priority', 'state'])
    .where('slot_id', '=', slotId)
    .where(({ eb, or }) =>
      or([eb('state', 'in', ['open', 'in_progress']), ...(named.length > 0 ? [eb('id', 'in', named)] : [])]),
    )
    .where('deleted_at', 'is', null)
    .execute()

/** PS-R41: whether entries keep their slot from being given, those apart that are closed now. */
export const isRequired = (entries: readonly Entry[], closed: readonly string[] = []): boolean =>
  entries.some((entry) => !closed.includes(entry.id) && blocksAllocation(entry))

/** Writes a new entry of this command's author. */
export const addEntry = (
  { db, actor }: Pick<CommandContext, 'db' | 'actor'>,
  entry: Omit<Insertable<PlantSlotMaintenance>, 'reported_by' | 'row_version' | 'created_at' | 'updated_at'>,
) =>
  db
    .insertInto('plant_slot_maintenance')
    .values({ ...entry, reported_by: actor.userId })
    .execute()

/** What an entry says whose work begins with this command. */
export const begun = ({ at, commandId }: Pick<CommandContext, 'at' | 'commandId'>) => ({
  state: 'in_progress' as const,
  started_at: at,
  start_command_id: commandId,
})

/** Changes a slot, where there is something to change. */
export async function changeSlot(db: Db, slot: Slot, change: Updateable<PlantSlots>): Promise<void> {
  const { maintenance_required, last_clean_date, ...rest } = change
  const patch = {
    ...rest,
    ...(maintenance_required === undefined || maintenance_required === slot.maintenanceRequired
      ? {}
      : { maintenance_required }),
    ...(last_clean_date === undefined || last_clean_date === slot.lastCleanedOn ? {} : { last_clean_date }),
  }
  if (Object.keys(patch).length === 0) return
  await db.updateTable('plant_slots').set(patch).where('id', '=', slot.id).execute()
}

/** Ends the open occupancies of slots, on the day of the command. */
export const endOccupancies = (
  { db, today, commandId }: Pick<CommandContext, 'db' | 'today' | 'commandId'>,
  slotIds: readonly string[],
  reason: Selectable<PlantSlotOccupancies>['end_reason'],
  yieldGrams?: number,
) =>
  db
    .updateTable('plant_slot_occupancies')
    .set({
      ended_on: today,
      end_command_id: commandId,
      end_reason: reason,
      ...(yieldGrams === undefined ? {} : { yield_grams: yieldGrams }),
    })
    .where('slot_id', 'in', slotIds)
    .where('ended_on', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()

/**
 * Takes an occupied slot into maintenance for an entry: the occupancy ends, the holder stays. A slot in maintenance
 * already stays as it is; any other → `invalid_status_transition`. Gives the status and the event.
 */
export async function startOn(
  context: CommandContext,
  slot: Slot,
  entry: { kind: EntryKind; priority: Priority; yieldGrams?: number | undefined },
): Promise<{ started: boolean; eventId: string | null }> {
  const status = allowed(nextStatus(slot, 'startMaintenance'))
  if (status === slot.status) return { started: false, eventId: null }
  await endOccupancies(context, [slot.id], entry.kind === 'harvest' ? 'harvest' : 'maintenance', entry.yieldGrams)
  const blocks = blocksAllocation({ ...entry, state: 'in_progress' })
  await changeSlot(context.db, slot, { status, maintenance_required: slot.maintenanceRequired || blocks })
  const { id: slotId, memberId, membershipId } = slot
  const [eventId = null] = recordEvents(context, [
    { slotId, event: 'maintenance_started', from: slot.status, to: status, memberId, membershipId },
  ])
  return { started: true, eventId }
}

/** The day a slot was last cleaned by what its done entries say; what a taken-back cleaning leaves. */
export async function cleanedOnByEntries(
  { db, tenant }: Pick<CommandContext, 'db' | 'tenant'>,
  slotId: string,
): Promise<string | null> {
  const last = await db
    .selectFrom('plant_slot_maintenance')
    .select(({ fn }) => fn.max('done_at').as('doneAt'))
    .where('slot_id', '=', slotId)
    .where('state', '=', 'done')
    .where('kind', 'in', cleaningKinds)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return last?.doneAt ? dayOf(last.doneAt, tenant.timeZone) : null
}
