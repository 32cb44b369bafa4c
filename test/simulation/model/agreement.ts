import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../src-shared/kernel/database.ts'
import type { State } from './state.ts'

/** One text for each row, so that two sides can be compared as sets. */
const rows = z.object({
  slots: z.array(z.string()),
  leases: z.array(z.string()),
  memberships: z.array(z.string()),
  rights: z.array(z.string()),
  entries: z.array(z.string()),
  waitlist: z.array(z.string()),
  offers: z.array(z.string()),
  plantings: z.array(z.string()),
  charges: z.array(z.string()),
  periods: z.array(z.string()),
  freezes: z.array(z.string()),
  versions: z.array(z.string()),
  plans: z.array(z.string()),
  members: z.array(z.string()),
  items: z.array(z.string()),
})
type Rows = z.infer<typeof rows>

const listed = (what: ReturnType<typeof sql>, from: ReturnType<typeof sql>) =>
  sql`(select coalesce(jsonb_agg(concat_ws(' ', ${what})), '[]') from ${from} where deleted_at is null)`

const statement = sql<Rows>`select
  ${listed(
    sql`id, number_key, status, coalesce(membership_id::text, '-'), maintenance_required::text,
      coalesce(offer_id::text, '-'), coalesce(lease_id::text, '-'), coalesce(taken_lease_id::text, '-')`,
    sql`plant_slots`,
  )} as slots,
  ${listed(
    sql`id, resource_key, desk_id, size, used, state,
      to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      to_char(hold_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    sql`capacity_leases`,
  )} as leases,
  ${listed(
    sql`id, member_id, plan_version_id, status, starts_on, ends_on, slots_owed, coalesce(cancelled_on::text, '-'),
      auto_renew::text, coalesce(next_plan_id::text, '-')`,
    sql`memberships`,
  )} as memberships,
  ${listed(
    sql`membership_id, granted, extra, owed, (closed_at is not null)::text`,
    sql`plant_slot_entitlements`,
  )} as rights,
  ${listed(sql`id, slot_id, kind, priority, state`, sql`plant_slot_maintenance`)} as entries,
  ${listed(
    sql`id, membership_id, kind, quantity, coalesce(location_id::text, '-'), lapses, state`,
    sql`plant_slot_waitlist`,
  )} as waitlist,
  ${listed(sql`id, entry_id, array_to_string(slot_ids, ' '), state`, sql`plant_slot_offers`)} as offers,
  ${listed(sql`id, slot_id, membership_id, coalesce(end_reason, 'open')`, sql`plant_slot_occupancies`)} as plantings,
  ${listed(
    sql`id, membership_id, coalesce(period_id::text, '-'), kind, amount_minor, currency, due_on, state,
      coalesce(settlement_id::text, '-')`,
    sql`membership_charges`,
  )} as charges,
  ${listed(
    sql`id, membership_id, plan_version_id, starts_on, scheduled_ends_on, ends_on, frozen_days, cut::text,
      (voided_at is not null)::text`,
    sql`membership_periods`,
  )} as periods,
  ${listed(sql`id, period_id, from_on, to_on, state, coalesce(fee_charge_id::text, '-')`, sql`membership_freezes`)} as freezes,
  ${listed(
    sql`id, plan_id, version_no, price_minor, row_version, (superseded_at is not null)::text`,
    sql`membership_plan_versions`,
  )} as versions,
  ${listed(sql`id, name, status, current_version_id, coalesce(sort_order::text, '-')`, sql`membership_plans`)} as plans,
  ${listed(sql`id, code, coalesce(member_number, '-'), status, kyc_status`, sql`members`)} as members,
  ${listed(
    sql`id, kind, command_id, state, coalesce(assigned_to::text, '-'), coalesce(resolved_by::text, '-'),
      coalesce(resolved_command_id::text, '-'), cardinality(dependents),
      jsonb_array_length(coalesce(decided->'tried', '[]'))`,
    sql`attention_items`,
  )} as items`

const textOf = (...parts: readonly (string | number | boolean | null | undefined)[]): string =>
  parts.map((part) => String(part ?? '-')).join(' ')

function rowsOf(state: State): Rows {
  const { slots, memberships, rights, entries, plantings, charges, versions, plans, members, items } = state
  const { waitlist, offers, periods, freezes, leases } = state
  return {
    slots: slots.all().map((s) => {
      const promised = [s.offerId, s.leaseId, s.givenFrom]
      return textOf(s.id, s.key, s.status, s.holder?.membershipId, s.flagged, ...promised)
    }),
    leases: leases.all().map((l) => {
      return textOf(l.id, l.locationId, l.deskId, l.size, l.used, l.state, l.expiresAt, l.holdUntil)
    }),
    memberships: memberships.all().map((m) => {
      const { cancelledOn, autoRenew, nextPlanId } = m
      const days = [m.startsOn, m.endsOn, m.owed, cancelledOn]
      return textOf(m.id, m.memberId, m.versionId, m.status, ...days, autoRenew, nextPlanId)
    }),
    rights: rights.all().map((r) => textOf(r.id, r.granted, r.extra, r.owed, r.closedAt !== null)),
    entries: entries.all().map((e) => textOf(e.id, e.slotId, e.kind, e.priority, e.state)),
    waitlist: waitlist
      .all()
      .map((w) => textOf(w.id, w.membershipId, w.kind, w.quantity, w.locationId, w.lapses, w.state)),
    offers: offers.all().map((o) => textOf(o.id, o.entryId, ...o.slotIds, o.state)),
    plantings: plantings.all().map((p) => textOf(p.id, p.slotId, p.membershipId, p.end?.reason ?? 'open')),
    charges: charges
      .all()
      .map((c) =>
        textOf(c.id, c.membershipId, c.periodId, c.kind, c.amountMinor, c.currency, c.dueOn, c.state, c.settled?.id),
      ),
    periods: periods
      .all()
      .map((p) =>
        textOf(
          p.id,
          p.membershipId,
          p.versionId,
          p.startsOn,
          p.scheduledEndsOn,
          p.endsOn,
          p.frozenDays,
          p.cut,
          p.voidBy !== null,
        ),
      ),
    freezes: freezes.all().map((f) => textOf(f.id, f.periodId, f.fromOn, f.toOn, f.state, f.feeChargeId)),
    versions: versions
      .all()
      .map((v) => textOf(v.id, v.planId, v.no, v.terms.priceMinor, v.writtenIn, v.closedAt !== null)),
    plans: plans.all().map((p) => textOf(p.id, p.name, p.archived ? 'ARCHIVED' : 'ACTIVE', p.versionId, p.sortOrder)),
    members: members.all().map((m) => textOf(m.id, m.code, m.person.memberNumber, m.status, m.kyc)),
    items: items.all().map((i) => {
      const { by, commandId } = i.ended ?? {}
      const counts = [i.dependents.length, i.tried.length]
      return textOf(i.id, i.kind, i.commandId, i.state, i.assignedTo, by, commandId, ...counts)
    }),
  }
}

/** Rows of the server, or of a desk that holds everything, which the model has otherwise; empty is agreement. */
export async function disagreements(db: Db, state: State): Promise<string[]> {
  const { rows: answered } = await statement.execute(db)
  const stored = rows.parse(answered[0])
  const known = rowsOf(state)
  return rows.keyof().options.flatMap((table) => {
    const [here, there] = [new Set(known[table]), new Set(stored[table])]
    const missing = [...here].filter((row) => !there.has(row)).map((row) => `${table}: the model alone has ${row}`)
    const added = [...there].filter((row) => !here.has(row)).map((row) => `${table}: the database alone has ${row}`)
    return [...missing, ...added]
  })
}
