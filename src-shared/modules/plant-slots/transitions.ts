import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { reachable, type Step, type TransitionTable } from '../../kernel/transitions.ts'

export const slotStatuses = ['available', 'allocated', 'occupied', 'maintenance'] as const
export type SlotStatus = (typeof slotStatuses)[number]

/** What people do to a slot. Membership end, revert and force-status stand outside this table. */
export type SlotEvent = 'allocate' | 'occupy' | 'release' | 'startMaintenance' | 'completeToPool' | 'completeToHolder'

/**
 * The slot of section 3. `completeToHolder` leads to available too: the slot is allocated again by a second event.
 * `same` on completion means that only entries and the flag change.
 */
const slotTransitions: TransitionTable<SlotStatus, SlotEvent, Step<SlotStatus>> = {
  available: {
    allocate: { to: 'allocated' },
    occupy: 'no',
    release: 'same',
    startMaintenance: 'no',
    completeToPool: 'same',
    completeToHolder: 'same',
  },
  allocated: {
    allocate: 'no',
    occupy: { to: 'occupied' },
    release: { to: 'available' },
    startMaintenance: 'no',
    completeToPool: 'same',
    completeToHolder: 'same',
  },
  occupied: {
    allocate: 'no',
    occupy: 'same',
    release: 'no',
    startMaintenance: { to: 'maintenance' },
    completeToPool: 'no',
    completeToHolder: 'no',
  },
  maintenance: {
    allocate: 'no',
    occupy: 'no',
    release: 'no',
    startMaintenance: 'same',
    completeToPool: { to: 'available' },
    completeToHolder: { to: 'available' },
  },
}

/** Where an event was meant to lead, for the refusal that names it. */
const aims: Record<SlotEvent, SlotStatus> = {
  allocate: 'allocated',
  occupy: 'occupied',
  release: 'available',
  startMaintenance: 'maintenance',
  completeToPool: 'available',
  completeToHolder: 'allocated',
}

/** The status after an event, the present one where nothing changes, or `invalid_status_transition`. */
export function nextStatus(slot: { id: string; status: SlotStatus }, event: SlotEvent): SlotStatus | Rejection {
  const step = slotTransitions[slot.status][event]
  if (step === 'same') return slot.status
  if (step !== 'no') return step.to
  const allowed = reachable(slotTransitions, slot.status)
  return rejection('invalid_status_transition', { slotId: slot.id, from: slot.status, to: aims[event], allowed })
}

/** What `on_end_occupied` may say. */
export type OnEndOccupied = 'available' | 'maintenance'

/** PS-R21: what the end of a membership makes of each slot it holds, by the setting. */
export const statusAfterEnd: TransitionTable<SlotStatus, OnEndOccupied, SlotStatus> = {
  available: { available: 'available', maintenance: 'available' },
  allocated: { available: 'available', maintenance: 'available' },
  occupied: { available: 'available', maintenance: 'maintenance' },
  maintenance: { available: 'maintenance', maintenance: 'maintenance' },
}

export type EntryState = 'open' | 'in_progress' | 'done' | 'cancelled'
export type EntryEvent = 'complete' | 'cancel'

/** The maintenance entry of section 3. Closing what is closed the same way changes nothing. */
export const entryTransitions: TransitionTable<EntryState, EntryEvent, Step<EntryState>> = {
  open: { complete: { to: 'done' }, cancel: { to: 'cancelled' } },
  in_progress: { complete: { to: 'done' }, cancel: { to: 'cancelled' } },
  done: { complete: 'same', cancel: 'no' },
  cancelled: { complete: 'no', cancel: 'same' },
}
