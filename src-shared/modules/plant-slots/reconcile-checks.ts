import { type RawBuilder, sql } from 'kysely'

/** What a check finds: slots by their number, or memberships by the code of their member. */
export type Found = { id: string; label: string }

/** One invariant of section 13: the code of what is said when it does not hold, and every row that breaks it. */
export interface Check {
  code: `plant_slot_found_${string}`
  of: 'slot' | 'membership'
  broken: RawBuilder<Found>
}

const slots = (more: RawBuilder<unknown>) => sql<Found>`
  select s.id, s.slot_number as label from plant_slots s ${more}`

/** What the slot `s` was last given by: force stands apart from every allowance (PS-R46). */
const givenByForce = sql`coalesce((
  select e.forced from plant_slot_events e
  where e.slot_id = s.id and e.membership_id = s.membership_id and e.event in ('allocated', 'transferred', 'forced')
    and e.deleted_at is null
  order by e.row_version desc, e.at desc limit 1), false)`

/** A slot that was planted and is not, by a revert: it may be surplus that grew a moment ago (PS-R45). */
const reverted = sql`exists (
  select from plant_slot_events e
  where e.slot_id = s.id and e.event = 'reverted' and e.deleted_at is null
    and e.row_version = (select max(row_version) from plant_slot_events where slot_id = s.id and deleted_at is null))`

/** PS-R2, PS-R22: what could have been taken back and was not. What grows, or is cared for, stays until it is done. */
const overAllowance = sql<Found>`
  select h.membership_id as id, coalesce(max(m.code), '') as label
  from (
    select s.membership_id, s.status, ${givenByForce} as by_force, ${reverted} as is_reverted
    from plant_slots s where s.membership_id is not null and s.deleted_at is null) h
  join memberships ms on ms.id = h.membership_id and ms.status not in ('cancelled', 'expired') and ms.deleted_at is null
  left join members m on m.id = ms.member_id
  left join plant_slot_entitlements r
    on r.membership_id = h.membership_id and r.closed_at is null and r.deleted_at is null
  group by h.membership_id
  having count(*) filter (where not by_force) > greatest(0, coalesce(max(r.granted + r.extra), 0))
    and count(*) filter (where not by_force and not is_reverted and h.status = 'allocated') > 0`

const liveOffers = sql`
  select o.id, unnest(o.slot_ids) as slot_id from plant_slot_offers o where o.state = 'open' and o.deleted_at is null`

/** Promised to nobody who is there, to two at once, or while it is somebody's; or offered without knowing of it. */
const brokenPromises = slots(sql`
  left join (select slot_id, count(*) as offers, min(id::text) as offer_id from (${liveOffers}) o group by slot_id) o
    on o.slot_id = s.id
  left join capacity_leases c
    on c.id = s.lease_id and c.kind = 'plant_slots' and c.state = 'active' and c.deleted_at is null
  where s.deleted_at is null
    and (coalesce(o.offers, 0) <> num_nonnulls(s.offer_id) or o.offer_id is distinct from s.offer_id::text
      or num_nonnulls(c.id) <> num_nonnulls(s.lease_id)
      or num_nonnulls(s.offer_id, s.lease_id) > case when s.status = 'available' then 1 else 0 end)`)

/** Up to where the check of the last night had read the log: what was decided is decided, and read once. */
const readBefore = sql`coalesce((
  select (r.outcome ->> 'readUpTo')::bigint from command_log r
  where r.name = 'plant-slots.reconcile' and r.verdict = 'applied' order by r.seq desc limit 1), 0)`

/**
 * PS-R53, section 7 case 4: what a desk gave in time from its own lease, the first time that it gave it, and what the
 * server decided otherwise for want of room. A lease that was broken on purpose is not a guarantee any more.
 */
const brokenGuarantees = sql<Found>`
  select distinct s.id, s.slot_number as label
  from command_log l
  cross join lateral jsonb_array_elements_text(
    case when jsonb_typeof(l.told -> 'slotIds') = 'array' then l.told -> 'slotIds' else '[]' end) as t (slot_id)
  join plant_slots s on s.id::text = t.slot_id
  join capacity_leases c
    on c.kind = 'plant_slots' and c.desk_id = l.desk_id and c.detail -> 'slotIds' ? t.slot_id and c.state <> 'revoked'
      and l.bounded_at >= c.taken_at and l.bounded_at < c.expires_at and l.received_at <= c.hold_until
  where l.seq > ${readBefore} and l.name in ('plant-slots.allocate', 'plant-slots.request')
    and (l.verdict = 'adjusted' or l.rejection ->> 'code' in ('plant_slot_taken', 'plant_slot_leased',
      'plant_slot_offered', 'plant_slot_insufficient_slots'))
    and not exists (
      select from plant_slot_events e
      where e.slot_id = s.id and e.desk_id = l.desk_id and e.at >= c.taken_at and e.at <= l.bounded_at
        and e.command_id <> l.command_id and e.deleted_at is null)`

/** Section 13: one open planting of its holder in each occupied slot, and none elsewhere. */
const plantings = slots(sql`
  left join (
    select slot_id, count(*) as open, min(membership_id::text) as membership_id
    from plant_slot_occupancies where ended_on is null and deleted_at is null group by slot_id) p on p.slot_id = s.id
  where s.deleted_at is null
    and (coalesce(p.open, 0) <> case when s.status = 'occupied' then 1 else 0 end
      or (p.open > 0 and p.membership_id is distinct from s.membership_id::text))`)

/** Section 13: a slot is as its last events left it; one command may leave two. Without any it was never given. */
const unlikeHistory = slots(sql`
  left join (
    select slot_id, max(row_version) as version from plant_slot_events where deleted_at is null group by slot_id) n
    on n.slot_id = s.id
  where s.deleted_at is null
    and case when n.version is null then s.status <> 'available' or s.membership_id is not null
      else not exists (
        select from plant_slot_events e
        where e.slot_id = s.id and e.row_version = n.version and e.deleted_at is null and e.to_status = s.status
          and (s.membership_id is null or e.membership_id = s.membership_id)) end`)

/** The invariants of section 13 that a statement can ask for; who is eligible and waits is asked beside them. */
export const checks: readonly Check[] = [
  {
    code: 'plant_slot_found_two_holders',
    of: 'slot',
    broken: slots(sql`
      join memberships ms on ms.id = s.membership_id and ms.deleted_at is null
      where s.deleted_at is null and ms.member_id is distinct from s.member_id`),
  },
  {
    code: 'plant_slot_found_status',
    of: 'slot',
    broken: slots(sql`
      where s.deleted_at is null
        and (num_nulls(s.member_id, s.membership_id) = 1
          or (s.status = 'available' and s.membership_id is not null)
          or (s.status in ('allocated', 'occupied') and s.membership_id is null))`),
  },
  { code: 'plant_slot_found_over_allowance', of: 'membership', broken: overAllowance },
  {
    code: 'plant_slot_found_ended_holder',
    of: 'slot',
    broken: slots(sql`
      left join memberships ms on ms.id = s.membership_id and ms.deleted_at is null
      where s.membership_id is not null and s.deleted_at is null
        and coalesce(ms.status, 'expired') in ('cancelled', 'expired')`),
  },
  { code: 'plant_slot_found_promise', of: 'slot', broken: brokenPromises },
  { code: 'plant_slot_found_guarantee', of: 'slot', broken: brokenGuarantees },
  { code: 'plant_slot_found_planting', of: 'slot', broken: plantings },
  { code: 'plant_slot_found_history', of: 'slot', broken: unlikeHistory },
]
