import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'

/** Those of these memberships that hold slots or wait for some. */
export async function boundMemberships(db: Db, membershipIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await readBound(db, { ids: membershipIds })
  return new Set(rows.flatMap(({ membershipId }) => membershipId ?? []))
}

const readBound = prepared((db, place: PlaceOf<{ ids: readonly string[] }>) =>
  db
    .selectFrom('plant_slots')
    .select('membership_id as membershipId')
    .where(({ eb, fn }) => eb('membership_id', '=', fn.any(place('ids'))))
    .where('deleted_at', 'is', null)
    .union(
      db
        .selectFrom('plant_slot_waitlist')
        .select('membership_id as membershipId')
        .where(({ eb, fn }) => eb('membership_id', '=', fn.any(place('ids'))))
        .where('state', 'in', ['waiting', 'offered'])
        .where('deleted_at', 'is', null),
    ),
)
