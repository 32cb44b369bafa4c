import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { ScopeRule } from '../../src-shared/kernel/scope.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { onBothDatabases } from './databases.ts'

interface Table {
  name: string
  columns: string[]
  secured: boolean
  forced: boolean
  policies: string[]
  /** Columns of the primary key, of every unique index, and of every foreign key, in order. */
  primary: string[] | null
  uniques: { name: string; columns: string[] }[]
  foreign: { name: string; columns: string[]; to: string; deferrable: boolean }[]
  triggers: string[]
  indexes: string[][]
}

const tablesQuery = sql<Table>`
  with key_columns as (
    select i.indrelid, i.indexrelid, i.indisprimary, i.indisunique,
      array(select a.attname::text from unnest(i.indkey::int[]) with ordinality k(n, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by place) as columns
    from pg_index i
  )
  select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
    array(select pg_get_expr(p.polqual, c.oid) || ' / ' || pg_get_expr(p.polwithcheck, c.oid) || ' / ' || p.polcmd::text
      from pg_policy p where p.polrelid = c.oid) as policies,
    (select to_json(k.columns) from key_columns k where k.indrelid = c.oid and k.indisprimary) as primary,
    (select coalesce(json_agg(json_build_object('name', k.indexrelid::regclass::text, 'columns', k.columns)), '[]')
      from key_columns k where k.indrelid = c.oid and k.indisunique) as uniques,
    (select coalesce(json_agg(json_build_object('name', f.conname, 'to', f.confrelid::regclass::text,
        'deferrable', f.condeferrable and f.condeferred,
        'columns', array(select a.attname::text from unnest(f.conkey) with ordinality k(n, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by place))), '[]')
      from pg_constraint f where f.conrelid = c.oid and f.contype = 'f') as "foreign",
    array(select t.tgname::text from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
    (select coalesce(json_agg(k.columns), '[]') from key_columns k where k.indrelid = c.oid) as indexes
  from pg_class c
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by c.relname`

/** Belongs to the database, not to a tenant: which files have run. */
const notOfTenants = new Set(['schema_files'])
const syncedColumns = ['tenant_id', 'id', 'row_version', 'created_at', 'updated_at', 'deleted_at']

onBothDatabases('[SY-11] the catalogue', (ground) => {
  let tables: Table[]
  beforeAll(async () => {
    const { rows } = await tablesQuery.execute(ground().database.db)
    tables = rows.filter(({ name }) => !notOfTenants.has(name))
  })
  const synced = () => tables.filter(({ columns }) => columns.includes('row_version'))

  describe('one tenant never meets another', () => {
    test('every table knows its tenant, and its primary key begins with it', () => {
      expect(tables.length).toBeGreaterThan(15)
      for (const { name, columns, primary } of tables) {
        expect(columns, name).toContain('tenant_id')
        expect(primary?.[0], name).toBe('tenant_id')
      }
    })

    test('no unique index and no foreign key crosses from one tenant to another', () => {
      for (const { name, uniques, foreign } of tables) {
        for (const unique of uniques) expect(unique.columns[0], unique.name).toBe('tenant_id')
        for (const key of foreign) expect(key.columns[0], `${name}.${key.name}`).toBe('tenant_id')
      }
    })

    // As a sub-select, so that the tenant is read once a statement and not once a row.
    const ofTenant = '(tenant_id = ( SELECT holdfast_tenant() AS holdfast_tenant))'

    test("row security is on for everybody, the table's owner too, and knows only the tenant of the transaction", () => {
      for (const { name, secured, forced, policies } of tables) {
        expect({ name, secured, forced }).toEqual({ name, secured: true, forced: true })
        expect(policies, name).toEqual([`${ofTenant} / ${ofTenant} / *`])
      }
    })
  })

  describe('[SY-4] every table that desks hold can be synced', () => {
    test('it has the columns of a synced row, its key is tenant and id, it is stamped, and a pull finds what is new by index', () => {
      for (const { name, columns, primary, triggers, indexes } of synced()) {
        expect(columns.slice(0, 6), name).toEqual(syncedColumns)
        expect(primary, name).toEqual(['tenant_id', 'id'])
        expect(triggers, name).toEqual(['stamp'])
        expect(indexes, name).toContainEqual(['tenant_id', 'row_version'])
      }
    })

    test('it is registered in the scope of a module, and nothing is registered that is no table', () => {
      expect(
        synced()
          .map(({ name }) => name)
          .sort(),
      ).toEqual(Object.keys(domain.scope).sort())
    })

    test('parents stand before children, so that a desk prunes in one pass', () => {
      const order = Object.keys(domain.scope)
      for (const { name, foreign } of synced()) {
        for (const { to } of foreign) {
          // A plan and its present version point at each other.
          if (name === 'membership_plans' && to === 'membership_plan_versions') continue
          expect(order.indexOf(to), `${name} → ${to}`).toBeLessThan(order.indexOf(name))
        }
      }
    })

    test('a foreign key waits until the command ends: rows come in any order', () => {
      for (const { foreign } of synced()) for (const key of foreign) expect(key.deferrable, key.name).toBe(true)
    })

    test('every column that a scope rule names exists', () => {
      const known = new Set(tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`)))
      const named = (table: string, rule: ScopeRule): string[] => {
        if (typeof rule === 'string') return []
        if ('any' in rule) return rule.any.map(({ column }) => `${table}.${column}`)
        return [`${table}.${rule.by}`, `${rule.follows}.${rule.parentKey ?? 'id'}`]
      }
      const all = Object.entries(domain.scope).flatMap(([table, perRole]) =>
        Object.values(perRole).flatMap((rule) => named(table, rule)),
      )
      expect(all.length).toBeGreaterThan(50)
      expect(all.filter((column) => !known.has(column))).toEqual([])
    })

    test('every constraint that a module has words for exists', async () => {
      const { rows } = await sql<{ name: string }>`
        select conname as name from pg_constraint union select relname from pg_class where relkind = 'i'`.execute(
        ground().database.db,
      )
      const known = new Set(rows.map(({ name }) => name))
      for (const name of domain.constraints.keys()) expect(known, name).toContain(name)
    })
  })

  describe('the role under which commands and queries run', () => {
    const asApp = (statement: RawBuilder<unknown>) =>
      inTenant(ground().database.db, newId(), (db) => statement.execute(db))
    const denied = (statement: RawBuilder<unknown>) => expect(asApp(statement)).rejects.toThrow('permission denied')

    test('is no superuser, sees through no row security, makes nothing, and nobody can sign in as it', async () => {
      const { rows } = await sql`
        select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles
        where rolname = 'holdfast_app'`.execute(ground().database.db)
      expect(rows).toEqual([
        { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: false },
      ])
      const owned = await sql`select relname from pg_class where pg_get_userbyid(relowner) = 'holdfast_app'`.execute(
        ground().database.db,
      )
      expect(owned.rows).toEqual([])
    })

    test('does not see accounts, sessions, keys, or which files have run', async () => {
      const { rows } = await sql<{ name: string }>`
        select relname as name from pg_class where relnamespace = 'control'::regnamespace and relkind = 'r'`.execute(
        ground().database.db,
      )
      expect(rows.length).toBeGreaterThan(3)
      for (const { name } of rows) await denied(sql`select * from ${sql.table(`control.${name}`)}`)
      await denied(sql`select * from schema_files`)
      await denied(sql`create schema mine`)
      await denied(sql`create table mine (a int)`)
    })

    test('removes nothing anywhere, and the log it does not even change', async () => {
      for (const { name } of tables) {
        await denied(sql`delete from ${sql.table(name)}`)
        await denied(sql`truncate ${sql.table(name)}`)
      }
      await denied(sql`update command_log set verdict = 'applied'`)
    })

    test('cannot become somebody else, nor switch the rules off', async () => {
      await denied(sql`set session_replication_role = replica`)
      await expect(asApp(sql`alter table users disable row level security`)).rejects.toThrow('must be owner')
      // Asked to look past row security, the database refuses the question instead of answering it wider.
      const past = inTenant(ground().database.db, newId(), async (db) => {
        await sql`set local row_security = off`.execute(db)
        return sql`select * from users`.execute(db)
      })
      await expect(past).rejects.toThrow('row-level security')
    })

    test('without a tenant it sees nothing and writes nothing', async () => {
      const db = ground().database.db
      for (const { name } of tables) {
        const { rows } = await db.transaction().execute(async (transaction) => {
          await sql`select set_config('role', 'holdfast_app', true)`.execute(transaction)
          return sql`select * from ${sql.table(name)}`.execute(transaction)
        })
        expect(rows, name).toEqual([])
      }
    })

    test('the tenant of one transaction is forgotten by the next', async () => {
      const db = ground().database.db
      await inTenant(db, newId(), (transaction) => sql`select 1`.execute(transaction))
      const { rows } = await sql`select current_user = 'holdfast_app' as app, holdfast_tenant() as tenant`.execute(db)
      expect(rows).toEqual([{ app: false, tenant: null }])
    })
  })
})
