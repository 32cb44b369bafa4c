import { type Expression, type ExpressionBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import type { Database } from '../../schema/row-types.ts'
import { nothingGranted, type Standing } from './allowance-rules.ts'
import type { LocationPlace } from './choice-rules.ts'
import type { PlacedSlot } from './slot-place.ts'
import type { NamedSlot, Promised } from './specific-rules.ts'

/** Through whom slots are given: a desk may use what is leased to it (PS-R1). Without one, only what is free for all. */
export type Giver = Pick<CommandContext, 'db' | 'desk'>

/** A slot with all that commands judge it by. */
export interface Slot extends NamedSlot {
  memberId: string | null
  allocatedAt: string | null
  lastCleanedOn: string | null
  notes: string | null
  offerId: string | null
  takenLeaseId: string | null
  locationName: string
}

/** An instant inside a JSON value, as text like every other instant. */
export const isoInstant = (
  column: 's.created_at' | 's.updated_at' | 'c.hold_until' | 'o.expires_at' | 'f.expires_at',
) => sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export const placeColumns = [
  's.id',
  's.slot_number as number',
  's.number_key as numberKey',
  's.location_id as locationId',
  's.row_no as row',
  's.col_no as column',
  's.level_no as level',
  's.lease_id as leaseId',
] as const

/** The leases of a desk that live, as a list of ids inside a statement. Used late, they give without a guarantee. */
const leasesOf = (desk: Expression<unknown>) => sql`(
  select id from capacity_leases
  where kind = 'plant_slots' and desk_id = ${desk} and state = 'active' and deleted_at is null)`

/** Of a slot that is leased to another desk: to whom, and until when. */
const leasedElsewhere = (desk: Expression<unknown>) => sql<Promised | null>`case
  when s.lease_id is not null and s.lease_id not in ${leasesOf(desk)} then (
    select json_build_object('deskName', coalesce(d.name, ''), 'until', ${isoInstant('c.hold_until')})
    from capacity_leases c left join desks d on d.id = c.desk_id where c.id = s.lease_id) end`

/** Slots by id, in no order; those that do not exist are missing. */
export async function slotsById({ db, desk }: Giver, ids: readonly string[]): Promise<Map<string, Slot>> {
  const rows = await readSlots(db, { ids, desk })
  return new Map(
    rows.map(({ locationStatus, locationName, ...row }) => [
      row.id,
      { ...row, locationName: locationName ?? '', locationClosed: locationStatus === 'closed' },
    ]),
  )
}

const readSlots = prepared((db, place: PlaceOf<{ ids: readonly string[]; desk: string | null }>) =>
  db
    .selectFrom('plant_slots as s')
    .leftJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .select(placeColumns)
    .select([
      's.status',
      's.member_id as memberId',
      's.membership_id as membershipId',
      's.allocated_at as allocatedAt',
      's.maintenance_required as maintenanceRequired',
      's.last_clean_date as lastCleanedOn',
      's.notes',
      's.offer_id as offerId',
      's.taken_lease_id as takenLeaseId',
      'l.name as locationName',
      'l.status as locationStatus',
      leasedElsewhere(sql`${place('desk')}::uuid`).as('leased'),
      sql<string | null>`(
        select ${isoInstant('o.expires_at')} from plant_slot_offers o where o.id = s.offer_id)`.as('offeredUntil'),
    ])
    .where(({ eb, fn }) => eb('s.id', '=', fn.any(place('ids'))))
    .where('s.deleted_at', 'is', null),
)

/** The slots of a location that are leased to any desk. */
export async function leasedSlotsOf({ db }: Pick<Giver, 'db'>, locationId: string): Promise<Slot[]> {
  const leased = await db
    .selectFrom('plant_slots')
    .select('id')
    .where('location_id', '=', locationId)
    .where('lease_id', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  if (leased.length === 0) return []
  const ids = leased.map(({ id }) => id)
  const slots = await slotsById({ db, desk: null }, ids)
  return ids.flatMap((id) => slots.get(id) ?? [])
}

/** What a membership may hold, holds and waits for (PS-R2), in one statement. */
export async function holdingOf(db: Db, membershipId: string): Promise<Standing & { owed: number }> {
  const [row] = await readHolding(db, { membershipId })
  const { held = 0, granted = null, extra = null, owed = null } = row ?? {}
  const right = granted === null || extra === null ? nothingGranted : { granted, extra }
  return { ...right, held, owed: owed ?? 0 }
}

const readHolding = prepared((db, place: PlaceOf<{ membershipId: string }>) =>
  db
    .selectFrom(({ selectFrom }) =>
      selectFrom('plant_slots')
        .select(({ fn }) => fn.countAll<number>().as('held'))
        .where('membership_id', '=', place('membershipId'))
        .where('deleted_at', 'is', null)
        .as('s'),
    )
    .leftJoin('plant_slot_entitlements as e', (join) =>
      join
        .on('e.membership_id', '=', place('membershipId'))
        .on('e.closed_at', 'is', null)
        .on('e.deleted_at', 'is', null),
    )
    .select(['s.held', 'e.granted', 'e.extra', 'e.owed']),
)

/** How many slots a member holds, whatever their status. */
export async function heldCount(db: Db, memberId: string): Promise<number> {
  const { held } = await db
    .selectFrom('plant_slots')
    .select(({ fn }) => fn.countAll<number>().as('held'))
    .where('member_id', '=', memberId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return held
}

/** A location with the number of its free slots. */
export interface LocationWithFree extends LocationPlace {
  name: string
  closed: boolean
  free: number
}

/** PS-R1 as a condition: the slots that this desk can give. */
const isFreeFor =
  ({ desk }: Giver) =>
  ({ and, or, eb }: ExpressionBuilder<Database & { s: Database['plant_slots'] }, 's'>) => {
    const unleased = eb('s.lease_id', 'is', null)
    return and([
      eb('s.status', '=', 'available'),
      eb('s.maintenance_required', '=', false),
      eb('s.offer_id', 'is', null),
      eb('s.deleted_at', 'is', null),
      desk === null ? unleased : or([unleased, sql<boolean>`s.lease_id in ${leasesOf(sql.val(desk))}`]),
    ])
  }

/**
 * All locations, closed ones with nothing free. Counting stops at `enough` in each, so that a choice of few slots
 * out of many thousands stays cheap.
 */
export async function locationsWithFree(giver: Giver, enough: number): Promise<LocationWithFree[]> {
  const rows = await giver.db
    .selectFrom('plant_slot_locations as l')
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom(({ selectFrom: from }) =>
          from('plant_slots as s')
            .select(sql`1`.as('one'))
            .whereRef('s.location_id', '=', 'l.id')
            // The index begins with the tenant, which row security names on the server only.
            .whereRef('s.tenant_id', '=', 'l.tenant_id')
            .where(isFreeFor(giver))
            // The order of the index of free slots: without it, full locations are searched to their end.
            .orderBy('s.location_id')
            .orderBy('s.level_no')
            .orderBy('s.row_no')
            .orderBy('s.col_no')
            // Part of the text: a plan that knows how few are needed reads the index in its order.
            .limit(sql.lit(enough))
            .as('few'),
        )
          .select(({ fn }) => fn.countAll<number>().as('free'))
          .as('f'),
      (join) => join.onTrue(),
    )
    .select(['l.id', 'l.code', 'l.name', 'l.sort_order as sortOrder', 'l.status', 'f.free'])
    .where('l.deleted_at', 'is', null)
    .execute()
  return rows.map(({ status, free, ...row }) => ({
    ...row,
    closed: status === 'closed',
    free: status === 'closed' ? 0 : (free ?? 0),
  }))
}

/** One location by its id; null where there is none. */
export async function locationById(
  db: Db,
  locationId: string,
): Promise<(LocationPlace & { name: string; closed: boolean }) | null> {
  const [row] = await readLocation(db, { locationId })
  if (!row) return null
  const { status, ...location } = row
  return { ...location, closed: status === 'closed' }
}

const readLocation = prepared((db, place: PlaceOf<{ locationId: string }>) =>
  db
    .selectFrom('plant_slot_locations')
    .select(['id', 'code', 'name', 'sort_order as sortOrder', 'status'])
    .where('id', '=', place('locationId'))
    .where('deleted_at', 'is', null),
)

/**
 * The free slots of one location that matter to a choice of so many (PS-R7): those leased to the desk, where they are
 * enough; of these or all the lowest of the shortest run that is long enough; without one, the lowest. The rule that
 * chooses finds the same among these as among all.
 */
export const bestFreeSlotsIn = ({ db, desk }: Giver, locationId: string, quantity: number): Promise<PlacedSlot[]> =>
  readBestFree(db, { locationId, quantity, desk })

type BestFree = { locationId: string; quantity: number; desk: string | null }

const readBestFree = prepared((_, place: PlaceOf<BestFree>) => ({
  compile: (db) =>
    sql<PlacedSlot>`
      with can_be_given as (
        select s.id, s.number_key, s.level_no, s.row_no, s.col_no,
          s.lease_id is not null as leased, count(s.lease_id) over () >= ${place('quantity')} as leased_are_enough
        from plant_slots s
        -- The index of free slots begins with the tenant, which row security names on the server only.
        where s.tenant_id = (select tenant_id from plant_slot_locations where id = ${place('locationId')})
          and s.location_id = ${place('locationId')}
          and s.status = 'available' and not s.maintenance_required and s.offer_id is null and s.deleted_at is null
          and (s.lease_id is null or s.lease_id in ${leasesOf(sql`${place('desk')}::uuid`)})
      ), free as (
        select *, col_no - row_number() over (partition by level_no, row_no order by col_no) as run
        from can_be_given where leased or not leased_are_enough
      ), best as (
        select id from (select *, count(*) over (partition by level_no, row_no, run) as length from free) as in_runs
        order by case when col_no is not null and length >= ${place('quantity')} then length end,
          level_no, row_no, col_no, number_key collate "C", id
        limit ${place('quantity')}
      )
      select s.id, s.slot_number as number, s.number_key as "numberKey", s.location_id as "locationId",
        s.row_no as "row", s.col_no as "column", s.level_no as "level", s.lease_id as "leaseId"
      from best join plant_slots s on s.id = best.id`.compile(db),
}))

/**
 * The free slots of active locations, in no order (PS-R1). They come as one JSON value: the desk reads thousands of
 * them for one choice, and as rows that takes twice the time.
 */
export async function freeSlotsIn(giver: Giver, locationIds: readonly string[]): Promise<PlacedSlot[]> {
  if (locationIds.length === 0) return []
  const { slots } = await giver.db
    .selectNoFrom(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('plant_slots as s')
          .select(placeColumns)
          .where('s.location_id', 'in', locationIds)
          .where(isFreeFor(giver)),
      ).as('slots'),
    )
    .executeTakeFirstOrThrow()
  return slots
}

/** The slots of a membership, in no order. */
export const heldByMembership = (db: Db, membershipId: string) =>
  db
    .selectFrom('plant_slots as s')
    .select(placeColumns)
    .select(['s.status', 's.member_id as memberId', 's.allocated_at as allocatedAt'])
    .select('s.taken_lease_id as takenLeaseId')
    .where('s.membership_id', '=', membershipId)
    .where('s.deleted_at', 'is', null)
    .execute()

/** The ids of the slots that a membership held when it ended at an instant, in no order. */
export async function slotIdsLastHeld(db: Db, membershipId: string, endedAt: string): Promise<string[]> {
  const rows = await db
    .selectFrom('plant_slot_events')
    .select('slot_id as slotId')
    .where('at', '=', endedAt)
    .where('event', '=', 'membership_ended')
    .where('membership_id', '=', membershipId)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(({ slotId }) => slotId)
}

/** PS-R20: the slots that a membership held when it ended at an instant, and that are free, in no order. */
export const freeSlotsLastHeld = (giver: Giver, membershipId: string, endedAt: string): Promise<PlacedSlot[]> =>
  giver.db
    .selectFrom('plant_slots as s')
    .innerJoin('plant_slot_events as e', 'e.slot_id', 's.id')
    .innerJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .select(placeColumns)
    .where('e.at', '=', endedAt)
    .where('e.event', '=', 'membership_ended')
    .where('e.membership_id', '=', membershipId)
    .where('e.deleted_at', 'is', null)
    .where('l.status', '=', 'active')
    .where(isFreeFor(giver))
    .execute()
