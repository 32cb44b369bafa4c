import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'

// One statement each for any number of rows: a morning may give hundreds of slots in one command.

/** A statement that takes its rows as one JSON value. */
const forRows = (write: (rows: ReturnType<PlaceOf<{ rows: string }>>) => ReturnType<typeof sql>) => {
  const run = prepared((_, place: PlaceOf<{ rows: string }>) => ({ compile: (db) => write(place('rows')).compile(db) }))
  return (db: Db, rows: readonly object[]) => run(db, { rows: JSON.stringify(rows) })
}

/** PS-R8: gives each slot to its holder. */
export const giveEach = (
  db: Db,
  slots: readonly { slotId: string; memberId: string; membershipId: string }[],
  at: string,
) =>
  give(
    db,
    slots.map(({ slotId, memberId, membershipId }) => ({ slotId, memberId, membershipId, at })),
  )

const give = forRows(
  (rows) => sql`
    update plant_slots s
    set status = 'allocated', member_id = x."memberId", membership_id = x."membershipId", allocated_at = x.at
    from json_to_recordset(${rows}::json) as x("slotId" uuid, "memberId" uuid, "membershipId" uuid, at timestamptz)
    where s.id = x."slotId"`,
)

/** What memberships are owed now. */
export const writeOwed = forRows(
  (rows) => sql`
    update plant_slot_entitlements e set owed = x.owed
    from json_to_recordset(${rows}::json) as x("membershipId" uuid, owed int)
    where e.membership_id = x."membershipId" and e.closed_at is null and e.deleted_at is null`,
)

/** How those who wait stand now. */
export const writeEntries: (
  db: Db,
  rows: readonly { id: string; quantity: number; state: 'waiting' | 'offered' | 'fulfilled' }[],
) => Promise<unknown> = forRows(
  (rows) => sql`
    update plant_slot_waitlist w set quantity = x.quantity, state = x.state
    from json_to_recordset(${rows}::json) as x(id uuid, quantity int, state text)
    where w.id = x.id`,
)

/** Marks slots as held for an offer. */
export const holdForOffers: (db: Db, rows: readonly { slotId: string; offerId: string }[]) => Promise<unknown> =
  forRows(
    (rows) => sql`
    update plant_slots s set offer_id = x."offerId"
    from json_to_recordset(${rows}::json) as x("slotId" uuid, "offerId" uuid)
    where s.id = x."slotId"`,
  )
