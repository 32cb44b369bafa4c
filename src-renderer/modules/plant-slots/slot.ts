import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { slot } from '../../../src-shared/modules/plant-slots/slot-query.ts'

/** A slot as the detail shows it. */
export type Slot = OutputOf<typeof slot>

/** What needs a few words before it is done with a slot. */
export type SlotForm = 'plant' | 'maintenance' | 'report' | 'complete' | 'force'
