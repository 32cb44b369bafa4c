import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../src-shared/kernel/calendar.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { canonicalJson, type JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { type Cursor, pullResponse } from '../../src-shared/sync/protocol.ts'
import { holds, type Scope, scopeOf } from '../../src-shared/sync/scope.ts'
import { readTenant } from '../../sync-server/database/tenant-transaction.ts'
import { present, pull, type Reader } from '../../sync-server/sync/pull.ts'
import { snapshot } from '../../sync-server/sync/snapshot.ts'
import { type Ground, onBothDatabases } from './databases.ts'
import { Line, type TestDesk } from './line.ts'
import { holdsRow, PlainReplica, type Rows } from './plain-replica.ts'
import { rawDomain } from './raw-domain.ts'
import { firstDay, size, type TableName, tables, Universe } from './universe.ts'

/** What may happen in a history. */
type Step =
  | { kind: 'change'; table: TableName; n: number; twist: number }
  | { kind: 'bury'; table: TableName; n: number; gone: boolean }
  | { kind: 'days'; days: number }
  | { kind: 'drain'; reader: number; limit: number; between: Step[] }
  | { kind: 'begin anew'; reader: number; lines: number; between: Step[] }

const readers: BuiltinRole[][] = [['owner'], ['frontdesk'], ['field'], ['viewer'], ['member'], ['field', 'member']]

const aTable = fc.constantFrom(...tables)
const aRow = fc.nat({ max: size - 1 })
const write: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('change' as const), table: aTable, n: aRow, twist: fc.nat({ max: 47 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('bury' as const), table: aTable, n: aRow, gone: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('days' as const),
      days: fc.constantFrom(1, 1, 14, 76, 90, 220, 330, -1, -1, -30, -180),
    }),
  },
)
const between = fc.array(write, { maxLength: 4 })
const aReader = fc.nat({ max: readers.length - 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: write },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('drain' as const),
      reader: aReader,
      limit: fc.integer({ min: 1, max: 6 }),
      between,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('begin anew' as const),
      reader: aReader,
      lines: fc.nat({ max: 8 }),
      between,
    }),
  },
)

/** One tenant, its readers, and a model of nothing: the truth is asked of the database itself. */
class World {
  readonly #ground: Ground
  readonly line: Line
  readonly #writer: TestDesk
  readonly universe: Universe
  readonly #readers: { userId: string; scope: Scope; replica: PlainReplica }[] = []
  today = firstDay

  private constructor(ground: Ground, line: Line, writer: TestDesk, universe: Universe) {
    this.#ground = ground
    this.line = line
    this.#writer = writer
    this.universe = universe
  }

  static async open(ground: Ground): Promise<World> {
    const line = await Line.open(ground, rawDomain)
    line.clock.set(`${firstDay}T09:00:00.000Z`)
    const writer = await line.desk('owner')
    // The one user who holds their own rows reads as a member, and as a member who works on the floor.
    const member = await line.person('member')
    const world = new World(ground, line, writer, new Universe(member))
    expect(await world.give([['raw.write', { rows: world.universe.seed() }]])).toEqual(['applied'])
    for (const roles of readers) {
      const userId = roles.length === 1 && roles[0] === 'member' ? member : await line.person(...roles)
      world.#readers.push(world.#readerOf(userId, roles))
    }
    for (const { replica } of world.#readers) await replica.firstSync()
    return world
  }

  #readerOf(userId: string, roles: BuiltinRole[]) {
    const scope = scopeOf(rawDomain, roles, userId)
    const reading = (): Reader => ({
      ...{ domain: rawDomain, deployment: this.#ground.deployment, userId, deskId: newId() },
      now: this.line.clock.now(),
    })
    const { db } = this.#ground.database
    const { tenantId } = this.line
    const replica = new PlainReplica(
      {
        async pull(cursor, limit, page) {
          const request = { protocol: 1, cursor, limit, verdictsAfter: null, ...(page ? { page } : {}) }
          const answer = await readTenant(db, tenantId, (transaction) => pull(reading(), transaction, request))
          return 'code' in answer ? answer : pullResponse.parse(JSON.parse(JSON.stringify(answer)))
        },
        async snapshot(after) {
          const [table, id] = after?.split(',') ?? []
          const lines = await snapshot(db, tenantId, reading(), table && id ? { table, id } : undefined)
          if ('code' in lines) throw new Error(lines.code)
          return lines
        },
      },
      scope,
    )
    return { userId, scope, replica }
  }

  /** Runs commands that write rows; one that would break a constraint is refused and changes nothing. */
  async give(commands: [string, JsonObject][]): Promise<string[]> {
    const at = this.line.clock.now().toISOString()
    const pushed = commands.map(([name, input]) => this.#writer.next(name, input, { at }))
    const { verdicts } = await this.line.push(this.#writer, pushed)
    return verdicts.map(({ verdict }) => verdict)
  }

  pass(days: number): void {
    this.today = addDays(this.today, days)
    this.line.clock.set(`${this.today}T09:00:00.000Z`)
  }

  async run(step: Step): Promise<void> {
    const { universe } = this
    if (step.kind === 'days') return this.pass(step.days)
    if (step.kind === 'bury') {
      const { table, n, gone } = step
      await this.give([['raw.bury', { table, id: universe.id(table, n), gone }]])
      return
    }
    if (step.kind === 'change') {
      const { table, n, twist } = step
      const set = universe.change(table, n, twist, this.today)
      await this.give([['raw.change', { table, id: universe.id(table, n), set }]])
      return
    }
    const reader = this.#readers[step.reader]
    if (!reader) return
    const pending = [...step.between]
    const meanwhile = async () => {
      const next = pending.shift()
      if (next) await this.run(next)
    }
    if (step.kind === 'drain') {
      await reader.replica.drain(step.limit, meanwhile)
    } else {
      const roles = readers[step.reader] ?? []
      const anew = this.#readerOf(reader.userId, roles)
      this.#readers[step.reader] = anew
      if (!(await anew.replica.firstSync(step.lines))) {
        await meanwhile()
        await meanwhile()
        await anew.replica.firstSync()
      }
      await anew.replica.drain(3, meanwhile)
    }
    await this.compare(step.reader)
  }

  /** [SY-4] [SY-5] [SY-6]: what the reader holds is what `P` holds today, byte for byte. */
  async compare(n: number): Promise<void> {
    const reader = this.#readers[n]
    if (!reader) return
    const { scope, replica } = reader
    const all: Rows = new Map()
    for (const table of scope.tables.keys()) {
      const rows = await this.line.read((db) =>
        sql<{ row: JsonObject; held: boolean }>`
          select to_jsonb(${sql.table(table)}.*) as row, ${holds(scope, table, this.today)} as held
          from ${sql.table(table)} where deleted_at is null`.execute(db),
      )
      all.set(table, new Map(rows.rows.map(({ row }) => [String(row.id), row])))
      const expected = rows.rows.filter(({ held }) => held).map(({ row }) => canonicalJson(row))
      const held = [...(replica.rows.get(table)?.values() ?? [])].map(canonicalJson)
      expect(held.sort(), `${readers[n]} ${table}`).toEqual(expected.sort())
    }
    for (const table of scope.tables.keys()) {
      const model = [...(all.get(table)?.values() ?? [])].filter((row) => holdsRow(scope, all, table, row, this.today))
      const held = [...(replica.rows.get(table)?.keys() ?? [])]
      expect(model.map(({ id }) => String(id)).sort(), `the model of ${readers[n]} ${table}`).toEqual(held.sort())
    }
  }

  async settle(): Promise<void> {
    for (const [n, { replica }] of this.#readers.entries()) {
      await replica.drain(5, async () => {})
      await this.compare(n)
    }
  }

  replicaOf(n: number): PlainReplica {
    const reader = this.#readers[n]
    if (!reader) throw new Error(`There is no reader ${n}`)
    return reader.replica
  }

  /** How a reader stands, as the server tells it. */
  async cursorOf(n: number): Promise<Cursor> {
    const { userId } = this.#readers[n] ?? { userId: '' }
    const reader: Reader = {
      ...{ domain: rawDomain, deployment: this.#ground.deployment, userId, deskId: newId() },
      now: this.line.clock.now(),
    }
    const now = await readTenant(this.#ground.database.db, this.line.tenantId, (db) => present(reader, db))
    if ('code' in now) throw new Error(now.code)
    return now.cursor
  }
}

onBothDatabases('a pull', (ground) => {
  test('[SY-4] [SY-5] [SY-6] after any history of commands and days, whoever has pulled holds what their scope holds, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (history) => {
        const world = await World.open(ground())
        for (const each of history) await world.run(each)
        await world.settle()
      }),
      { numRuns: 8, endOnFailure: true, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
    )
  }, 120_000)

  describe('[SY-4] the edges of a window', () => {
    const heldMemberships = (world: World, n: number) => [...(world.replicaOf(n).rows.get('memberships')?.keys() ?? [])]

    test('a membership leaves the desk on the day after its last day in the window, and comes back if the day does', async () => {
      const world = await World.open(ground())
      const id = world.universe.id('memberships', 1)
      await world.give([['raw.change', { table: 'memberships', id, set: { ends_on: addDays(world.today, -399) } }]])
      await world.settle()
      expect(heldMemberships(world, 0)).toContain(id)
      world.pass(1)
      await world.settle()
      expect(heldMemberships(world, 0)).toContain(id)
      world.pass(1)
      await world.settle()
      expect(heldMemberships(world, 0)).not.toContain(id)
      world.pass(-1)
      await world.settle()
      expect(heldMemberships(world, 0)).toContain(id)
    })

    test('children come with a parent that nobody wrote, and leave with it', async () => {
      const world = await World.open(ground())
      const { universe } = world
      const periods = () => [...(world.replicaOf(0).rows.get('membership_periods')?.keys() ?? [])]
      await world.give([
        [
          'raw.change',
          { table: 'memberships', id: universe.id('memberships', 2), set: { ends_on: addDays(world.today, -400) } },
        ],
      ])
      await world.settle()
      expect(periods()).toContain(universe.id('membership_periods', 2))
      world.pass(1)
      await world.settle()
      expect(periods()).not.toContain(universe.id('membership_periods', 2))
      world.pass(-1)
      await world.settle()
      expect(periods()).toContain(universe.id('membership_periods', 2))
    })
  })

  test('[SY-4] a tombstone leaves every desk, and the row that is revived under its id comes back', async () => {
    const world = await World.open(ground())
    const id = world.universe.id('members', 3)
    const members = () => [...(world.replicaOf(1).rows.get('members')?.keys() ?? [])]
    await world.give([['raw.bury', { table: 'members', id, gone: true }]])
    await world.settle()
    expect(members()).not.toContain(id)
    await world.give([['raw.bury', { table: 'members', id, gone: false }]])
    await world.settle()
    expect(members()).toContain(id)
  })

  test('[SY-11] the floor is sent no contact, no period and no charge, in no page of no pull', async () => {
    const world = await World.open(ground())
    for (const [n, roles] of readers.entries()) {
      const tables = [...world.replicaOf(n).rows].filter(([, rows]) => rows.size > 0).map(([table]) => table)
      const secret = ['member_contacts', 'membership_periods', 'membership_charges']
      const sent = secret.filter((table) => tables.includes(table))
      expect(sent, String(roles)).toEqual(['field', 'viewer'].includes(String(roles)) ? [] : secret)
    }
  })

  test('[SY-14] another database, another schema, a future nobody had, other rights: the desk is told to begin anew, and why', async () => {
    const world = await World.open(ground())
    const cursor = await world.cursorOf(0)
    const reader: Reader = {
      ...{ domain: rawDomain, deployment: ground().deployment, deskId: newId() },
      ...{ userId: await world.line.person('owner'), now: world.line.clock.now() },
    }
    const ask = async (change: Partial<Cursor>) => {
      const request = { protocol: 1, cursor: { ...cursor, ...change }, limit: 10, verdictsAfter: null }
      const answer = await readTenant(ground().database.db, world.line.tenantId, (db) => pull(reader, db, request))
      return 'code' in answer ? [answer.code, answer.params.reason] : 'answered'
    }
    expect(await ask({})).toBe('answered')
    expect(await ask({ epoch: newId() })).toEqual(['resync_required', 'epoch'])
    expect(await ask({ version: cursor.version + 1000 })).toEqual(['resync_required', 'epoch'])
    expect(await ask({ schema: 'older' })).toEqual(['resync_required', 'schema'])
    expect(await ask({ scope: { ...cursor.scope, rules: newId() } })).toEqual(['resync_required', 'scope'])
    // A moving window is no other scope.
    expect(await ask({ scope: { ...cursor.scope, day: '2020-01-01' } })).toBe('answered')
  })

  test('[SY-10] verdicts come with the cut that includes them, those of this desk only, and only what it does not have', async () => {
    const line = await Line.open(ground(), rawDomain)
    const [mine, theirs] = [await line.desk(), await line.desk()]
    const asked = async (verdictsAfter: number | null) => {
      const { cursor } = await line.read(async (db) => {
        const now = await present(readerOf(), db)
        if ('code' in now) throw new Error(now.code)
        return now
      })
      const answer = await readTenant(ground().database.db, line.tenantId, (db) =>
        pull(readerOf(), db, { protocol: 1, cursor, limit: 100, verdictsAfter }),
      )
      if ('code' in answer) throw new Error(answer.code)
      return { seqs: answer.verdicts.map(({ deskSeq }) => deskSeq), processedSeq: answer.processedSeq }
    }
    const readerOf = (): Reader => ({
      ...{ domain: rawDomain, deployment: ground().deployment, userId: mine.userId, deskId: mine.id },
      now: line.clock.now(),
    })
    expect(await asked(0)).toEqual({ seqs: [], processedSeq: 0 })
    expect(await asked(null)).toEqual({ seqs: [], processedSeq: 0 })
    for (let n = 0; n < 3; n += 1) {
      await line.give(mine, 'no.such', {})
      await line.give(theirs, 'no.such', {})
    }
    expect(await asked(0)).toEqual({ seqs: [1, 2, 3], processedSeq: 3 })
    expect(await asked(2)).toEqual({ seqs: [3], processedSeq: 3 })
    expect(await asked(3)).toEqual({ seqs: [], processedSeq: 3 })
    expect(await asked(null)).toEqual({ seqs: [], processedSeq: 3 })
  })
})
