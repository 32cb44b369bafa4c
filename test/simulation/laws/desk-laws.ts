import { Kysely, PGliteDialect } from 'kysely'
import { domain } from '../../../src-shared/domain.ts'
import type { Day } from '../../../src-shared/kernel/calendar.ts'
import type { Database } from '../../../src-shared/schema/row-types.ts'
import { cursor as cursorShape } from '../../../src-shared/sync/protocol.ts'
import { holds, type Scope, scopeOf } from '../../../src-shared/sync/scope.ts'
import type { Engine } from '../runtime/engine.ts'
import type { Person } from '../stage/house.ts'
import { must } from './broken.ts'
import type { Truth } from './truth.ts'

const tables = Object.keys(domain.scope)

/** The confirmed rows of a replica: what unconfirmed commands did is taken off. */
const confirmed = tables
  .map(
    (table) => `select '${table}' as "table", id, to_jsonb(t)::text as text from ${table} t
      where not exists (select from desk_undo u where u.tbl = '${table}' and u.id = t.id)`,
  )
  .concat('select tbl, id, image::text from desk_undo where image is not null')
  .join(' union all ')

interface Row {
  table: string
  id: string
  text: string
}

/** Compares what a desk holds with what was committed. */
export class DeskLaws {
  readonly #name: string
  readonly #engine: Engine
  readonly #truth: Truth
  /** Of the server's present history. */
  readonly #epoch: () => string
  #scope: Scope

  constructor(name: string, engine: Engine, truth: Truth, person: Person, epoch: () => string) {
    this.#name = name
    this.#engine = engine
    this.#truth = truth
    this.#epoch = epoch
    this.#scope = scopeOf(domain, [person.role], person.userId)
  }

  /** Who is signed in from now on: a desk holds what that person may see. */
  set person({ role, userId }: Person) {
    this.#scope = scopeOf(domain, [role], userId)
  }

  /** SY-5: after a pull, every row is as it was at the one version that the cursor names, and no table lags behind. */
  async oneCut(): Promise<void> {
    const cursor = await this.#cursor()
    // An answer that was under way while the server was put back is of a history that nobody can look at any more; the
    // next pull finds that out (SY-14).
    if (cursor?.epoch !== this.#epoch()) return
    const { version } = cursor
    const held = new Set<string>()
    for (const { table, id, text } of await this.#engine.ask<Row>(confirmed)) {
      const expected = this.#truth.rowAt(table, id, version)
      must(text === expected, 'SY-5', () => `${this.#name} at ${version}: ${table} ${id} is ${text}, was ${expected}`)
      held.add(`${table} ${id}`)
    }
    for (const [table, rules] of this.#scope.tables) {
      if (!rules.includes('all')) continue
      for (const [id] of this.#truth.rowsAt(table, version)) {
        must(held.has(`${table} ${id}`), 'SY-4', () => `${this.#name} at ${version} lacks ${table} ${id}`)
      }
    }
  }

  /** SY-4, SY-6: a desk with nothing left to send or to pull holds what the server says it holds, byte for byte. */
  async converged(server: Engine): Promise<void> {
    const cursor = await this.#cursor()
    must(cursor?.version === this.#truth.version, 'SY-6', () => `${this.#name} stands at ${cursor?.version}`)
    const day = cursor?.scope.day ?? ''
    for (const [table, rules] of this.#scope.tables) {
      if (rules.length === 0) continue
      const ours = await this.#engine.ask<Row>(`select id, to_jsonb(t)::text as text from ${table} t order by id`)
      const theirs = await this.#held(server, table, day)
      must(JSON.stringify(ours) === JSON.stringify(theirs), 'SY-6', () => difference(this.#name, table, ours, theirs))
    }
    const [left] = await this.#engine.ask<{ undo: number; touched: number }>(
      'select (select count(*)::int from desk_undo) as undo, (select count(*)::int from desk_touched) as touched',
    )
    must(left?.undo === 0 && left.touched === 0, 'SY-6', () => `${this.#name} still has ${JSON.stringify(left)}`)
  }

  async #cursor() {
    const [state] = await this.#engine.ask<{ cursor: unknown }>('select cursor from desk_state')
    const read = cursorShape.safeParse(state?.cursor)
    return read.success ? read.data : null
  }

  async #held(server: Engine, table: string, day: Day): Promise<Row[]> {
    const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite: server.pglite }) })
    const { sql, parameters } = holds(this.#scope, table, day).compile(db)
    return server.ask<Row>(
      `select id, to_jsonb(${table}.*)::text as text from ${table} where deleted_at is null and ${sql} order by id`,
      [...parameters],
    )
  }
}

function difference(name: string, table: string, ours: Row[], theirs: Row[]): string {
  const known = new Map(theirs.map(({ id, text }) => [id, text]))
  const other = ours.find(({ id, text }) => known.get(id) !== text)
  if (other) return `${name} has ${table} ${other.text}, the server ${known.get(other.id)}`
  const held = new Set(ours.map(({ id }) => id))
  return `${name} lacks ${table} ${theirs.find(({ id }) => !held.has(id))?.text}`
}
