import { type ExpressionBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import type { Database } from '../../schema/row-types.ts'
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

/** Those who are read first: more than are served by a usual command. */
const firstPage = 16
/** And then, where hundreds of slots were freed. */
const pageSize = 200

const beforeAll = { kind: '', joinedAt: '1970-01-01T00:00:00.000Z', id: '00000000-0000-0000-0000-000000000000' }

/** PS-R30: those who wait and hold no offer, in their order; the first of them. */
export const nextInLine = (db: Db): Promise<QueueRow[]> => waitingAfter(db, beforeAll, firstPage)

/** Those behind them, a page; none where nobody there waits for any of what is left: they would be told of nothing. */
export async function restOfLine(db: Db, page: readonly QueueRow[], left: readonly PlacedSlot[]): Promise<QueueRow[]> {
  const last = page.at(-1)
  if (!last || page.length < firstPage || left.length === 0) return []
  const { kind, joinedAt, id } = last
  const locationIds = [...new Set(left.map(({ locationId }) => locationId))]
  const [wanted] = await readWanted(db, { kind, joinedAt, id, locationIds })
  return wanted ? waitingAfter(db, last, pageSize) : []
}

async function waitingAfter(
  db: Db,
  { kind, joinedAt, id }: Pick<QueueRow, 'joinedAt' | 'id'> & { kind: string },
  limit: number,
): Promise<QueueRow[]> {
  const rows = await readWaiting(db, { kind, joinedAt, id, limit })
  return rows.map(({ owed, ...row }) => ({ ...row, owed: owed ?? 0 }))
}

type Place = { kind: string; joinedAt: string; id: string }

const isBehind = (place: PlaceOf<Place>) => sql<boolean>`(w.kind, w.joined_at, w.id) >
  (${place('kind')}::text, ${place('joinedAt')}::timestamptz, ${place('id')}::uuid)`

const readWanted = prepared((db, place: PlaceOf<Place & { locationIds: readonly string[] }>) =>
  db
    .selectFrom('plant_slot_waitlist as w')
    .select('w.id')
    .where('w.state', '=', 'waiting')
    .where('w.deleted_at', 'is', null)
    .where(isBehind(place))
    .where(({ eb, or, fn }) =>
      or([eb('w.location_id', 'is', null), eb('w.location_id', '=', fn.any(place('locationIds')))]),
    )
    .limit(sql.lit(1)),
)

/** Whether somebody waits for what is free somewhere. */
export const mayServe = async (db: Db): Promise<boolean> => (await readServable(db, {})).length > 0

const readServable = prepared((db) =>
  db
    .selectFrom('plant_slot_locations as l')
    .select('l.id')
    .where('l.status', '=', 'active')
    .where('l.deleted_at', 'is', null)
    .where(({ eb, exists, or }) =>
      or([
        eb('l.id', 'in', waiting(db).select('w.location_id').distinct()),
        exists(waiting(db).where('w.location_id', 'is', null).select('w.id')),
      ]),
    )
    .where(({ exists, selectFrom }) => exists(freeSlotsOfPlace(selectFrom).select('s.id')))
    .limit(sql.lit(1)),
)

/** The state is written out, as the index of those who wait for a place is of them alone. */
const waiting = (db: Db) =>
  db.selectFrom('plant_slot_waitlist as w').where('w.state', '=', sql.lit('waiting')).where('w.deleted_at', 'is', null)

const readWaiting = prepared((db, place: PlaceOf<Place & { limit: number }>) =>
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
    .where(isBehind(place))
    .orderBy('w.kind')
    .orderBy('w.joined_at')
    .orderBy('w.id')
    .limit(place('limit')),
)

/** PS-R30: the open locations, and what in them is free and leased to no desk. */
export async function freeForQueue(db: Db): Promise<{ locations: LocationPlace[]; free: PlacedSlot[] }> {
  const rows = await readSupply(db, {})
  return { locations: rows, free: rows.flatMap(({ slots }) => slots) }
}

type WithPlace = Database & { l: Database['plant_slot_locations'] }

/** Free slots of the location `l` of the statement around it, leased to no desk. */
const freeSlotsOfPlace = (selectFrom: ExpressionBuilder<WithPlace, 'l'>['selectFrom']) =>
  selectFrom('plant_slots as s')
    .whereRef('s.location_id', '=', 'l.id')
    // The index of free slots begins with the tenant, which row security names on the server only.
    .whereRef('s.tenant_id', '=', 'l.tenant_id')
    .where('s.status', '=', 'available')
    .where('s.maintenance_required', '=', false)
    .where('s.offer_id', 'is', null)
    .where('s.lease_id', 'is', null)
    .where('s.deleted_at', 'is', null)

const readSupply = prepared((db) =>
  db
    .selectFrom('plant_slot_locations as l')
    .select(['l.id', 'l.code', 'l.sort_order as sortOrder'])
    .select(({ selectFrom }) => jsonArrayFrom(freeSlotsOfPlace(selectFrom).select(placeColumns)).as('slots'))
    .where('l.status', '=', 'active')
    .where('l.deleted_at', 'is', null),
)
