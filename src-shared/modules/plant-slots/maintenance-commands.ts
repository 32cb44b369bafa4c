import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { isActiveStaff } from '../identity/queries.ts'
import { isSurplus } from './allowance-rules.ts'
import { lastCleanedOn, nextEntryState } from './floor-rules.ts'
import { entryFields, priority, text } from './inputs.ts'
import { addEntry, begun, changeSlot, type Entry, entriesOf, isRequired, startOn } from './maintenance-entries.ts'
import { promiseBack } from './owed.ts'
import { holdingOf, type Slot } from './queries.ts'
import { serveQueue } from './queue.ts'
import { recordEvents, type SlotChange } from './slot-events.ts'
import { allowed, isInForce, requireSlot } from './standing.ts'
import { nextStatus, type SlotStatus } from './transitions.ts'

/** Takes back the event that a command left on a slot; null where it left none. */
export const undoByRevert = ({ slotId }: { slotId: string }, { eventId }: { eventId: string | null }) =>
  eventId === null ? null : { command: 'plant-slots.revert', input: { slotId, eventId } }

/**
 * An occupied slot goes to maintenance, for harvest or repair; its holder stays. Members may start the harvest of
 * their own. In maintenance already: nothing changes.
 */
export const startMaintenance = command('plant-slots.start-maintenance', {
  input: z
    .object({ ...entryFields, priority: priority.default('normal'), yieldGrams: z.int().min(0).optional() })
    .strict()
    .refine(({ kind, yieldGrams }) => yieldGrams === undefined || kind === 'harvest', {
      path: ['yieldGrams'],
      message: 'only a harvest has a yield',
    }),
  permission: 'plant_slot_update',
  own: true,
  offline: true,
  quiet: ['eventId'],
  async run(context, { entryId, slotId, kind, description, priority: urgency, yieldGrams }) {
    if (context.reach === 'own' && kind !== 'harvest') {
      reject('actor_not_permitted', { reason: 'own', permission: 'plant_slot_update', scope: 'own' })
    }
    const slot = await requireSlot(context, slotId)
    const { started, eventId } = await startOn(context, slot, { kind, priority: urgency, yieldGrams })
    if (started) {
      const entry = { id: entryId, slot_id: slotId, kind, description, priority: urgency }
      await addEntry(context, { ...entry, ...begun(context) })
    }
    return { status: 'maintenance', eventId }
  },
  undo: (input, outcome) => undoByRevert(input, outcome),
  redo: (input, fresh) => ({ command: 'plant-slots.start-maintenance', input: asJson({ ...input, entryId: fresh() }) }),
})

/**
 * Work is done (PS-R44): closes the named entries, or all open ones, and gives a slot in maintenance back to its
 * holder, if still in force and within the allowance, or to the pool; with `owe` the holder is promised another (PS-R24).
 * Entries that are done already are passed over.
 */
export const completeMaintenance = command('plant-slots.complete-maintenance', {
  input: z
    .object({
      slotId: id,
      entryIds: z.array(id).min(1).max(100).optional(),
      performedBy: id.optional(),
      result: text(2000).optional(),
      returnTo: z.enum(['holder', 'pool']).default('holder'),
      owe: z.boolean().optional(),
    })
    .strict(),
  permission: 'plant_slot_update',
  offline: true,
  quiet: ['eventId'],
  async run(context, { slotId, entryIds, performedBy = context.actor.userId, result = null, ...back }) {
    const slot = await requireSlot(context, slotId)
    const entries = await entriesOf(context.db, slotId, entryIds)
    const closing = entriesToClose(entries, entryIds)
    await requireStaff(context, performedBy)
    const next = allowed(nextStatus(slot, back.returnTo === 'pool' ? 'completeToPool' : 'completeToHolder'))
    await closeEntries(context, closing, { performedBy, result })
    const status = await statusOnReturn(context, slot, next, back.returnTo)
    const released = next !== slot.status && status === 'available'
    await changeSlot(context.db, slot, {
      ...(next === slot.status ? {} : { status }),
      ...(released ? { member_id: null, membership_id: null, allocated_at: null, taken_lease_id: null } : {}),
      maintenance_required: isRequired(
        entries,
        closing.map((entry) => entry.id),
      ),
      last_clean_date: lastCleanedOn(
        slot.lastCleanedOn,
        closing.map(({ kind }) => kind),
        context.today,
      ),
    })
    const changed = next !== slot.status || closing.length > 0
    const [eventId = null] = changed ? recordEvents(context, completionEvents(slot, next, status, released)) : []
    if (changed) await passOn(context, slot, { released, owe: back.owe ?? false })
    return { status, holderKept: slot.membershipId !== null && !released, eventId }
  },
  undo: (input, outcome) => undoByRevert(input, outcome),
})

/** Of the entries of a slot those that this command closes. Refused: one that is not there, and a cancelled one. */
function entriesToClose(entries: readonly Entry[], named: readonly string[] | undefined): Entry[] {
  const unknown = named?.find((entryId) => entries.every((entry) => entry.id !== entryId))
  if (unknown !== undefined) reject('plant_slot_entry_not_found', { entryId: unknown })
  const meant = entries.filter((entry) => named?.includes(entry.id) ?? true)
  return meant.filter((entry) => allowed(nextEntryState(entry, 'complete')) !== entry.state)
}

/** PS-R43: unknown ids, foreign ones, members and who has left answer alike. */
export async function requireStaff({ db, at }: Pick<CommandContext, 'db' | 'at'>, userId: string): Promise<void> {
  if (!(await isActiveStaff(db, userId, at))) reject('invalid_staff_id', { userId }, { rule: 'PS-R43' })
}

async function closeEntries(
  { db, at, commandId }: CommandContext,
  closing: readonly Entry[],
  { performedBy, result }: { performedBy: string; result: string | null },
): Promise<void> {
  if (closing.length === 0) return
  await db
    .updateTable('plant_slot_maintenance')
    .set({ state: 'done', performed_by: performedBy, done_at: at, done_command_id: commandId, result })
    .where(
      'id',
      'in',
      closing.map((entry) => entry.id),
    )
    .execute()
}

/** PS-R30, R24: what is free now goes to who waits, and not back to whom it was taken from. */
async function passOn(
  context: CommandContext,
  { id: slotId, membershipId }: Slot,
  { released, owe }: { released: boolean; owe: boolean },
): Promise<void> {
  if (!released || membershipId === null) return serveQueue(context)
  if (owe) await promiseBack(context, membershipId, 1)
  await serveQueue(context, { takenFrom: [{ slotId, membershipId }] })
}

/** Section 3, PS-R22: from maintenance to the holder only while in force and not beyond what may be held. */
async function statusOnReturn(
  { db, today }: CommandContext,
  slot: Slot,
  next: SlotStatus,
  returnTo: 'holder' | 'pool',
): Promise<SlotStatus> {
  if (next === slot.status || returnTo === 'pool' || slot.membershipId === null) return next
  if (!(await isInForce(db, slot.membershipId, today))) return next
  return isSurplus(await holdingOf(db, slot.membershipId)) ? next : 'allocated'
}

/** To the holder are two changes: done, and allocated again. */
function completionEvents(slot: Slot, next: SlotStatus, status: SlotStatus, released: boolean): SlotChange[] {
  const { id: slotId, memberId, membershipId } = slot
  const change = { slotId, memberId, membershipId }
  const heldSince = released ? slot.allocatedAt : null
  const done: SlotChange = { ...change, event: 'maintenance_done', from: slot.status, to: next, heldSince }
  return status === next ? [done] : [done, { ...change, event: 'allocated', from: next, to: status }]
}
