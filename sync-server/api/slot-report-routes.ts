import { z } from 'zod'
import { addDays, day, dayOf } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { OutputOf } from '../../src-shared/kernel/query.ts'
import { analytics } from '../../src-shared/modules/plant-slots/analytics-query.ts'
import { asGiven } from './as-given.ts'
import { type Route, reading } from './route.ts'
import { locationIdOf } from './slot-reads.ts'

/** Days that are told of where none are named. */
const usualDays = 30

const share = z.object({ part: z.int(), of: z.int(), rate: z.number().nullable() }).strict()
const figure = z.number().nullable()
const counts = {
  ...{ slots: z.int(), available: z.int(), allocated: z.int(), occupied: z.int(), maintenance: z.int() },
  ...{ maintenance_required: z.int(), free: z.int(), leased: z.int(), offered: z.int() },
}
const shares = { allocation: share, occupancy: share, availability: share }

const answer = z
  .object({
    as_of: z.iso.datetime(),
    totals: z
      .object({
        ...counts,
        maintenance_queue: z.object({ high: z.int(), normal: z.int(), low: z.int() }).strict(),
        waiting: z
          .object({ entries: z.int(), quantity: z.int(), median_hours: figure, longest_hours: figure })
          .strict(),
        owed: z.object({ memberships: z.int(), slots: z.int(), median_days: figure }).strict().nullable(),
        yield: z.object({ grams: z.int(), slot_days: z.int() }).strict(),
      })
      .strict(),
    by_location: z.array(z.object({ id, code: z.string(), name: z.string(), ...counts, ...shares }).strict()),
    rates: z
      .object({
        ...{ ...shares, allocation_mean: figure, occupancy_mean: figure, turnover: figure, idle_days: figure },
        ...{ overdue: share, offers_accepted: share, grams_per_slot_day: figure },
        ...{ denial: share.nullable(), transfer_success: share.nullable() },
      })
      .strict(),
  })
  .strict()

type Told = OutputOf<typeof analytics>

interface Usage {
  slots: number
  available: number
  allocated: number
  occupied: number
  maintenance: number
  maintenanceRequired: number
  free: number
  leased: number
  offered: number
}

const countsTold = ({ maintenanceRequired, slots, available, allocated, occupied, ...usage }: Usage) => ({
  ...{ slots, available, allocated, occupied, maintenance: usage.maintenance, free: usage.free },
  ...{ maintenance_required: maintenanceRequired, leased: usage.leased, offered: usage.offered },
})

function totalsTold({ now, maintenance, waiting, owed, yield: harvest }: Told) {
  const { entries, quantity, medianHours, longestHours } = waiting
  return {
    ...countsTold(now),
    maintenance_queue: maintenance.open,
    waiting: { entries, quantity, median_hours: medianHours, longest_hours: longestHours },
    owed: owed && { memberships: owed.memberships, slots: owed.slots, median_days: owed.medianDays },
    yield: { grams: harvest.grams, slot_days: harvest.slotDays },
  }
}

function ratesTold({ rates, maintenance, waiting, yield: harvest, attempts, transfers }: Told) {
  const { allocation, occupancy, availability, allocationMean, occupancyMean, turnover, idleDays } = rates
  return {
    ...{ allocation, occupancy, availability, allocation_mean: allocationMean, occupancy_mean: occupancyMean },
    ...{ turnover, idle_days: idleDays, overdue: maintenance.overdue, offers_accepted: waiting.offers },
    ...{ grams_per_slot_day: harvest.gramsPerSlotDay },
    ...{ denial: attempts?.denial ?? null, transfer_success: transfers?.success ?? null },
  }
}

/** What managers ask of the greenhouse (plant-slots.md sections 9 and 10). */
export const slotReportRoutes: readonly Route[] = [
  reading('flat')({
    method: 'GET',
    path: '/plant-slots/v1/admin/analytics',
    does: analytics.name,
    needs: { any: ['plant_slot_manage', 'plant_slot_report'] },
    query: z.object({ from: day.optional(), to: day.optional(), location: z.string().min(1).max(40).optional() }),
    answer,
    codes: ['plant_slot_location_not_found'],
    async run(call, { query: { location, to = dayOf(call.at, call.tenant.timeZone), ...asked } }) {
      const locationId = location === undefined ? undefined : await locationIdOf(call, location)
      const from = asked.from ?? addDays(to, 1 - usualDays)
      const told = await call.ask(analytics, { from, to, ...asGiven({ locationId }) })
      const by_location = told.byLocation.map(({ locationId: of, code, name, ...place }) => {
        const { allocation, occupancy, availability } = place
        return { id: of, code, name, ...countsTold(place), allocation, occupancy, availability }
      })
      return { data: { as_of: told.asOf, totals: totalsTold(told), by_location, rates: ratesTold(told) } }
    },
  }),
]
