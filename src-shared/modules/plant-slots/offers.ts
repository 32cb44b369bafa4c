import type { Db } from '../../kernel/database.ts'
import type { OfferState } from './offer-rules.ts'

/** An open offer with its slots. */
const openOffersOf = (db: Db, entryIds: readonly string[]) =>
  db
    .selectFrom('plant_slot_offers')
    .select(['id', 'slot_ids as slotIds'])
    .where('entry_id', 'in', entryIds)
    .where('state', '=', 'open')
    .where('deleted_at', 'is', null)
    .execute()

/** Ends offers; what they held is free again. */
export async function closeOffers(
  db: Db,
  offers: readonly { id: string }[],
  state: Exclude<OfferState, 'open'>,
): Promise<void> {
  if (offers.length === 0) return
  const ids = offers.map(({ id }) => id)
  await db.updateTable('plant_slot_offers').set({ state }).where('id', 'in', ids).execute()
  await db.updateTable('plant_slots').set({ offer_id: null }).where('offer_id', 'in', ids).execute()
}

/** PS-R21: takes the offers of entries back. Tells whether there were any. */
export async function withdrawOffers(db: Db, entryIds: readonly string[]): Promise<boolean> {
  const offers = entryIds.length === 0 ? [] : await openOffersOf(db, entryIds)
  await closeOffers(db, offers, 'withdrawn')
  return offers.length > 0
}

/** Keeps so many slots of the offer of an entry, the first ones; without any it is withdrawn. Tells whether it changed. */
export async function withdrawBeyond(db: Db, entryId: string, keep: number): Promise<boolean> {
  if (keep === 0) return withdrawOffers(db, [entryId])
  const [offer] = await openOffersOf(db, [entryId])
  if (!offer || offer.slotIds.length <= keep) return false
  const [kept, freed] = [offer.slotIds.slice(0, keep), offer.slotIds.slice(keep)]
  await db.updateTable('plant_slot_offers').set({ slot_ids: kept }).where('id', '=', offer.id).execute()
  await db.updateTable('plant_slots').set({ offer_id: null }).where('id', 'in', freed).execute()
  return true
}

/**
 * PS-R46: takes one offer back; whoever had it waits on at the old place. Gives the membership that waits; null where
 * the offer is out of reach.
 */
export async function withdrawOffer(db: Db, offerId: string): Promise<string | null> {
  const offer = await db
    .selectFrom('plant_slot_offers as o')
    .innerJoin('plant_slot_waitlist as w', 'w.id', 'o.entry_id')
    .select(['o.entry_id as entryId', 'w.membership_id as membershipId'])
    .where('o.id', '=', offerId)
    .executeTakeFirst()
  if (!offer) return null
  await closeOffers(db, [{ id: offerId }], 'withdrawn')
  await db.updateTable('plant_slot_waitlist').set({ state: 'waiting' }).where('id', '=', offer.entryId).execute()
  return offer.membershipId
}
