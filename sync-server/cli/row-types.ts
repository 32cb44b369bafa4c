/**
 * Writes `src-shared/schema/row-types.ts`, Kysely's view of the tables, from a migrated database: the
 * SQL stays the one declaration of the schema. `--check` writes nothing and fails when the file is stale.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { sql } from 'kysely'
import { migrate } from '../database/migrate.ts'
import { openPGlite } from '../database/open.ts'

const root = join(import.meta.dirname, '../..')
const target = join(root, 'src-shared/schema/row-types.ts')

type Column = {
  schema: string
  table: string
  name: string
  type: string
  array: boolean
  nullable: boolean
  /** Has a default, or is an identity column that takes a given value. */
  defaulted: boolean
  computed: boolean
  /** Definitions of the check constraints on this column alone. */
  checks: string[]
}

const columnsQuery = sql<Column>`
  select n.nspname as schema, c.relname as table, a.attname as name, coalesce(e.typname, t.typname) as type,
    e.oid is not null as array, not a.attnotnull as nullable,
    a.atthasdef or a.attidentity = 'd' as defaulted, a.attgenerated <> '' or a.attidentity = 'a' as computed,
    array(select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as checks
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  where n.nspname in ('public', 'control') and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by n.nspname desc, c.relname, a.attnum`

const strings = ['uuid', 'text', 'varchar', 'bpchar', 'date', 'timestamptz', 'numeric', 'inet', 'tsvector']
const numbers = ['int2', 'int4', 'int8', 'float4', 'float8']
const scalarTypes = new Map([
  ...strings.map((type) => [type, 'string'] as const),
  ...numbers.map((type) => [type, 'number'] as const),
  ['bool', 'boolean'],
  ['bytea', 'Uint8Array'],
  ['jsonb', 'Json'],
])

/** A trigger fills these on every write, so no insert gives them. */
const stamped = new Set(['row_version', 'created_at', 'updated_at'])

/**
 * The texts of `check (column in ('a', 'b'))` or `check (column <@ array['a', 'b'])`, as a union. Postgres keeps them
 * as `= ANY (ARRAY['a'::text, 'b'::text])`, and a single one as `= 'a'::text`.
 */
function literals(column: Column): string | undefined {
  const list = /^CHECK \(\("?\w+"? (?:= ANY \(|= |<@ )(?:ARRAY\[)?('.*'::\w+)\]?\)?\)\)$/
  const texts = column.checks.map((check) => list.exec(check)?.[1]).find((found) => found !== undefined)
  const each = texts?.matchAll(/'((?:[^']|'')*)'::/g)
  return each && [...each].map(([, text = '']) => JSON.stringify(text.replaceAll("''", "'"))).join(' | ')
}

function columnType(column: Column): string {
  const scalar = literals(column) ?? scalarTypes.get(column.type)
  if (!scalar) throw new Error(`${column.table}.${column.name}: no TypeScript type is known for "${column.type}".`)
  const orNull = column.nullable ? ' | null' : ''
  const read = (column.array ? `(${scalar})[]` : scalar) + orNull
  const optional = column.defaulted || stamped.has(column.name)
  if (column.computed) return `GeneratedAlways<${read}>`
  if (scalar === 'Json') return `ColumnType<${read}, string${orNull}${optional ? ' | undefined' : ''}, string${orNull}>`
  return optional ? `Generated<${read}>` : read
}

const pascalCase = (name: string): string =>
  name.replaceAll(/(?:^|[_.])(\w)/g, (_, letter: string) => letter.toUpperCase())

function rowTypes(columns: Column[]): string {
  const tables = Map.groupBy(columns, ({ schema, table }) => (schema === 'public' ? table : `${schema}.${table}`))
  const interfaces = [...tables].map(([table, its]) => {
    const fields = its.map((column) => `${column.name}: ${columnType(column)}`)
    return `export interface ${pascalCase(table)} {\n${fields.join('\n')}\n}\n`
  })
  const entries = [...tables.keys()].map((table) => `'${table}': ${pascalCase(table)}`)
  const body = [...interfaces, `export interface Database {\n${entries.join('\n')}\n}\n`].join('\n')
  const kyselyTypes = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((type) => body.includes(`${type}<`))
  return [
    '// Written by `npm run types:generate` from the SQL files; never by hand.',
    `import type { ${kyselyTypes.join(', ')} } from 'kysely'`,
    ...(body.includes('Json') ? ["import type { Json } from '../kernel/json.ts'"] : []),
    `\n${body}`,
  ].join('\n')
}

async function migratedColumns(): Promise<Column[]> {
  const database = await openPGlite()
  await migrate(database)
  const { rows } = await columnsQuery.execute(database.db)
  await database.close()
  return rows
}

const unformatted = rowTypes(await migratedColumns())
const biome = ['format', `--stdin-file-path=${relative(root, target)}`]
const source = execFileSync('biome', biome, { cwd: root, input: unformatted, encoding: 'utf8' })
if (!process.argv.includes('--check')) writeFileSync(target, source)
else if (!existsSync(target) || readFileSync(target, 'utf8') !== source) {
  console.error('src-shared/schema/row-types.ts is stale: run `npm run types:generate`.')
  process.exitCode = 1
}
