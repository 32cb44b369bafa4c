import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { membershipInForce } from '../memberships/queries.ts'
import { owedMore } from './allowance-rules.ts'
import { slotsOwedChanged } from './facts.ts'
import { withdrawBeyond, withdrawOffers } from './offers.ts'
import { holdingOf } from './queries.ts'
import { type EntryOf, owedQuantity, quantityAfter } from './queue-rules.ts'
import type { Holder } from './standing.ts'

/**
 * Writes what a membership is owed: in its right, in the queue, where it stands from now on if it did not, and to
 * memberships. `gone` is what becomes of the entry where nothing is owed any more.
 */
export async function setOwed(
  context: CommandContext,
  { memberId, membershipId }: Holder,
  owed: number,
  { series = '', gone = 'fulfilled' }: { series?: string; gone?: 'fulfilled' | 'left' | 'ended' } = {},
): Promise<void> {
  const { db, at, rowId, later } = context
  later(writeOwedOf(db, { membershipId, owed }))
  const entry = await liveEntry(db, membershipId, 'owed')
  if (entry) {
    const change = owed > 0 ? { quantity: owedQuantity(owed) } : { state: gone }
    await db.updateTable('plant_slot_waitlist').set(change).where('id', '=', entry.id).execute()
  } else if (owed > 0) {
    await db
      .insertInto('plant_slot_waitlist')
      .values({
        id: rowId(`plant_slot_waitlist:${series}`, 0),
        membership_id: membershipId,
        member_id: memberId,
        kind: 'owed',
        quantity: owedQuantity(owed),
        joined_at: at,
      })
      .execute()
  }
  await context.announce(slotsOwedChanged, { membershipId, owed })
}

const writeOwedOf = prepared((db, place: PlaceOf<{ membershipId: string; owed: number }>) =>
  db
    .updateTable('plant_slot_entitlements')
    .set({ owed: place('owed') })
    .where('membership_id', '=', place('membershipId'))
    .where('closed_at', 'is', null)
    .where('deleted_at', 'is', null),
)

const readLive = prepared((db, place: PlaceOf<{ membershipId: string; kind: EntryOf }>) =>
  db
    .selectFrom('plant_slot_waitlist')
    .select(['id', 'quantity', 'state'])
    .where('membership_id', '=', place('membershipId'))
    .where('kind', '=', place('kind'))
    .where('state', 'in', ['waiting', 'offered'])
    .where('deleted_at', 'is', null),
)

/** The entry by which a membership waits for one kind of slots; null where it does not. */
export const liveEntry = async (db: Db, membershipId: string, kind: EntryOf) =>
  (await readLive(db, { membershipId, kind }))[0] ?? null

/**
 * PS-R24: promises so many slots back to a membership from which staff took as many, if it is in force and has room
 * for them.
 */
export async function promiseBack(context: CommandContext, membershipId: string, slots: number): Promise<void> {
  const { membership, reason } = await membershipInForce(context.db, membershipId, context.today)
  if (!membership || reason !== null) return
  const { owed, ...standing } = await holdingOf(context.db, membershipId)
  const promised = owedMore(standing, owed, slots)
  if (promised > owed) await setOwed(context, { memberId: membership.member_id, membershipId }, promised)
}

/**
 * PS-R8: what was taken is owed no longer, and beyond that no longer waited for. Tells whether an offer was withdrawn
 * by it, so that the queue has something to give.
 */
export async function countTaken(
  context: CommandContext,
  holder: Holder,
  { owed, taken }: { owed: number; taken: number },
): Promise<boolean> {
  if (taken === 0) return false
  const served = Math.min(owed, taken)
  if (served > 0) await setOwed(context, holder, owed - served)
  return served < taken
    ? reduceWanted(context, holder.membershipId, (wanted) => quantityAfter(wanted, taken - served))
    : false
}

/** PS-R21: a membership waits for nothing any more. Tells whether an offer of it was withdrawn. */
export async function endEntries(db: Db, membershipId: string): Promise<boolean> {
  const ended = await db
    .updateTable('plant_slot_waitlist')
    .set({ state: 'ended' })
    .where('membership_id', '=', membershipId)
    .where('state', 'in', ['waiting', 'offered'])
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  return withdrawOffers(
    db,
    ended.map(({ id }) => id),
  )
}

/**
 * Makes the entry of what a membership wants smaller, or ends it, with what of its offer goes beyond that. Tells
 * whether slots became free by it.
 */
export async function reduceWanted(
  { db }: CommandContext,
  membershipId: string,
  smaller: (quantity: number) => number | null,
): Promise<boolean> {
  const entry = await liveEntry(db, membershipId, 'wanted')
  if (!entry) return false
  const quantity = smaller(entry.quantity)
  if (quantity === entry.quantity) return false
  const change = quantity === null ? { state: 'fulfilled' as const } : { quantity }
  await db.updateTable('plant_slot_waitlist').set(change).where('id', '=', entry.id).execute()
  return entry.state === 'offered' ? withdrawBeyond(db, entry.id, quantity ?? 0) : false
}
