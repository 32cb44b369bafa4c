import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { slot } from '../../../src-shared/modules/plant-slots/slot-query.ts'
import type { BoardSlot } from './board-cells.ts'

/** A slot as the detail shows it. */
export type Slot = OutputOf<typeof slot>

/** What decides which actions a slot has, and what their forms need: all of it known before the detail has come. */
export interface ActionSlot
  extends Pick<
    BoardSlot,
    | ('id' | 'number' | 'status' | 'membershipId' | 'maintenanceRequired' | 'holder')
    | ('offeredUntil' | 'leasedUntil' | 'leasedHere')
  > {
  /** None while they are on their way. */
  entries: Slot['entries']
  /** The change that this person may take back now. */
  revertEventId: string | null
  /** Undefined while they are on their way. */
  notes: string | null | undefined
}

/** What needs a few words before it is done with a slot. */
export type SlotForm = 'plant' | 'maintenance' | 'report' | 'complete' | 'force' | 'transfer' | 'log' | 'edit'
