import type { CommandContext } from '../../kernel/command.ts'
import { insertRows } from '../../kernel/insert-rows.ts'
import { membershipsInForce } from '../memberships/queries.ts'
import { slotsOwedChanged } from './facts.ts'
import { offerExpiry } from './offer-rules.ts'
import { freeSlotsIn } from './queries.ts'
import { freeForQueue, isFullPage, nextInLine, type QueueRow } from './queue-reads.ts'
import { logOf, owedQuantity, type Step, serveInTurn, type Waiting } from './queue-rules.ts'
import { giveEach, holdForOffers, writeEntries, writeOwed } from './queue-writes.ts'
import { settingsOf } from './settings.ts'
import { recordEvents } from './slot-events.ts'
import type { PlacedSlot } from './slot-place.ts'

/** How a serving of the queue is told from others within one command, and what it must not do. */
export interface Serving {
  /** Tells the rows of several servings within one command apart. */
  series?: string
  /** PS-R24: slots that this command took from memberships, which do not get them back by it. */
  takenFrom?: readonly { slotId: string; membershipId: string }[]
}

type Entry = QueueRow & Waiting

/**
 * PS-R30: gives and offers what is free to those who wait. The last step of every handler and reaction that frees or
 * adds slots, joins or enlarges an entry, resumes a membership or ends a lease. One read where nobody waits.
 */
export async function serveQueue(
  context: CommandContext,
  { series = '', takenFrom = [] }: Serving = {},
): Promise<void> {
  const page = await nextInLine(context.db)
  if (page.length === 0) return
  const taken = new Map(takenFrom.map(({ slotId, membershipId }) => [slotId, membershipId]))
  const { steps } = await inTurn(context, page, taken)
  await carryOut(context, steps, series === '' ? 'queue' : `queue:${series}`)
}

/** PS-R53: of the free slots of a location that no desk has leased those that nobody who waits could have. */
export async function unwantedSlotsIn(context: Asking, locationId: string): Promise<PlacedSlot[]> {
  const { db } = context
  const [free, page] = await Promise.all([freeSlotsIn({ db, desk: null }, [locationId]), nextInLine(db)])
  if (free.length === 0 || page.length === 0) return free
  const { left } = await inTurn(context, page, new Map())
  return free.filter(({ id }) => left.some((slot) => slot.id === id))
}

type Asking = Pick<CommandContext, 'db' | 'today'>

/** What the line gets of what is free, from its first page on, and what is left. */
async function inTurn(
  context: Asking,
  first: QueueRow[],
  takenFrom: ReadonlyMap<string, string>,
): Promise<{ steps: Step<Entry>[]; left: PlacedSlot[] }> {
  const { db } = context
  const { locations, free } = await freeForQueue(db)
  const steps: Step<Entry>[] = []
  let [left, page] = [free, first]
  while (left.length > 0 && page.length > 0) {
    const entries = await withStanding(context, page)
    const served = serveInTurn({ free: left, locations, takenFrom }, entries)
    steps.push(...served.steps)
    left = served.left
    page = isFullPage(page) ? await nextInLine(db, page.at(-1)) : []
  }
  return { steps, left }
}

async function withStanding({ db, today }: Asking, page: readonly QueueRow[]): Promise<Entry[]> {
  const ids = page.map(({ membershipId }) => membershipId)
  const known = await membershipsInForce(db, ids, today)
  return page.map((row) => {
    const found = known.get(row.membershipId)
    return { ...row, standing: found ? found.reason : 'none' }
  })
}

async function carryOut(context: CommandContext, steps: readonly Step<Entry>[], series: string): Promise<void> {
  const { db, at, rowId, later } = context
  const log = logOf(steps)
  if (log.length === 0) return
  await giveOwed(context, steps, series)
  await offerWanted(context, steps, series)
  const rows = log.map(({ slotId, entryId, action, reason }, n) => ({
    id: rowId(`plant_slot_queue_log:${series}`, n),
    slot_id: slotId,
    entry_id: entryId,
    action,
    reason,
    at,
  }))
  later(insertRows(db, 'plant_slot_queue_log', rows))
}

/** Steps of one kind with their slots. */
const servedBy = (steps: readonly Step<Entry>[], action: 'given' | 'offered') =>
  steps.flatMap((step) => (step.action === action ? [{ entry: step.entry, slots: step.slots }] : []))

/** PS-R30: what is owed is given at once, in a few statements for all. */
async function giveOwed(context: CommandContext, steps: readonly Step<Entry>[], series: string): Promise<void> {
  const given = servedBy(steps, 'given')
  if (given.length === 0) return
  const { db, at, later } = context
  const slots = given.flatMap(({ entry: { memberId, membershipId }, slots: each }) =>
    each.map(({ id: slotId }) => ({ slotId, memberId, membershipId })),
  )
  later(giveEach(db, slots, at))
  recordEvents(
    context,
    slots.map((slot) => ({ ...slot, event: 'allocated', from: 'available', to: 'allocated' })),
    series,
  )
  const rights = given.map(({ entry, slots: { length } }) => ({ ...entry, owed: Math.max(0, entry.owed - length) }))
  later(writeOwed(db, rights))
  later(
    writeEntries(
      db,
      rights.map(({ id, owed, quantity }) =>
        owed > 0 ? { id, quantity: owedQuantity(owed), state: 'waiting' } : { id, quantity, state: 'fulfilled' },
      ),
    ),
  )
  for (const { membershipId, owed } of rights) await context.announce(slotsOwedChanged, { membershipId, owed })
}

/** PS-R30, R32: what is wanted is held for whoever wants it, who has so many hours to say yes. */
async function offerWanted(context: CommandContext, steps: readonly Step<Entry>[], series: string): Promise<void> {
  const offered = servedBy(steps, 'offered')
  if (offered.length === 0) return
  const { db, at, rowId, later } = context
  const { offerHours } = await settingsOf(db)
  const offers = offered.map(({ entry, slots }, n) => ({
    id: rowId(`plant_slot_offers:${series}`, n),
    entry_id: entry.id,
    slot_ids: slots.map(({ id }) => id),
    offered_at: at,
    expires_at: offerExpiry(at, offerHours),
    joined_at: entry.joinedAt,
  }))
  later(insertRows(db, 'plant_slot_offers', offers))
  later(
    holdForOffers(
      db,
      offers.flatMap(({ id, slot_ids }) => slot_ids.map((slotId) => ({ slotId, offerId: id }))),
    ),
  )
  later(
    writeEntries(
      db,
      offered.map(({ entry: { id, quantity } }) => ({ id, quantity, state: 'offered' })),
    ),
  )
}
