import type { Domain } from '../../src-shared/kernel/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { type PushResponse, pushResponse, type Verdict } from '../../src-shared/sync/protocol.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { openTenant } from '../../sync-server/identity/tenants.ts'
import type { ReportCrash } from '../../sync-server/sync/judge.ts'
import { push } from '../../sync-server/sync/push.ts'
import { SystemCommands } from '../../sync-server/sync/system-commands.ts'
import { TenantWriters } from '../../sync-server/sync/tenant-writer.ts'
import { type Ground, TestClock } from './databases.ts'

/** The morning on which these tests happen. */
export const morning = '2027-03-01T06:00:00.000Z'

/** A tenant's line of commands, driven without a network: what is behind the route of a push. */
export class Line {
  readonly clock = new TestClock(morning)
  readonly crashes: string[] = []
  readonly writers: TenantWriters
  readonly commands: SystemCommands
  readonly #ground: Ground
  readonly #domain: Domain
  tenantId = ''

  constructor(ground: Ground, domain: Domain) {
    this.#ground = ground
    this.#domain = domain
    this.writers = new TenantWriters(ground.database.db)
    const setting = { domain, writers: this.writers, clock: this.clock, reportCrash: this.#reportCrash }
    this.commands = new SystemCommands(setting)
  }

  readonly #reportCrash: ReportCrash = ({ command }) => void this.crashes.push(command)

  static async open(ground: Ground, domain: Domain, timeZone = 'Europe/Istanbul'): Promise<Line> {
    const line = new Line(ground, domain)
    const tenant = { legalName: 'Test', timeZone, currency: 'TRY', locale: 'en' as const }
    line.tenantId = await openTenant(ground.database.db, line.commands, { slug: `t-${newId()}`, ...tenant })
    return line
  }

  /** Makes a person; they may act on a desk once `enrol` has said so. */
  async person(...roles: BuiltinRole[]): Promise<string> {
    const userId = newId()
    await this.commands.run(this.tenantId, 'identity.add-user', { userId, displayName: 'Somebody', roles })
    return userId
  }

  /** Lets a person act on a desk in a span of time, as a sign-in would. */
  async enrol(
    desk: TestDesk,
    from = '1000-01-01T00:00:00.000Z',
    until = '8999-12-31T00:00:00.000Z',
  ): Promise<TestDesk> {
    await inTenant(this.#ground.database.db, this.tenantId, (db) =>
      db
        .insertInto('offline_grants')
        .values({ id: newId(), desk_id: desk.id, user_id: desk.userId, issued_at: from, expires_at: until })
        .execute(),
    )
    return desk
  }

  /** A desk with its person, ready to push. */
  async desk(...roles: BuiltinRole[]): Promise<TestDesk> {
    return this.enrol(new TestDesk(await this.person(...(roles.length > 0 ? roles : ['owner' as const]))))
  }

  /** Sends what a desk has; the answer is read as a desk would read it. */
  async push(desk: TestDesk, commands: JsonObject[], setting: { domain?: Domain } = {}): Promise<PushResponse> {
    const parts = { domain: setting.domain ?? this.#domain, writers: this.writers, reportCrash: this.#reportCrash }
    const origin = { tenantId: this.tenantId, deskId: desk.id, receivedAt: this.clock.now() }
    const envelopes = commands.map((command) => ({
      ...command,
      id: String(command.id),
      deskSeq: Number(command.deskSeq),
    }))
    return pushResponse.parse(JSON.parse(JSON.stringify(await push(parts, origin, envelopes))))
  }

  /** Gives the next command of a desk and tells its verdict. */
  async give(desk: TestDesk, name: string, input: Json, more: JsonObject = {}): Promise<Verdict> {
    const { verdicts } = await this.push(desk, [
      desk.next(name, input, { at: this.clock.now().toISOString(), ...more }),
    ])
    const [verdict] = verdicts
    if (!verdict) throw new Error('A command without a verdict')
    return verdict
  }

  read<T>(work: Parameters<typeof inTenant<T>>[2]): Promise<T> {
    return inTenant(this.#ground.database.db, this.tenantId, work)
  }

  /** Codes of the places that `test.make` and `test.fail` left behind. */
  async places(): Promise<string[]> {
    const rows = await this.read((db) => db.selectFrom('plant_slot_locations').select('code').orderBy('code').execute())
    return rows.map(({ code }) => code)
  }

  log() {
    return this.read((db) => db.selectFrom('command_log').selectAll().orderBy('seq').execute())
  }

  async version(): Promise<number> {
    const head = await this.read((db) => db.selectFrom('tenant_heads').select('version').executeTakeFirstOrThrow())
    return head.version
  }
}

/** A desk as the server sees it: an id, a person, and a count. */
export class TestDesk {
  readonly id: string
  readonly userId: string
  seq = 0

  constructor(userId: string, id = newId()) {
    this.userId = userId
    this.id = id
  }

  /** The next command in this desk's order; `more` overwrites any of its fields. */
  next(name: string, input: Json, more: JsonObject = {}): JsonObject {
    this.seq += 1
    return {
      ...{ id: newId(), deskSeq: this.seq, name, version: 1, input, at: morning, actorId: this.userId },
      ...{ basisVersion: 0, outcome: null, meta: {}, ...more },
    }
  }
}
