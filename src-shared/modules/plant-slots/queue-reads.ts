import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import type { LocationPlace } from './choice-rules.ts'
import { placeColumns } from './queries.ts'
import type { EntryOf } from './queue-rules.ts'
import type { PlacedSlot } from './slot-place.ts'

/** Somebody who waits, before their standing is known. */
export interface QueueRow {
  id: string
  memberId: string
  membershipId: string
  kind: EntryOf
  quantity: number
  locationId: string | null
  planLocationId: string | null
  /** ISO instant. */
  joinedAt: string
  /** What the membership is owed in all. */
  owed: number
}

/** Those who are read at once: more than are served by a usual command. */
const pageSize = 200

const beforeAll = { kind: '', joinedAt: '1970-01-01T00:00:00.000Z', id: '00000000-0000-0000-0000-000000000000' }

/** PS-R30: those who wait and hold no offer, in their order, from behind one of them on; a page of them. */
export async function nextInLine(db: Db, after?: QueueRow): Promise<QueueRow[]> {
  const { kind, joinedAt, id } = after ?? beforeAll
  const rows = await readWaiting(db, { kind, joinedAt, id })
  return rows.map(({ owed, ...row }) => ({ ...row, owed: owed ?? 0 }))
}

/** Whether behind a page of the line more may stand. */
export const isFullPage = (page: readonly QueueRow[]): boolean => page.length === pageSize

const readWaiting = prepared((db, place: PlaceOf<{ kind: string; joinedAt: string; id: string }>) =>
  db
    .selectFrom('plant_slot_waitlist as w')
    .leftJoin('plant_slot_entitlements as e', (join) =>
      join
        .onRef('e.membership_id', '=', 'w.membership_id')
        .on('e.closed_at', 'is', null)
        .on('e.deleted_at', 'is', null),
    )
    .leftJoin('memberships as ms', 'ms.id', 'w.membership_id')
    .leftJoin('membership_plan_versions as v', 'v.id', 'ms.plan_version_id')
    .select(['w.id', 'w.member_id as memberId', 'w.membership_id as membershipId', 'w.kind', 'w.quantity'])
    .select(['w.location_id as locationId', 'v.slot_location_id as planLocationId', 'w.joined_at as joinedAt'])
    .select('e.owed')
    .where('w.state', '=', 'waiting')
    .where('w.deleted_at', 'is', null)
    .where(
      sql<boolean>`(w.kind, w.joined_at, w.id) >
        (${place('kind')}::text, ${place('joinedAt')}::timestamptz, ${place('id')}::uuid)`,
    )
    .orderBy('w.kind')
    .orderBy('w.joined_at')
    .orderBy('w.id')
    .limit(sql.lit(pageSize)),
)

/** PS-R30: the open locations, and what in them is free and leased to no desk. */
export async function freeForQueue(db: Db): Promise<{ locations: LocationPlace[]; free: PlacedSlot[] }> {
  const rows = await readSupply(db, {})
  return { locations: rows, free: rows.flatMap(({ slots }) => slots) }
}

const readSupply = prepared((db) =>
  db
    .selectFrom('plant_slot_locations as l')
    .select(['l.id', 'l.code', 'l.sort_order as sortOrder'])
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('plant_slots as s')
          .select(placeColumns)
          .whereRef('s.location_id', '=', 'l.id')
          // The index of free slots begins with the tenant, which row security names on the server only.
          .whereRef('s.tenant_id', '=', 'l.tenant_id')
          .where('s.status', '=', 'available')
          .where('s.maintenance_required', '=', false)
          .where('s.offer_id', 'is', null)
          .where('s.lease_id', 'is', null)
          .where('s.deleted_at', 'is', null),
      ).as('slots'),
    )
    .where('l.status', '=', 'active')
    .where('l.deleted_at', 'is', null),
)
