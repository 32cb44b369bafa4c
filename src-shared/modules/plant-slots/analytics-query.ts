import { z } from 'zod'
import { addDays, day, daysBetween, startOfDay } from '../../kernel/calendar.ts'
import { id } from '../../kernel/id.ts'
import { type QueryContext, query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { allocationAttempts, transferAttempts } from './attempt-reads.ts'
import { careOf } from './care-reads.ts'
import { flowOf, harvestOf } from './flow-reads.ts'
import { owedOf, waitingOf } from './line-reads.ts'
import { capacityPlan } from './plan-ahead-reads.ts'
import { allocationShare, meanOf, occupancyShare, quotient, shareOf, slotsOf } from './share-rules.ts'
import { type Stretch, usageByDay, usageNow, usageOfAll } from './usage-reads.ts'

/** A year with its leap day. */
const mostDays = 366
/** Turnover is told for as many days. */
const turnoverDays = 30

/**
 * How the slots are used, over days that both count (section 9): as they stand now, as they stood on each day, and what
 * went on. Of one location where one is named; what the log counts, and what is owed, is of no location and null then.
 * Refused: an unknown location.
 */
export const analytics = query('plant-slots.analytics', {
  input: z
    .object({ from: day, to: day, locationId: id.optional() })
    .strict()
    .refine(({ from, to }) => from <= to && daysBetween(from, to) < mostDays, {
      path: ['to'],
      message: 'at most a year, and no end before the beginning',
    }),
  permission: 'plant_slot_report',
  serverOnly: true,
  async run(context, { from, to, locationId = null }) {
    const { db, at, today, tenant } = context
    const since = startOfDay(from, tenant.timeZone)
    const stretch = { from, to, since, until: startOfDay(addDays(to, 1), tenant.timeZone), locationId }
    const places = await usageNow(db, locationId)
    if (locationId !== null && places.length === 0) reject('plant_slot_location_not_found', { locationId })
    const now = usageOfAll(places)
    const days = await usageByDay(db, stretch)
    const whole = locationId === null
    return {
      ...{ from, to, locationId, asOf: at, now: { ...now, slots: slotsOf(now) } },
      byLocation: places.map((place) => ({ ...place, slots: slotsOf(place), ...sharesOf(place) })),
      days: days.map((each) => ({ ...each, slots: slotsOf(each) })),
      rates: { ...sharesOf(now), ...meansOf(days), ...(await turnoverOf(context, stretch, days, slotsOf(now))) },
      attempts: whole ? await allocationAttempts(db, stretch) : null,
      transfers: whole ? await transferAttempts(db, stretch) : null,
      maintenance: await careOf(db, stretch, today),
      waiting: await waitingOf(db, stretch, at),
      owed: whole ? await owedOf(db, stretch) : null,
      yield: await yieldOf(context, stretch),
      capacity: whole ? await capacityPlan(db, today) : null,
    }
  },
})

type Stood = Awaited<ReturnType<typeof usageByDay>>
type Usage = Awaited<ReturnType<typeof usageNow>>[number] | ReturnType<typeof usageOfAll>

const sharesOf = (usage: Usage) => ({
  allocation: allocationShare(usage),
  occupancy: occupancyShare(usage),
  availability: shareOf(usage.free, slotsOf(usage)),
})

/** The mean of the days that were written down. */
const meansOf = (days: Stood) => ({
  allocationMean: meanOf(days.map((each) => allocationShare(each).rate)),
  occupancyMean: meanOf(days.map((each) => occupancyShare(each).rate)),
})

/** Before any day was written down there have been as many slots as there are. */
async function turnoverOf({ db }: QueryContext, stretch: Stretch, days: Stood, slotsNow: number) {
  const { ended, idleDays } = await flowOf(db, stretch)
  const slots = meanOf(days.map(slotsOf)) ?? slotsNow
  const length = daysBetween(stretch.from, stretch.to) + 1
  return { ended, turnover: quotient(ended * turnoverDays, slots * length), idleDays }
}

async function yieldOf({ db }: QueryContext, stretch: Stretch) {
  const { grams, slotDays } = await harvestOf(db, stretch)
  return { grams, slotDays, gramsPerSlotDay: quotient(grams, slotDays) }
}
