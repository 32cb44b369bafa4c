import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { memberNames } from '../memberships/queries.ts'
import { allowanceOf, mostOf } from './allowance-rules.ts'
import { ownMemberOf } from './membership-reads.ts'
import { onlyMember } from './reach.ts'
import { compareNatural, compareText } from './slot-place.ts'
import { entriesOf, openOffers } from './waitlist-query.ts'

/**
 * What a member holds, in the order of the numbers, and per membership what may be held (PS-R2). Refused: an
 * unknown member; for a member anyone else (PS-R54).
 */
export const memberSlots = query('plant-slots.member-slots', {
  input: z.object({ memberId: id }).strict(),
  permission: 'plant_slot_view',
  own: true,
  async run(context, { memberId }) {
    const { db } = context
    const own = await onlyMember(context)
    const name = own === null || own === memberId ? (await memberNames(db, [memberId])).get(memberId) : undefined
    if (!name) return reject('member_not_found', { memberId })
    return { memberId, name: name.name, ...(await holdingsOf(db, memberId)) }
  },
})

/** What the actor holds, may hold and waits for, with what is on offer. Refused: an actor who is no member. */
export const mySlots = query('plant-slots.my-slots', {
  input: z.object({}).strict(),
  permission: 'plant_slot_view',
  own: true,
  async run({ db, actor }) {
    const memberId = await ownMemberOf(db, actor.userId)
    if (memberId === null) return reject('member_not_found', {})
    return { memberId, ...(await holdingsOf(db, memberId)) }
  },
})

/** Slots, rights and waiting of a member, the slots in the order of their numbers. */
async function holdingsOf(db: Db, memberId: string) {
  const [slots, entitlements, entries] = await Promise.all([
    heldBy(db, memberId),
    openEntitlements(db, memberId),
    entriesOf(db, memberId),
  ])
  const offers = await openOffers(
    db,
    entries.map((entry) => entry.id),
  )
  return {
    slots: slots
      .sort((a, b) => compareNatural(a.numberKey, b.numberKey) || compareText(a.id, b.id))
      .map(({ numberKey: _, ...slot }) => slot),
    entitlements: entitlements.map(({ membershipId, owed, ...right }) => {
      const held = slots.filter((slot) => slot.membershipId === membershipId).length
      const standing = { ...right, held }
      return { membershipId, ...standing, owed, allowance: allowanceOf(standing), most: mostOf(standing) }
    }),
    waiting: entries.map((entry) => ({ ...entry, offer: offers.get(entry.id) ?? null })),
  }
}

const heldBy = (db: Db, memberId: string) =>
  db
    .selectFrom('plant_slots as s')
    .leftJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .leftJoin('plant_slot_occupancies as o', (join) =>
      join.onRef('o.slot_id', '=', 's.id').on('o.ended_on', 'is', null).on('o.deleted_at', 'is', null),
    )
    .select([
      's.id',
      's.slot_number as number',
      's.number_key as numberKey',
      's.status',
      's.allocated_at as allocatedAt',
    ])
    .select(['s.membership_id as membershipId', 's.maintenance_required as maintenanceRequired'])
    .select(['s.location_id as locationId', 'l.code as location', 'l.name as locationName'])
    .select(['s.row_no as row', 's.col_no as column', 's.level_no as level'])
    .select(['o.label', 'o.planted_on as plantedOn', 'o.expected_harvest_on as expectedHarvestOn'])
    .where('s.member_id', '=', memberId)
    .where('s.deleted_at', 'is', null)
    .execute()

const openEntitlements = (db: Db, memberId: string) =>
  db
    .selectFrom('plant_slot_entitlements')
    .select(['membership_id as membershipId', 'granted', 'extra', 'owed'])
    .where('member_id', '=', memberId)
    .where('closed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('membership_id')
    .execute()
