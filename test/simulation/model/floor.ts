import { type Act, move, type Told } from './act.ts'
import { endPlanting } from './begin-and-end.ts'
import { plusDays } from './days.ts'
import { entryFields, mayBeStaff, priority, stateWords } from './entries.ts'
import { promiseBack, serve } from './queue.ts'
import { refuse } from './refusal.ts'
import { day, fields, list, oneOf, optional, type Read, such, text, uuid, whole, withDefault, yesNo } from './shapes.ts'
import { isFlagged, slotFor } from './slot-reads.ts'
import { isInForce, requireInForce, standingOf } from './standing.ts'
import type { Draft, Entry, Slot, SlotStatus } from './state.ts'

export const occupied = fields({
  slotId: uuid,
  membershipId: uuid,
  occupancyId: uuid,
  label: text(1, 120),
  plantedOn: optional(day),
  expectedHarvestOn: optional(day),
})
export const started = such(
  fields({ ...entryFields, priority: withDefault(priority, 'normal'), yieldGrams: optional(whole(0)) }),
  ({ kind, yieldGrams }) => yieldGrams === undefined || kind === 'harvest',
)
export const completed = fields({
  slotId: uuid,
  entryIds: optional(list(uuid, 1, 100)),
  performedBy: optional(uuid),
  result: optional(text(1, 2000)),
  returnTo: withDefault(oneOf('holder', 'pool'), 'holder'),
  owe: optional(yesNo),
})
export const reported = fields({
  ...entryFields,
  kind: withDefault(entryFields.kind, 'other'),
  priority: withDefault(priority, 'normal'),
  dueOn: optional(day),
  start: optional(yesNo),
})

/** PS-R40 */
const plantedDaysBack = 60

/** PS-R40: the days, whose slot it is now, the status, the membership. Twice for one holder is once. */
export function occupy(act: Act, input: Read<typeof occupied>): Told {
  const { draft, today } = act
  const { membershipId, plantedOn = today, expectedHarvestOn = plantedOn } = input
  const tooEarly = plantedOn < plusDays(today, -plantedDaysBack)
  if (plantedOn > today || tooEarly || expectedHarvestOn < plantedOn) refuse('validation_failed')
  const slot = slotFor(act, input.slotId)
  if (slot.holder && slot.holder.membershipId !== membershipId) refuse('plant_slot_holder_changed')
  if (slot.status === 'available' || slot.status === 'maintenance') refuse('invalid_status_transition')
  const { memberId } = requireInForce(draft, membershipId, today, 'plant_slot_membership_required')
  if (slot.status === 'occupied') return { status: 'occupied', eventId: null }
  draft.plantings.add({ id: input.occupancyId, slotId: slot.id, membershipId, end: null })
  const { id } = move(act, slot, 'occupied', { status: 'occupied', holder: { memberId, membershipId } })
  return { status: 'occupied', eventId: id }
}

/** An occupied slot goes to maintenance; gives the event's id. */
function startOn(act: Act, slot: Slot, entry: Omit<Entry, 'startedBy' | 'state'>): string {
  const { draft, commandId } = act
  endPlanting(act, slot.id, entry.kind === 'harvest' ? 'harvest' : 'maintenance')
  draft.entries.add({ ...entry, state: 'in_progress', startedBy: commandId })
  const change = { status: 'maintenance', holder: slot.holder, flagged: isFlagged(draft, slot.id) } as const
  return move(act, slot, 'maintenance_started', change).id
}

/** An entry that nobody began or finished yet. */
const untouched = { doneBy: null, loggedAt: null, startedBy: null } as const

/** Section 3. A slot in maintenance already stays as it is, without another entry. Members may only harvest. */
export function startMaintenance(act: Act, input: Read<typeof started>): Told {
  const { entryId: id, slotId, kind, description, priority: urgency } = input
  if (act.reach === 'own' && kind !== 'harvest') refuse('actor_not_permitted')
  const slot = slotFor(act, slotId)
  if (slot.status === 'maintenance') return { status: 'maintenance', eventId: null }
  if (slot.status !== 'occupied') refuse('invalid_status_transition')
  const entry = { id, slotId, kind, description, priority: urgency, dueOn: null, ...untouched }
  return { status: 'maintenance', eventId: startOn(act, slot, entry) }
}

/** PS-R42: a slot of any status; only an occupied one can be taken into maintenance by it. */
export function reportMaintenance(act: Act, input: Read<typeof reported>): Told {
  const { draft } = act
  const { entryId: id, slotId, kind, description, priority: urgency, dueOn = null } = input
  const slot = slotFor(act, slotId)
  const entry = { id, slotId, kind, description, priority: urgency, dueOn, ...untouched }
  if (input.start && slot.status === 'occupied') return { entryId: id, eventId: startOn(act, slot, entry) }
  draft.entries.add({ ...entry, state: 'open' })
  draft.slots.put({ ...slot, flagged: isFlagged(draft, slotId) })
  return { entryId: id, eventId: null }
}

/** PS-R44. Order, which the spec leaves open: the slot, the entries named, who did it, the status. */
export function completeMaintenance(act: Act, input: Read<typeof completed>): Told {
  const { draft, commandId, today } = act
  const { entryIds, performedBy = act.actorId, returnTo } = input
  const slot = slotFor(act, input.slotId)
  const closing = entriesToClose(draft, slot.id, entryIds)
  if (!mayBeStaff(draft, performedBy)) refuse('invalid_staff_id')
  if (slot.status === 'occupied') refuse('invalid_status_transition')
  for (const entry of closing) draft.entries.put({ ...entry, state: 'done', doneBy: commandId })
  const flagged = isFlagged(draft, slot.id)
  const settled = { ...slot, flagged }
  if (slot.status !== 'maintenance') {
    draft.slots.put(settled)
    const done = { status: slot.status, holder: slot.holder }
    const id = closing.length > 0 ? move(act, settled, 'maintenance_done', done).id : null
    if (id !== null) serve(act)
    return { status: slot.status, holderKept: slot.holder !== null, eventId: id }
  }
  const membership = draft.memberships.get(slot.holder?.membershipId ?? '')
  const mayKeep = membership !== undefined && isInForce(draft, membership, today) && !holdsTooMany(draft, membership.id)
  const keeps = returnTo === 'holder' && mayKeep
  const holder = keeps ? slot.holder : null
  const left = keeps ? settled : { ...settled, givenFrom: null }
  const { id } = move(act, left, 'maintenance_done', { status: 'available', holder }, { of: slot.holder })
  const status: SlotStatus = keeps ? 'allocated' : 'available'
  const freed = draft.slots.get(slot.id)
  if (keeps && freed) move(act, freed, 'allocated', { status, holder }, { place: { n: 1 } })
  passOn(act, slot, keeps, input.owe ?? false)
  return { status, holderKept: keeps, eventId: id }
}

/** PS-R22: beyond the allowance nothing comes back. */
const holdsTooMany = (draft: Draft, membershipId: string): boolean => {
  const { held, allowance } = standingOf(draft, membershipId)
  return held > allowance
}

/** PS-R24, R30: who lost the slot may be promised another, and it goes to who waits. */
function passOn(act: Act, { id: slotId, holder }: Slot, keeps: boolean, owes: boolean): void {
  const lost = keeps ? null : holder
  if (lost && owes) promiseBack(act, lost.membershipId, 1)
  serve(act, { taken: lost ? [{ slotId, membershipId: lost.membershipId }] : [] })
}

/** Those named, else all that are open; what is done already is passed over. */
function entriesToClose({ entries }: Draft, slotId: string, named: readonly string[] | undefined): Entry[] {
  const meant = named
    ? named.map((id) => entries.get(id) ?? refuse('plant_slot_entry_not_found'))
    : entries.where((entry) => entry.slotId === slotId && stateWords.open.includes(entry.state))
  if (meant.some((entry) => entry.slotId !== slotId)) refuse('plant_slot_entry_not_found')
  if (meant.some(({ state }) => state === 'cancelled')) refuse('plant_slot_entry_closed')
  return [...new Set(meant)].filter(({ state }) => stateWords.open.includes(state))
}
