import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { reject } from '../../kernel/rejection.ts'
import { ownMemberOf } from './membership-reads.ts'

type Asking = Pick<CommandContext, 'db' | 'actor' | 'reach'>

/** Whether someone may act for a member: staff for everyone, a member for themselves. */
export async function mayActFor({ db, actor, reach }: Asking, memberId: string): Promise<boolean> {
  return reach === 'tenant' || (await ownMemberOf(db, actor.userId)) === memberId
}

/** PS-R54: an entry of the queue; another member's answers a member like an unknown one. */
export async function requireEntry(context: Asking, entryId: string) {
  const [entry] = await readEntry(context.db, { entryId })
  if (!entry || !(await mayActFor(context, entry.memberId))) return reject('plant_slot_entry_not_found', { entryId })
  return entry
}

const readEntry = prepared((db, place: PlaceOf<{ entryId: string }>) =>
  db
    .selectFrom('plant_slot_waitlist')
    .select(['id', 'member_id as memberId', 'membership_id as membershipId', 'kind', 'quantity', 'state', 'lapses'])
    .select(['location_id as locationId', 'joined_at as joinedAt'])
    .where('id', '=', place('entryId'))
    .where('deleted_at', 'is', null),
)

/** PS-R54: an offer with the entry it was made to; another member's answers a member like an unknown one. */
export async function requireOffer(context: Asking, offerId: string) {
  const [offer] = await readOffer(context.db, { offerId })
  if (!offer || !(await mayActFor(context, offer.memberId))) return reject('plant_slot_offer_not_found', { offerId })
  return offer
}

/** Whether an offer is held at this end, whoever's it is. */
export const knowsOffer = async (db: Db, offerId: string): Promise<boolean> =>
  (await readOffer(db, { offerId })).length > 0

export type OfferRow = Awaited<ReturnType<typeof requireOffer>>

const readOffer = prepared((db, place: PlaceOf<{ offerId: string }>) =>
  db
    .selectFrom('plant_slot_offers as o')
    .innerJoin('plant_slot_waitlist as w', 'w.id', 'o.entry_id')
    .select(['o.id', 'o.state', 'o.slot_ids as slotIds', 'o.expires_at as expiresAt', 'o.joined_at as joinedAt'])
    .select(['w.id as entryId', 'w.member_id as memberId', 'w.membership_id as membershipId', 'w.quantity'])
    .select(['w.lapses', 'w.state as entryState', 'w.location_id as locationId'])
    .where('o.id', '=', place('offerId'))
    .where('o.deleted_at', 'is', null)
    .where('w.deleted_at', 'is', null),
)

/** Whether the same entry got another offer after this one. */
export async function hasNewerOffer(db: Db, { id, entryId }: Pick<OfferRow, 'id' | 'entryId'>): Promise<boolean> {
  const newer = await db
    .selectFrom('plant_slot_offers as n')
    .innerJoin('plant_slot_offers as o', 'o.entry_id', 'n.entry_id')
    .select('n.id')
    .where('o.id', '=', id)
    .where('n.entry_id', '=', entryId)
    .where('n.id', '<>', id)
    .whereRef('n.offered_at', '>=', 'o.offered_at')
    .where('n.deleted_at', 'is', null)
    .executeTakeFirst()
  return newer !== undefined
}
