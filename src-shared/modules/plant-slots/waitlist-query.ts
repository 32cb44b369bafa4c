import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { memberNames } from '../memberships/queries.ts'
import { onlyMember } from './reach.ts'

/**
 * Who waits for slots, in the order in which they are served (PS-R30), with their place in the whole line and what is on
 * offer to them. A member sees their own, with the place among all where the desk holds all.
 */
export const waitlist = query('plant-slots.waitlist', {
  input: z
    .object({
      locationId: id.optional(),
      kind: z.enum(['owed', 'wanted']).optional(),
      entryId: id.optional(),
      page: z.int().min(1).default(1),
      limit: z.int().min(1).max(100).default(20),
    })
    .strict(),
  permission: 'plant_slot_view',
  own: true,
  async run(context, { locationId, kind, entryId, page, limit }) {
    const { db } = context
    const own = await onlyMember(context)
    const shown = db
      .selectFrom(placedEntries(db).as('line'))
      .$if(own !== null, (line) => line.where('memberId', '=', own))
      .$if(kind !== undefined, (line) => line.where('kind', '=', kind ?? 'owed'))
      .$if(entryId !== undefined, (line) => line.where('id', '=', entryId ?? ''))
      .$if(locationId !== undefined, (line) => line.where('locationId', '=', locationId ?? ''))
    const { total } = await shown.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const entries = await shown
      .selectAll()
      .orderBy('place')
      .limit(limit)
      .offset((page - 1) * limit)
      .execute()
    const names = await memberNames(
      db,
      entries.map(({ memberId }) => memberId),
    )
    const offers = await openOffers(
      db,
      entries.map((entry) => entry.id),
    )
    return {
      entries: entries.map((entry) => ({
        ...entry,
        name: names.get(entry.memberId)?.name ?? null,
        offer: offers.get(entry.id) ?? null,
      })),
      total,
      page,
      limit,
    }
  },
})

const isLive = ['waiting', 'offered'] as const

/** All who wait. */
const liveEntries = (db: Db) =>
  db
    .selectFrom('plant_slot_waitlist as w')
    .leftJoin('plant_slot_locations as l', 'l.id', 'w.location_id')
    .select(['w.id', 'w.member_id as memberId', 'w.membership_id as membershipId', 'w.kind', 'w.quantity'])
    .select(['w.location_id as locationId', 'l.name as locationName', 'w.joined_at as joinedAt', 'w.lapses', 'w.state'])
    .where('w.state', 'in', isLive)
    .where('w.deleted_at', 'is', null)

/** The same with their places in the whole line. */
const placedEntries = (db: Db) =>
  liveEntries(db).select(sql<number>`row_number() over (order by w.kind, w.joined_at, w.id)`.as('place'))

/** What one member waits for, with the places in the whole line: only who stands before them is counted. */
export const entriesOf = (db: Db, memberId: string) =>
  liveEntries(db)
    .select(({ selectFrom }) =>
      selectFrom('plant_slot_waitlist as b')
        .select(sql<number>`count(*) + 1`.as('place'))
        .where('b.state', 'in', isLive)
        .where('b.deleted_at', 'is', null)
        .where(sql<boolean>`(b.kind, b.joined_at, b.id) < (w.kind, w.joined_at, w.id)`)
        .$asScalar()
        .$notNull()
        .as('place'),
    )
    .where('w.member_id', '=', memberId)
    .orderBy('w.kind')
    .orderBy('w.joined_at')
    .orderBy('w.id')
    .execute()

/** What is on offer, by entry. */
export async function openOffers(db: Db, entryIds: readonly string[]) {
  if (entryIds.length === 0) return new Map<string, never>()
  const offers = await db
    .selectFrom('plant_slot_offers')
    .select(['id', 'entry_id as entryId', 'slot_ids as slotIds', 'offered_at as offeredAt', 'expires_at as expiresAt'])
    .where('entry_id', 'in', entryIds)
    .where('state', '=', 'open')
    .where('deleted_at', 'is', null)
    .execute()
  const numbers = await numbersOf(
    db,
    offers.flatMap(({ slotIds }) => slotIds),
  )
  return new Map(
    offers.map(({ entryId, ...offer }) => [
      entryId,
      { ...offer, slotNumbers: offer.slotIds.map((slotId) => numbers.get(slotId) ?? '') },
    ]),
  )
}

async function numbersOf(db: Db, slotIds: readonly string[]): Promise<Map<string, string>> {
  if (slotIds.length === 0) return new Map()
  const slots = await db.selectFrom('plant_slots').select(['id', 'slot_number']).where('id', 'in', slotIds).execute()
  return new Map(slots.map(({ id: slotId, slot_number }) => [slotId, slot_number]))
}
