import { z } from 'zod'
import { day, instant } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { entryKinds, priorities } from '../../src-shared/modules/plant-slots/floor-rules.ts'
import { text } from '../../src-shared/modules/plant-slots/inputs.ts'
import { slotStatuses } from '../../src-shared/modules/plant-slots/transitions.ts'

const position = z.object({ row: z.int(), column: z.int(), level: z.int() }).strict().nullable()

const base = {
  id,
  slot_number: z.string(),
  member_id: id.nullable(),
  status: z.enum(slotStatuses),
  /** The code of the location. */
  location: z.string().nullable(),
  position,
  updated_at: instant,
}

/** A slot wherever several are told (plant-slots.md section 10). */
export const baseSlotShape = z.object(base).strict()
export const slotsShape = z.object({ slots: z.array(baseSlotShape) }).strict()

const logEntry = z
  .object({
    id,
    kind: z.enum(entryKinds),
    description: z.string(),
    priority: z.enum(priorities),
    state: z.enum(['open', 'in_progress', 'done', 'cancelled']),
    reported_by: id,
    performed_by: id.nullable(),
    date: day,
  })
  .strict()

/** One slot whole. */
export const slotDetailShape = z
  .object({
    ...base,
    membership_id: id.nullable(),
    notes: z.string().nullable(),
    maintenance_log: z.array(logEntry),
    last_clean_date: day.nullable(),
    maintenance_required: z.boolean(),
    created_at: instant,
  })
  .strict()

/** A wish for a status. */
export const statusBody = z
  .object({
    status: z.enum(slotStatuses),
    membership_id: id.optional(),
    label: text(120).optional(),
    performed_by: id.optional(),
  })
  .strict()

/** An entry that was written. */
export const entryShape = z.object({ entry_id: id }).strict()
