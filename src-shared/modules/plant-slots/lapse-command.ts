import { z } from 'zod'
import { instant } from '../../kernel/calendar.ts'
import { command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { afterLapse } from './offer-rules.ts'
import { closeOffers } from './offers.ts'
import { serveQueue } from './queue.ts'
import { settingsOf } from './settings.ts'

/**
 * Ends the offers that nobody answered in time (PS-R32): who had one stands at the end of the line, or after too many
 * in none; the slots go to the next. Every minute; done twice is done once.
 */
export const lapseOffers = command('plant-slots.lapse-offers', {
  input: z.object({ now: instant }).strict(),
  permission: 'system',
  offline: false,
  async run(context, { now }) {
    const { db } = context
    const over = await readOver(db, { now })
    if (over.length === 0) return { lapsed: 0 }
    await closeOffers(db, over, 'lapsed')
    const { offersBeforeRemoval } = await settingsOf(db)
    for (const offer of over) await sendBack(db, offer, { now, offersBeforeRemoval })
    // Those who let it lapse stand last now, and do not get the same by the same sweep unless nobody else is there.
    await serveQueue(context)
    return { lapsed: over.length }
  },
})

/** Whether an offer is open past its time. */
export const hasOverdueOffers = async (db: Db, now: string): Promise<boolean> =>
  (await readOver(db, { now })).length > 0

const readOver = prepared((db, place: PlaceOf<{ now: string }>) =>
  db
    .selectFrom('plant_slot_offers as o')
    .innerJoin('plant_slot_waitlist as w', 'w.id', 'o.entry_id')
    .select(['o.id', 'o.entry_id as entryId', 'w.lapses'])
    .where('o.state', '=', 'open')
    .where('o.expires_at', '<', place('now'))
    .where('o.deleted_at', 'is', null)
    .orderBy('o.expires_at')
    .orderBy('o.id'),
)

/** The entry of an offer that was left unanswered. */
async function sendBack(
  db: Db,
  { entryId, lapses }: { entryId: string; lapses: number },
  { now, offersBeforeRemoval }: { now: string; offersBeforeRemoval: number },
): Promise<void> {
  const after = afterLapse({ lapses }, offersBeforeRemoval)
  await db
    .updateTable('plant_slot_waitlist')
    .set({ ...after, joined_at: now })
    .where('id', '=', entryId)
    .where('state', '=', 'offered')
    .execute()
}
