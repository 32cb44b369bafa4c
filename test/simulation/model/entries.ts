import type { Act, Told } from './act.ts'
import { dayAt } from './days.ts'
import { serve } from './queue.ts'
import { refuse } from './refusal.ts'
import { day, fields, oneOf, optional, type Read, text, uuid } from './shapes.ts'
import { isFlagged, slotFor } from './slot-reads.ts'
import type { Entry, State } from './state.ts'

export const priority = oneOf('low', 'normal', 'high')

/** What an entry says. */
export const entryFields = {
  entryId: uuid,
  slotId: uuid,
  kind: oneOf('cleaning', 'inspection', 'repair', 'pest', 'clear_out', 'harvest', 'other'),
  description: text(1, 2000),
}

/** The states in which an entry still waits to be done. */
export const stateWords: { open: readonly Entry['state'][] } = { open: ['open', 'in_progress'] }

export const logged = fields({ ...entryFields, performedBy: uuid, on: optional(day) })
export const cancelled = fields({ entryId: uuid, reason: text(1, 500) })

/** PS-R43: active, with a role beyond member and viewer. */
export const mayBeStaff = ({ users }: Pick<State, 'users'>, userId: string): boolean => {
  const user = users.get(userId)
  return user?.active === true && user.roles.some((role) => role !== 'member' && role !== 'viewer')
}

/** PS-R43: work done already, told on the day or later. */
export function logMaintenance(act: Act, input: Read<typeof logged>): Told {
  const { draft, today, at } = act
  const { entryId: id, slotId, kind, description, performedBy, on = today } = input
  if (on > today) refuse('validation_failed')
  slotFor(act, slotId)
  if (!mayBeStaff(draft, performedBy)) refuse('invalid_staff_id')
  const entry = { id, slotId, kind, description, priority: 'normal', dueOn: null } as const
  draft.entries.add({ ...entry, state: 'done', startedBy: null, doneBy: null, loggedAt: at })
  return { entryId: id }
}

/** An open entry is not needed after all; one that was logged may be taken back on the day it was logged. */
export function cancelMaintenance(act: Act, { entryId }: Read<typeof cancelled>): Told {
  const { draft, today } = act
  const entry = draft.entries.get(entryId) ?? refuse('plant_slot_entry_not_found')
  if (entry.state === 'cancelled') return { again: null }
  const zone = draft.house?.timeZone ?? 'UTC'
  const wasLogged = entry.state === 'done'
  if (wasLogged && (entry.loggedAt === null || dayAt(entry.loggedAt, zone) !== today)) refuse('plant_slot_entry_closed')
  draft.entries.put({ ...entry, state: 'cancelled' })
  const slot = draft.slots.get(entry.slotId) ?? refuse('plant_slot_not_found')
  const flagged = isFlagged(draft, slot.id)
  draft.slots.put({ ...slot, flagged })
  if (slot.flagged && !flagged) serve(act)
  const { slotId, kind, description, priority: urgency, dueOn } = entry
  if (description === null) return {}
  return { again: wasLogged ? null : { slotId, kind, description, priority: urgency, dueOn } }
}
