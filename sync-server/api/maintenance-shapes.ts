import { z } from 'zod'
import { day, instant } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { OutputOf } from '../../src-shared/kernel/query.ts'
import { entryKinds, priorities } from '../../src-shared/modules/plant-slots/floor-rules.ts'
import type { maintenanceQueue } from '../../src-shared/modules/plant-slots/queue-query.ts'
import { slotStatuses } from '../../src-shared/modules/plant-slots/transitions.ts'

type Queue = OutputOf<typeof maintenanceQueue>

const entry = z
  .object({
    id,
    slot_id: id,
    slot_number: z.string(),
    status: z.enum(slotStatuses),
    member_id: id.nullable(),
    location: z.string(),
    kind: z.enum(entryKinds),
    description: z.string(),
    priority: z.enum(priorities),
    state: z.enum(['open', 'in_progress', 'done', 'cancelled']),
    due_on: day.nullable(),
    reported_by: id,
    reported_at: instant,
  })
  .strict()

const waiting = z
  .object({ id, slot_number: z.string(), location_id: id, member_id: id.nullable(), maintenance_required: z.boolean() })
  .strict()

/** What the floor has to do. */
export const maintenanceShape = z.object({ entries: z.array(entry), in_maintenance: z.array(waiting) }).strict()

/** An entry as it is told. */
export const queuedEntry = (queued: Queue['entries'][number]) => ({
  id: queued.id,
  slot_id: queued.slotId,
  slot_number: queued.number,
  status: queued.status,
  member_id: queued.memberId,
  location: queued.location,
  kind: queued.kind,
  description: queued.description,
  priority: queued.priority,
  state: queued.state,
  due_on: queued.dueOn,
  reported_by: queued.reportedBy,
  reported_at: queued.reportedAt,
})

/** A slot that stands in maintenance as it is told. */
export const slotInMaintenance = (slot: Queue['inMaintenance'][number]) => ({
  id: slot.id,
  slot_number: slot.number,
  location_id: slot.locationId,
  member_id: slot.memberId,
  maintenance_required: slot.maintenanceRequired,
})
