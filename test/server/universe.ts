import { addDays } from '../../src-shared/kernel/calendar.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { cardCode } from './garden.ts'

/** How many rows of each kind there are. */
export const size = 4
/** The day on which it is made. */
export const firstDay = '2027-03-01'

export const tables = [
  'membership_plans',
  'membership_plan_versions',
  'members',
  'member_contacts',
  'memberships',
  'membership_periods',
  'membership_charges',
  'plant_slots',
  'plant_slot_occupancies',
  'plant_slot_maintenance',
  'plant_slot_transfers',
  'plant_slot_events',
] as const
export type TableName = (typeof tables)[number]

/**
 * A small tenant in which every scope rule has something to say: windows, states, own rows, children and children of
 * children. `user` is the person whose member record the first member is, and of whom nobody else's is.
 */
export class Universe {
  readonly ids: Record<TableName, string[]>
  readonly locationId = newId()
  readonly user: string
  /** A user who reads nothing here. */
  readonly stranger = newId()

  constructor(user: string) {
    this.user = user
    const some = () => Array.from({ length: size }, () => newId())
    this.ids = {
      ...{ membership_plans: some(), membership_plan_versions: some(), members: some(), member_contacts: some() },
      ...{ memberships: some(), membership_periods: some(), membership_charges: some(), plant_slots: some() },
      ...{ plant_slot_occupancies: some(), plant_slot_maintenance: some() },
      ...{ plant_slot_transfers: some(), plant_slot_events: some() },
    }
  }

  id(table: TableName, n: number): string {
    return this.ids[table][n % size] ?? ''
  }

  /** Every row as it is made first, parents and children in any order. */
  seed(): { table: string; row: JsonObject }[] {
    const location = { id: this.locationId, code: 'gh', name: 'GH', kind: 'greenhouse' }
    const rows = Array.from({ length: size }, (_, n) => this.#rowsOf(n)).flat()
    return [{ table: 'plant_slot_locations', row: location }, ...rows]
  }

  #rowsOf(n: number): { table: string; row: JsonObject }[] {
    const at = (table: TableName) => this.id(table, n)
    const [plan, version, member] = [at('membership_plans'), at('membership_plan_versions'), at('members')]
    const [membership, slot] = [at('memberships'), at('plant_slots')]
    const ofPlan = { plan_id: plan, plan_version_id: version }
    const event = { event: 'allocated', from_status: 'available', to_status: 'allocated', command_id: newId() }
    const transfer = { from_member_id: member, from_membership_id: membership, to_member_id: member }
    const span = {
      starts_on: `20${30 + n}-01-01`,
      scheduled_ends_on: `20${30 + n}-12-31`,
      ends_on: `20${30 + n}-12-31`,
    }
    const terms = { duration_type: 'MONTHS', duration_value: 1, price_minor: 100, currency: 'TRY' }
    const row = (table: TableName, more: JsonObject) => ({ table, row: { id: at(table), ...more } })
    return [
      row('membership_plans', { name: `P${n}`, name_key: `p${n}`, current_version_id: version, status: 'ACTIVE' }),
      row('membership_plan_versions', { plan_id: plan, version_no: 1, ...terms }),
      row('members', {
        ...{ code: cardCode(), given_name: `M${n}`, search_text: `m${n}`, language: 'en', status: 'ACTIVE' },
        ...this.#link(n),
      }),
      row('member_contacts', { member_id: member, notes: `of ${n}` }),
      row('memberships', {
        ...{ member_id: member, status: 'active', starts_on: '2020-01-01', ends_on: firstDay, auto_renew: false },
        ...ofPlan,
      }),
      row('membership_periods', {
        ...{ membership_id: membership, member_id: member, plan_version_id: version, seq: 1, anchor_on: '2030-01-01' },
        ...{ anchor_count: 1, currency: 'TRY', ...span },
      }),
      row('membership_charges', {
        ...{ member_id: member, membership_id: membership, kind: 'purchase', amount_minor: 100, currency: 'TRY' },
        ...{ due_on: firstDay, state: 'due' },
      }),
      row('plant_slots', { slot_number: `S${n}`, number_key: `s${n}`, location_id: this.locationId }),
      row('plant_slot_occupancies', {
        ...{ slot_id: slot, membership_id: membership, member_id: member, label: 'x', planted_on: '2020-01-01' },
        ended_on: firstDay,
      }),
      row('plant_slot_maintenance', { slot_id: slot, kind: 'repair', description: 'x', reported_by: this.user }),
      row('plant_slot_transfers', { ...transfer, to_membership_id: membership, slot_ids: [], reason: 'x' }),
      row('plant_slot_events', { slot_id: slot, ...event, at: `${firstDay}T08:00:00Z`, actor_id: this.user }),
    ]
  }

  /** A change of one row that its scope rules look at; `twist` says which and how. */
  change(table: TableName, n: number, twist: number, today: string): JsonObject {
    const some = (of: TableName) => this.id(of, twist)
    // Around the edges of all windows there are: 14, 90, 180, 400 and 730 days.
    const edges = [0, 13, 14, 15, 89, 90, 91, 179, 180, 181, 399, 400, 401, 729, 730, 731]
    const day = addDays(today, -(edges[twist % edges.length] ?? 0))
    const instant = `${day}T${twist % 2 === 0 ? '00:00:00' : '12:34:56.789'}Z`
    const pick = <T>(...values: T[]): T => values[twist % values.length] as T
    const changes: Record<TableName, () => JsonObject> = {
      membership_plans: () =>
        pick({ status: 'ACTIVE', archived_at: null }, { status: 'ARCHIVED', archived_at: instant }),
      membership_plan_versions: () => ({ plan_id: some('membership_plans'), version_no: 100 + n }),
      members: () =>
        pick<JsonObject>({ status: 'ACTIVE' }, { status: 'ARCHIVED' }, { status: 'SUSPENDED' }, this.#link(n)),
      member_contacts: () => ({ notes: `changed ${twist}` }),
      memberships: () => pick<JsonObject>({ ends_on: day }, { member_id: some('members') }),
      membership_periods: () => ({ membership_id: some('memberships'), seq: 100 + n }),
      membership_charges: () =>
        pick<JsonObject>(
          { state: 'settled', settled_at: instant },
          { state: 'due', settled_at: null },
          { member_id: some('members') },
        ),
      plant_slots: () =>
        pick<JsonObject>(
          { status: 'allocated', member_id: some('members'), membership_id: some('memberships') },
          { status: 'available', member_id: null, membership_id: null },
        ),
      plant_slot_occupancies: () => pick<JsonObject>({ ended_on: day }, { member_id: some('members') }),
      plant_slot_maintenance: () =>
        pick<JsonObject>(
          { state: 'open', performed_by: null },
          { state: 'done', performed_by: this.user },
          { state: 'cancelled', performed_by: null },
          { slot_id: some('plant_slots') },
        ),
      plant_slot_transfers: () => ({ from_member_id: some('members') }),
      plant_slot_events: () => ({ at: instant }),
    }
    return changes[table]()
  }

  /** The first member is the person who reads, the second somebody else who could, the others nobody. */
  #link(n: number): JsonObject {
    return { user_id: [this.user, this.stranger][n] ?? null }
  }
}
