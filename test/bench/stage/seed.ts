import { sql } from 'kysely'
import { memberSearchText } from '../../../src-shared/modules/memberships/member-rules.ts'
import type { ServerDatabase } from '../../../sync-server/database/open.ts'

/** How much a tenant holds. */
export interface Shape {
  slots: number
  locations: number
  /** Each with contacts, one membership in force, one period and, for as many as there are entitlements, a right to slots. */
  members: number
  entitlements: number
}

/** Of 10 slots in a row, so many are taken (plant-slots.md section 15: about 71 %). */
const takenOfTen = 7
/** Slots side by side. */
export const columns = 20

/** The ten thousand slots of plant-slots.md section 12. */
export const greenhouse: Shape = { slots: 10_000, locations: 12, members: 2_000, entitlements: 2_000 }

/** A tenant of so many rows, in the proportions of plant-slots.md section 12 and memberships.md section 12. */
export const shapeOf = (rows: number): Shape => ({
  slots: rows / 10,
  locations: Math.max(1, Math.round(rows / 8_333)),
  members: rows / 5,
  entitlements: rows / 10,
})

/** A row's id: a UUIDv7 of a fixed second, the same in every run. Numbers count from 1. */
export const idOf = (kind: string, n: string): string => `pg_temp.seeded_id('${kind}', ${n})`

/** What the statements of a seeding lean on; they go with the connection. */
const functions = (tenantId: string): string => `
  create or replace function pg_temp.seeded_id(kind text, n bigint) returns uuid language sql immutable as $$
    select (lpad(to_hex(1760000000000 + n), 12, '0') || '7' || substr(md5(kind), 1, 3) || 'a'
      || substr(md5('${tenantId}' || kind || n), 1, 15))::uuid $$;
  create or replace function pg_temp.one_of(names text[], n bigint) returns text language sql immutable as $$
    select names[1 + n % array_length(names, 1)] $$;`

const given =
  'Aylin Murat Elif Lucía Emre Jonas 서연 Zeynep Mateo Ayşe Noah Deniz Marta Can Ingrid Berk Sofía Kerem 지우 Hannah Ömer Paula Selin Lars'.split(
    ' ',
  )
const family =
  'Kaya Demir Şahin Fernández Yıldız Weber 김 Öztürk García Çelik Schmidt Aydın López Arslan Jensen Doğan Martín Koç 이 Hoffmann Kurt Ruiz Aksoy Nilsson Polat Vidal Erdem Bauer Güneş'.split(
    ' ',
  )

const arrayOf = (texts: readonly string[]): string => `array[${texts.map((text) => `'${text}'`).join(',')}]`

/** What each pair of names is found by, as the product's own commands write it, with room for code and number. */
const texts = given.flatMap((givenName) =>
  family.map((familyName) => memberSearchText({ givenName, familyName, code: 'CODE', memberNumber: 'NUMBER' })),
)

/** Members with names, numbers, cards and how they are reached. */
export const members = ({ members: n }: Pick<Shape, 'members'>): string => `
  insert into members (id, code, member_number, given_name, family_name, search_text, language)
    select ${idOf('member', 'n')}, code, 'M' || n, given, family,
      replace(replace(text, 'code', lower(code)), 'number', 'm' || n), 'tr'
    from (select n, pg_temp.one_of(${arrayOf(given)}, n) as given, pg_temp.one_of(${arrayOf(family)}, n / 7) as family,
      overlay(upper(lpad(to_hex(n), 8, '0')) placing '-' || substr(upper(lpad(to_hex(n), 8, '0')), 5, 1) from 5 for 1) as code,
      pg_temp.one_of(${arrayOf(texts)}, (n % ${given.length}) * ${family.length} + (n / 7) % ${family.length}) as text
      from generate_series(1, ${n}) n) as named;
  insert into member_contacts (id, member_id, email, email_key, phone, phone_e164, phone_tail)
    select ${idOf('contact', 'n')}, ${idOf('member', 'n')}, 'member' || n || '@example.test', 'member' || n || '@example.test',
      '0532 ' || lpad(n::text, 7, '0'), '+90532' || lpad(n::text, 7, '0'), right(lpad(n::text, 7, '0'), 4)
    from generate_series(1, ${n}) n;`

const memberships = ({ members: n, entitlements }: Shape): string => `
  insert into membership_plans (id, name, name_key, current_version_id)
    values (${idOf('plan', '1')}, 'Greenhouse', 'greenhouse', ${idOf('plan-version', '1')});
  insert into membership_plan_versions (id, plan_id, version_no, duration_type, duration_value, price_minor, currency, slot_allocation)
    values (${idOf('plan-version', '1')}, ${idOf('plan', '1')}, 1, 'MONTHS', 12, 490000, 'TRY', 2);
  insert into memberships (id, member_id, plan_id, plan_version_id, status, starts_on, ends_on, auto_renew)
    select ${idOf('membership', 'n')}, ${idOf('member', 'n')}, ${idOf('plan', '1')}, ${idOf('plan-version', '1')}, 'active',
      current_date - (n % 180)::int - 1, current_date + 365 - (n % 180)::int, true
    from generate_series(1, ${n}) n;
  insert into membership_periods (id, membership_id, member_id, plan_version_id, seq, starts_on, scheduled_ends_on, ends_on, anchor_on, anchor_count, price_minor, currency)
    select ${idOf('period', 'n')}, id, member_id, plan_version_id, 1, starts_on, ends_on, ends_on, starts_on, 1, 490000, 'TRY'
    from (select *, row_number() over (order by id) as n from memberships where tenant_id = holdfast_tenant()) as numbered;
  insert into plant_slot_entitlements (id, membership_id, member_id, granted)
    select ${idOf('entitlement', 'n')}, ${idOf('membership', 'n')}, ${idOf('member', 'n')}, 20
    from generate_series(1, ${entitlements}) n;`

const slots = ({ slots: n, locations, entitlements }: Shape): string => `
  insert into plant_slot_locations (id, code, name, kind, sort_order)
    select ${idOf('location', 'n')}, 'greenhouse-' || n, 'Greenhouse ' || n, 'greenhouse', n
    from generate_series(1, ${locations}) n;
  insert into plant_slots (id, slot_number, number_key, location_id, row_no, col_no, level_no, status, member_id, membership_id, allocated_at, last_clean_date)
    select ${idOf('slot', 'n')}, 'G' || location || '-' || n, 'g' || location || '-' || n, ${idOf('location', 'location')},
      1 + place / ${columns}, 1 + place % ${columns}, 1, case when taken then 'allocated' else 'available' end,
      case when taken then ${idOf('member', 'holder')} end, case when taken then ${idOf('membership', 'holder')} end,
      case when taken then now() end, current_date - (n % 14)::int
    from (select n, 1 + (n - 1) % ${locations} as location, (n - 1) / ${locations} as place,
      ((n - 1) / ${locations}) % 10 < ${takenOfTen} as taken, 1 + n % ${entitlements} as holder
      from generate_series(1, ${n}) n) as placed;`

/**
 * Fills a tenant in one transaction through SQL: as commands, a hundred thousand rows would take minutes. The rows carry
 * the tenant's next version, and the tenant moves on to it, as after one command that wrote them all.
 */
export const seed = (database: ServerDatabase, tenantId: string, shape: Shape): Promise<void> =>
  writeAsOne(database, tenantId, `${members(shape)} ${memberships(shape)} ${slots(shape)}`)

/** Runs statements for a tenant as one command of somebody else would have written what they write. */
export const writeAsOne = (database: ServerDatabase, tenantId: string, statements: string): Promise<void> =>
  database.script(`
    begin;
    set local statement_timeout = 0;
    ${functions(tenantId)}
    select set_config('holdfast.tenant', '${tenantId}', true), set_config('holdfast.at', now()::text, true),
      set_config('holdfast.version', (version + 1)::text, true) from tenant_heads where tenant_id = '${tenantId}' for update;
    ${statements}
    update tenant_heads set version = version + 1 where tenant_id = '${tenantId}';
    commit;`)

export type SeededKind = 'location' | 'member' | 'membership' | 'slot' | 'plan' | 'plan-version'

/** Ids of seeded rows: number n of a kind, from 1. */
export async function seededIds(
  { db }: ServerDatabase,
  tenantId: string,
  kind: SeededKind,
  { from = 1, to }: { from?: number; to: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select (lpad(to_hex(1760000000000 + n), 12, '0') || '7' || substr(md5(${kind}), 1, 3) || 'a'
      || substr(md5(${tenantId}::text || ${kind} || n), 1, 15))::uuid as id
    from generate_series(${from}::bigint, ${to}::bigint) n`.execute(db)
  return rows.map(({ id }) => id)
}

/** The tables it fills; the rest of a tenant is a handful of rows. */
export const seededTables = [
  'members',
  'member_contacts',
  'memberships',
  'membership_periods',
  'plant_slot_entitlements',
  'plant_slot_locations',
  'plant_slots',
] as const
