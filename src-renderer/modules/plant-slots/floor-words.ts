import type { EntryKind, Priority } from '../../../src-shared/modules/plant-slots/floor-rules.ts'
import type { Words } from '../../i18n/i18n.ts'

export const entryKindWords: Record<EntryKind, Words> = {
  cleaning: 'slots.work.cleaning',
  inspection: 'slots.work.inspection',
  repair: 'slots.work.repair',
  pest: 'slots.work.pest',
  clear_out: 'slots.work.clear_out',
  harvest: 'slots.work.harvest',
  other: 'slots.work.other',
}

export const priorityWords: Record<Priority, Words> = {
  low: 'slots.priority.low',
  normal: 'slots.priority.normal',
  high: 'slots.priority.high',
}

/** What happened to a slot, for its story. */
export const eventWords: Readonly<Record<string, Words | undefined>> = {
  allocated: 'slots.event.allocated',
  released: 'slots.event.released',
  occupied: 'slots.event.occupied',
  transferred: 'slots.event.transferred',
  maintenance_started: 'slots.event.maintenance_started',
  maintenance_done: 'slots.event.maintenance_done',
  membership_ended: 'slots.event.membership_ended',
  forced: 'slots.event.forced',
  reverted: 'slots.event.reverted',
}
