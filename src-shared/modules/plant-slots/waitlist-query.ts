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
    const line = (await liveEntries(db)).map((entry, n) => ({ ...entry, place: n + 1 }))
    const shown = line
      .filter((entry) => own === null || entry.memberId === own)
      .filter((entry) => kind === undefined || entry.kind === kind)
      .filter((entry) => entryId === undefined || entry.id === entryId)
      .filter((entry) => locationId === undefined || entry.locationId === locationId)
    const entries = shown.slice((page - 1) * limit, page * limit)
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
      total: shown.length,
      page,
      limit,
    }
  },
})

/** All who wait, in the order of the line. */
export const liveEntries = (db: Db) =>
  db
    .selectFrom('plant_slot_waitlist as w')
    .leftJoin('plant_slot_locations as l', 'l.id', 'w.location_id')
    .select(['w.id', 'w.member_id as memberId', 'w.membership_id as membershipId', 'w.kind', 'w.quantity'])
    .select(['w.location_id as locationId', 'l.name as locationName', 'w.joined_at as joinedAt', 'w.lapses', 'w.state'])
    .where('w.state', 'in', ['waiting', 'offered'])
    .where('w.deleted_at', 'is', null)
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
