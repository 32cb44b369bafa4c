import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import type { OutputOf } from '../../src-shared/kernel/query.ts'
import type { locations } from '../../src-shared/modules/plant-slots/capacity-queries.ts'

/** A location with counts of its slots. */
export const locationShape = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    kind: z.enum(['greenhouse', 'tent', 'room', 'field']),
    status: z.enum(['active', 'closed']),
    sort_order: z.int(),
    max_slots: z.int().nullable(),
    clean_every_days: z.int().nullable(),
    total: z.int(),
    available: z.int(),
    allocated: z.int(),
    occupied: z.int(),
    maintenance: z.int(),
    maintenance_required: z.int(),
    free: z.int(),
  })
  .strict()

/** A location as it is told. */
export const locationTold = (location: OutputOf<typeof locations>[number]) => ({
  id: location.id,
  code: location.code,
  name: location.name,
  kind: location.kind,
  status: location.status,
  sort_order: location.sortOrder,
  max_slots: location.maxSlots,
  clean_every_days: location.cleanEveryDays,
  total: location.total,
  available: location.available,
  allocated: location.allocated,
  occupied: location.occupied,
  maintenance: location.maintenance,
  maintenance_required: location.maintenanceRequired,
  free: location.free,
})
