import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import { membershipInForce } from '../memberships/queries.ts'
import { mostOf } from './allowance-rules.ts'
import { changeSlot, cleanedOnByEntries, endOccupancies, entriesOf, isRequired } from './maintenance-entries.ts'
import { setOwed } from './owed.ts'
import { holdingOf, type Slot } from './queries.ts'
import { givenOn, holderGone, revertedEvent, stateBeforeDone } from './revert-rules.ts'
import { lastEventsOf, recordEvents, type SlotEventRow } from './slot-events.ts'
import { type Holder, requireSlot } from './standing.ts'
import { type SlotStatus, slotStatuses } from './transitions.ts'

/** More than one command leaves on one slot. */
const eventsRead = 4

/**
 * PS-R45: takes back the last change of a slot (planted, maintenance started or done), with what it did to
 * occupancy and entries. Only by whoever made it, within 15 minutes, and with nothing since.
 */
export const revert = command('plant-slots.revert', {
  input: z.object({ slotId: id, eventId: id }).strict(),
  permission: 'plant_slot_update',
  offline: true,
  async run(context, { slotId, eventId }) {
    const slot = await requireSlot(context, slotId)
    const events = await lastEventsOf(context.db, slotId, eventsRead)
    const found = revertedEvent(events, { eventId, actorId: context.actor.userId, at: context.at })
    if ('code' in found) return reject(found)
    const { kind, event } = found
    if (slot.offerId !== null || slot.leaseId !== null) return reject(givenOn())
    const holder = kind === 'maintenance_done' ? await returningHolder(context, slot, event) : null
    if (kind === 'occupied') await endOccupancies(context, [slotId], 'reverted')
    if (kind === 'maintenance_started') await takeBackStart(context, event)
    if (kind === 'maintenance_done') await takeBackDone(context, event)
    const status = statusBefore(event, slot.status)
    await changeSlot(context.db, slot, {
      status,
      maintenance_required: isRequired(await entriesOf(context.db, slotId)),
      ...(kind === 'maintenance_done' ? { last_clean_date: await cleanedOnByEntries(context, slotId) } : {}),
      ...(holder ? holderColumns(holder, event) : {}),
    })
    if (holder) await takeBackPromise(context, holder)
    const { memberId, membershipId } = holder ?? slot
    recordEvents(context, [
      { slotId, event: 'reverted', from: slot.status, to: status, memberId, membershipId, reason: kind },
    ])
    return { status }
  },
})

const statusBefore = ({ fromStatus }: SlotEventRow, present: SlotStatus): SlotStatus =>
  slotStatuses.find((status) => status === fromStatus) ?? present

/** The holder who lost the slot to the pool gets it back, while in force and within the allowance. */
async function returningHolder({ db, today }: CommandContext, slot: Slot, event: SlotEventRow): Promise<Holder | null> {
  const { membershipId } = event
  if (event.memberId === null || membershipId === null || membershipId === slot.membershipId) return null
  const { membership, reason } = await membershipInForce(db, membershipId, today)
  if (!membership || reason !== null || mostOf(await holdingOf(db, membershipId)) === 0) return reject(holderGone())
  // MB-R64: the record that the event names may have gone into another one since.
  return { memberId: membership.member_id, membershipId }
}

/** PS-R24: whoever was promised another slot for this one waits for it no longer. */
async function takeBackPromise(context: CommandContext, holder: Holder): Promise<void> {
  const { owed, ...standing } = await holdingOf(context.db, holder.membershipId)
  const most = mostOf(standing)
  if (owed > most) await setOwed(context, holder, most)
}

const holderColumns = ({ memberId, membershipId }: Holder, { heldSince }: SlotEventRow) => ({
  member_id: memberId,
  membership_id: membershipId,
  allocated_at: heldSince,
})

/** The entry that the command of the event began is not needed, and what it ended grows on. */
async function takeBackStart({ db }: CommandContext, { slotId, commandId }: SlotEventRow): Promise<void> {
  await db
    .updateTable('plant_slot_maintenance')
    .set({ state: 'cancelled' })
    .where('slot_id', '=', slotId)
    .where('state', '=', 'in_progress')
    .where('start_command_id', '=', commandId)
    .where('deleted_at', 'is', null)
    .execute()
  await db
    .updateTable('plant_slot_occupancies')
    .set({ ended_on: null, end_command_id: null, end_reason: null, yield_grams: null })
    .where('slot_id', '=', slotId)
    .where('end_command_id', '=', commandId)
    .where('deleted_at', 'is', null)
    .execute()
}

/** The entries that the command of the event closed are open again. */
async function takeBackDone({ db }: CommandContext, { slotId, commandId }: SlotEventRow): Promise<void> {
  const closed = await db
    .selectFrom('plant_slot_maintenance')
    .select(['id', 'started_at as startedAt'])
    .where('slot_id', '=', slotId)
    .where('state', '=', 'done')
    .where('done_command_id', '=', commandId)
    .where('deleted_at', 'is', null)
    .execute()
  for (const state of ['open', 'in_progress'] as const) {
    const ids = closed.filter((entry) => stateBeforeDone(entry.startedAt) === state).map((entry) => entry.id)
    if (ids.length === 0) continue
    await db
      .updateTable('plant_slot_maintenance')
      .set({ state, performed_by: null, done_at: null, done_command_id: null, result: null })
      .where('id', 'in', ids)
      .execute()
  }
}
