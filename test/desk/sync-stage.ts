import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { expect } from 'vitest'
import type { Certainty, Journalled, Progress } from '../../src-main/desk/api/desk-api.ts'
import { Desk } from '../../src-main/desk/desk.ts'
import type { DeskOptions } from '../../src-main/desk/desk-parts.ts'
import { openReplica } from '../../src-main/desk/replica.ts'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { domain } from '../../src-shared/domain.ts'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import { naturalId, newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import type { QueryResult } from '../../src-shared/kernel/run-query.ts'
import { holds, scopeOf } from '../../src-shared/sync/scope.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { type Authority, password, startAuthority } from '../fixtures/authority.ts'
import { Cable } from '../fixtures/cable.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { TestClock } from '../server/databases.ts'
import { WireDesk } from '../server/wire.ts'

/** How long a desk may take for what takes it a moment, on a machine that does other things too (ms). */
const patience = 25_000

/** Waits until something holds, and says for what if it never does. */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  const end = performance.now() + patience
  for (;;) {
    const found = await ask()
    if (found) return found
    if (performance.now() > end) throw new Error(`Waited in vain: ${what}`)
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** A desk with its cable, and what it said. */
export class Front {
  readonly folder: string
  readonly cable: Cable
  readonly #options: DeskOptions
  desk: Desk
  heard: Progress[] = []
  readonly reported: unknown[]
  /** Commands that were given here and have no verdict yet. */
  readonly #open = new Set<string>()

  private constructor(folder: string, cable: Cable, options: DeskOptions, desk: Desk, reported: unknown[]) {
    this.folder = folder
    this.cable = cable
    this.#options = options
    this.reported = reported
    this.desk = desk
    this.#listen()
  }

  static async open(folder: string, cable: Cable, more: Partial<DeskOptions> = {}): Promise<Front> {
    const reported: unknown[] = []
    const options: DeskOptions = {
      ...{ domain, folder, server: new HttpConnection(cable.url), name: 'Front', platform: 'linux' },
      report: (error) => reported.push(error),
      ...more,
    }
    return new Front(folder, cable, options, await Desk.open(options), reported)
  }

  #listen(): void {
    this.desk.onProgress((entries) => {
      this.heard.push(...entries)
      for (const { id, decidedAt, state } of entries) {
        if (decidedAt || state === 'refused' || state === 'withdrawn') this.#open.delete(id)
      }
    })
  }

  /** Ends the desk as a quit does; `meanwhile` happens to its folder; then it starts again. */
  async restart(meanwhile: () => void = () => {}): Promise<void> {
    await this.desk.close()
    meanwhile()
    this.heard = []
    this.desk = await Desk.open(this.#options)
    this.#listen()
  }

  get connection() {
    return this.desk.status.now.connection
  }

  /** Until the desk and the server have nothing to say to each other. */
  async inStep(): Promise<void> {
    await until('the desk is in step', () => {
      const { connection, queued } = this.desk.status.now
      return connection === 'current' && queued === 0 && this.#open.size === 0
    })
  }

  /** Signs in at a desk that need not come to rest after it. */
  async signInAnyhow(email: string): Promise<void> {
    expect(await this.desk.signIn(email, password)).toEqual({ ok: true, value: null })
    await until('the first sync is whole', () => this.desk.status.now.version !== null)
  }

  async signIn(email: string): Promise<void> {
    expect(await this.desk.signIn(email, password)).toEqual({ ok: true, value: null })
    await until('the desk is signed in', () => this.connection === 'current')
  }

  /** Until the desk has read what the server has now, and has nothing to say. */
  async caughtUp(site: Site): Promise<void> {
    const version = await site.version()
    await until(`version ${version} is here`, () => (this.desk.status.now.version ?? 0) >= version)
    await this.inStep()
  }

  /** The cable is cut, and the desk has noticed. */
  async goOffline(): Promise<void> {
    this.cable.cut()
    this.desk.tryNow()
    await until('the desk is offline', () => this.connection === 'offline')
  }

  comeBack(): void {
    this.cable.mend()
    this.desk.tryNow()
  }

  /** Gives a command that the desk must take. */
  async give(name: string, input: JsonObject, id = newId()): Promise<Progress> {
    this.#open.add(id)
    const answer = await this.desk.submit(commandOf(name, input, id))
    if (answer.ok) return answer.value
    this.#open.delete(id)
    throw new Error(`${name} was refused: ${JSON.stringify(answer.failure)}`)
  }

  /** Gives a command that the desk must refuse. */
  async refuses(name: string, input: JsonObject): Promise<string> {
    const answer = await this.desk.submit(commandOf(name, input))
    if (answer.ok) throw new Error(`${name} was taken`)
    return answer.failure.code
  }

  statesOf(id: string): Certainty[] {
    return this.heard.filter((entry) => entry.id === id).map(({ state }) => state)
  }

  /** What the server said of a command. */
  verdictOn(id: string): Promise<Progress> {
    return until(`a verdict on ${id}`, () => this.heard.findLast((entry) => entry.id === id && entry.decidedAt))
  }

  async ask(name: string, input: JsonObject = {}): Promise<QueryResult> {
    return this.desk.query(name, input)
  }

  async text(name: string, input: JsonObject = {}): Promise<string> {
    return JSON.stringify(await this.ask(name, input))
  }

  /** The rows of the replica as they lie on the disk; the desk must be closed. */
  async rows(tenantId: string): Promise<Map<string, string[]>> {
    const { replica } = await openReplica(join(this.folder, 'tenants', tenantId), tenantId)
    const rows = new Map<string, string[]>()
    for (const table of Object.keys(domain.scope)) {
      const found = await sql<{
        row: string
      }>`select to_jsonb(t.*)::text as row from ${sql.table(table)} as t order by id`.execute(replica.db)
      rows.set(
        table,
        found.rows.map(({ row }) => row),
      )
    }
    await replica.close()
    return rows
  }

  async end(): Promise<void> {
    await this.desk.close()
    await this.cable.takeUp()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const commandOf = (name: string, input: JsonObject, id = newId()) => ({
  ...{ id, name, version: 1, input, at: new Date().toISOString(), meta: {} },
})

/** A command as the journal has it after the desk told of it. */
export const journalled = (
  { id, name, version, input, at, meta }: ReturnType<typeof commandOf>,
  actorId: string,
  told: Progress | null,
): Journalled => ({
  ...{ id, name, version, input, at, meta, actorId },
  ...{ deskSeq: told?.deskSeq ?? null, outcome: told?.outcome ?? null, basisVersion: told?.basisVersion ?? null },
})

/** A tenant with its people, as desks meet it. */
export interface Site {
  id: string
  slug: string
  emailOf(role: BuiltinRole): string
  userOf(role: BuiltinRole): string
  /** Opens a desk on a cable of its own, with an empty folder. */
  front(more?: Partial<DeskOptions>): Promise<Front>
  /** The same, with somebody signed in. */
  frontOf(role: BuiltinRole, more?: Partial<DeskOptions>): Promise<Front>
  /** A desk as the server sees it, to do what another desk does. */
  wire(role: BuiltinRole): Promise<WireDesk>
  /** Writes rows as a command would that no module has, and raises the version. */
  write(statement: RawBuilder<unknown>): Promise<void>
  /** Gives a person one more role, as an administrator would. */
  grant(role: BuiltinRole, more: BuiltinRole): Promise<void>
  /** Names of commands in the server's log that came from desks. */
  log(): Promise<
    { name: string; verdict: string; desk_seq: number | null; command_id: string; actor_id: string | null }[]
  >
  /** What a desk of a role must hold, as texts by table. */
  held(role: BuiltinRole): Promise<Map<string, string[]>>
  /** The tenant's version on the server. */
  version(): Promise<number>
  suspend(role: BuiltinRole, suspended: boolean): Promise<void>
}

/** A server, tenants on it, and desks on cables. */
export class Stage {
  readonly clock = new TestClock()
  readonly authority: Authority
  readonly #template: string
  readonly #fronts: Front[] = []
  readonly #offset = Date.now()

  private constructor(authority: Authority, template: string) {
    this.authority = authority
    this.#template = template
  }

  static async open(): Promise<Stage> {
    // A server's clock that goes, and that a test can set forward.
    const state: { stage?: Stage } = {}
    const now = () => state.stage?.now() ?? new Date()
    const [authority, template] = await Promise.all([
      openEmpty().then((database) => startAuthority(database, { now })),
      emptyReplica(),
    ])
    const stage = new Stage(authority, template)
    state.stage = stage
    return stage
  }

  /** The server's time: that of the machine, and what a test added. */
  now(): Date {
    return new Date(Date.now() - this.#offset + this.clock.now().getTime())
  }

  async site(...roles: BuiltinRole[]): Promise<Site> {
    const slug = `s${newId().slice(-12)}`
    const { authority } = this
    const { db } = authority.database
    const now = () => this.now()
    const { id, userOf } = await authority.tenant(slug, roles)
    const emailOf = (role: BuiltinRole) => `${role}@${slug}.test`
    const front = async (more: Partial<DeskOptions> = {}): Promise<Front> => {
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-front-'))
      // To make an empty replica takes seconds; every desk of these tests begins with a copy of one.
      cpSync(this.#template, join(folder, 'tenants', id), { recursive: true })
      const opened = await Front.open(folder, await Cable.lay(authority.url), more)
      this.#fronts.push(opened)
      return opened
    }
    const write = (statement: RawBuilder<unknown>) =>
      inTenant(db, id, async (transaction) => {
        const head = await transaction.selectFrom('tenant_heads').selectAll().forUpdate().executeTakeFirstOrThrow()
        const version = head.version + 1
        await sql`select begin_command(${version}, ${now().toISOString()}, ${newId()})`.execute(transaction)
        await statement.execute(transaction)
        await transaction.updateTable('tenant_heads').set({ version }).execute()
      })
    return {
      ...{ id, slug, emailOf, userOf, front },
      async frontOf(role, more) {
        const opened = await front(more)
        await opened.signIn(emailOf(role))
        return opened
      },
      wire: (role) => WireDesk.signIn(authority.url, emailOf(role), newId(), now),
      write,
      async grant(role, more) {
        const values = sql.join(
          [newId(), userOf(role), naturalId(id, 'roles', more)].map((value) => sql`${value}::uuid`),
        )
        await write(sql`insert into user_roles (id, user_id, role_id) values (${values})`)
      },
      log: () =>
        inTenant(db, id, (transaction) =>
          transaction
            .selectFrom('command_log')
            .select(['name', 'verdict', 'desk_seq', 'command_id', 'actor_id'])
            .where('desk_id', 'is not', null)
            .orderBy('seq')
            .execute(),
        ),
      held: (role) => heldOf(authority, id, role, userOf(role), dayOf(now().toISOString(), 'Europe/Istanbul')),
      version: () =>
        inTenant(db, id, async (transaction) => {
          const head = await transaction.selectFrom('tenant_heads').select('version').executeTakeFirstOrThrow()
          return head.version
        }),
      async suspend(role, suspended) {
        await authority.server.commands.run(id, 'identity.suspend-user', { userId: userOf(role), suspended })
      },
    }
  }

  /** Ends the desks of one test, and puts the server's clock back. */
  async clear(): Promise<void> {
    this.clock.set(new Date(this.#offset).toISOString())
    await Promise.all(this.#fronts.splice(0).map((each) => each.end()))
  }

  async close(): Promise<void> {
    await this.clear()
    await this.authority.stop()
    rmSync(this.#template, { recursive: true, force: true })
  }
}

async function heldOf(
  authority: Authority,
  tenantId: string,
  role: BuiltinRole,
  userId: string,
  day: string,
): Promise<Map<string, string[]>> {
  const scope = scopeOf(domain, [role], userId)
  const held = new Map<string, string[]>()
  for (const table of scope.tables.keys()) {
    const { rows } = await inTenant(authority.database.db, tenantId, (db) =>
      sql<{ row: string }>`
        select to_jsonb(${sql.table(table)}.*)::text as row from ${sql.table(table)}
        where deleted_at is null and ${holds(scope, table, day)} order by id`.execute(db),
    )
    held.set(
      table,
      rows.map(({ row }) => row),
    )
  }
  return held
}

/** An empty replica of no tenant in particular, to be copied. */
async function emptyReplica(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-template-'))
  const { replica } = await openReplica(folder, newId())
  await replica.close()
  return folder
}
