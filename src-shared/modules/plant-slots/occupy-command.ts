import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson, type JsonObject } from '../../kernel/json.ts'
import { type Rejection, reject } from '../../kernel/rejection.ts'
import { memberNames, membershipInForce } from '../memberships/queries.ts'
import { clearOut, plantFor } from './collision-ways.ts'
import { holderHasChanged, plantedOnOf, withLabelNoted } from './floor-rules.ts'
import { text } from './inputs.ts'
import type { Slot } from './queries.ts'
import { recordEvents } from './slot-events.ts'
import { allowed, requireInForce, requireSlot } from './standing.ts'
import { nextStatus, type SlotStatus } from './transitions.ts'

/**
 * Something is planted (PS-R40). The worker names the membership seen on the slot; anyone else holding it now →
 * `plant_slot_holder_changed`. Planted twice for the same holder is fine: one occupancy, both labels kept.
 */
export const occupy = command('plant-slots.occupy', {
  input: z
    .object({
      slotId: id,
      membershipId: id,
      occupancyId: id,
      label: text(120),
      plantedOn: day.optional(),
      expectedHarvestOn: day.optional(),
    })
    .strict(),
  permission: 'plant_slot_update',
  own: true,
  offline: true,
  // Of two workers who plant the same, one has no event to take back.
  quiet: ['eventId'],
  async run(context, input) {
    const { slotId, membershipId, occupancyId, label, ...dates } = input
    const plantedOn = allowed(plantedOnOf(dates, context.today))
    const slot = await requireSlot(context, slotId)
    if (holderHasChanged(slot.membershipId, membershipId)) await refuseOtherHolder(context, slot, asJson(input))
    const status = allowed(withClearing(context, slot, nextStatus(slot, 'occupy')))
    const holder = await requireInForce(context, membershipId)
    if (status === slot.status) {
      await noteLabel(context, slot, label)
      return { status, eventId: null }
    }
    await context.db
      .insertInto('plant_slot_occupancies')
      .values({
        id: occupancyId,
        slot_id: slotId,
        membership_id: membershipId,
        member_id: holder.memberId,
        label,
        planted_on: plantedOn,
        expected_harvest_on: dates.expectedHarvestOn ?? null,
      })
      .execute()
    await context.db.updateTable('plant_slots').set({ status }).where('id', '=', slotId).execute()
    const [eventId = null] = recordEvents(context, [
      { slotId, event: 'occupied', from: slot.status, to: status, ...holder },
    ])
    return { status, eventId }
  },
  undo: ({ slotId }, { eventId }) =>
    eventId === null ? null : { command: 'plant-slots.revert', input: { slotId, eventId } },
  redo: (input, fresh) => ({ command: 'plant-slots.occupy', input: asJson({ ...input, occupancyId: fresh() }) }),
})

/** Section 7, case 13: who planted in what is nobody's now may have it cleared, before it is given away. */
const withClearing = (context: CommandContext, slot: Slot, next: SlotStatus | Rejection): SlotStatus | Rejection =>
  typeof next === 'string' || slot.status !== 'available' || context.reach === 'own'
    ? next
    : { ...next, alternatives: [clearOut(context, slot.id)] }

/** PS-R40: it is somebody else's; where they can have it planted for them, that is offered (section 7, case 7). */
async function refuseOtherHolder(context: CommandContext, slot: Slot, input: JsonObject) {
  const { db, today, reach } = context
  const { id: slotId, number, memberId, membershipId, status } = slot
  const names = await memberNames(db, memberId === null ? [] : [memberId])
  const name = memberId === null ? null : (names.get(memberId)?.name ?? null)
  const standing = membershipId === null ? null : await membershipInForce(db, membershipId, today)
  const mayPlant = reach === 'tenant' && status === 'allocated' && standing?.reason === null
  const alternatives = membershipId !== null && mayPlant ? [plantFor(input, membershipId, name)] : []
  const holder = { memberId, membershipId, name }
  reject('plant_slot_holder_changed', { slotId, number, holder }, { rule: 'PS-R40', alternatives })
}

/** Section 7, case 10: the label that stands is the first one; another is kept in the slot's notes. */
async function noteLabel({ db }: CommandContext, slot: Slot, label: string): Promise<void> {
  const open = await db
    .selectFrom('plant_slot_occupancies')
    .select('label')
    .where('slot_id', '=', slot.id)
    .where('ended_on', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const notes = withLabelNoted(slot.notes, label, open?.label)
  if (notes !== slot.notes) await db.updateTable('plant_slots').set({ notes }).where('id', '=', slot.id).execute()
}
