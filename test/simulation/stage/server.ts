import { Kysely } from 'kysely'
import { EmbeddedDialect } from '../../../src-shared/database/embedded-dialect.ts'
import { Statements } from '../../../src-shared/database/statements.ts'
import { domain as realDomain } from '../../../src-shared/domain.ts'
import type { Domain } from '../../../src-shared/kernel/domain.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import type { Database } from '../../../src-shared/schema/row-types.ts'
import { signInRequest } from '../../../src-shared/sync/protocol.ts'
import { type Authority, openAuthority } from '../../../sync-server/authority.ts'
import type { Deployment } from '../../../sync-server/database/migrate.ts'
import type { ServerDatabase } from '../../../sync-server/database/open.ts'
import type { MatchPassword } from '../../../sync-server/identity/passwords.ts'
import type { AccessTokens, Bearer } from '../../../sync-server/identity/tokens.ts'
import { newsChannel } from '../../../sync-server/sync/tenant-writer.ts'
import type { Engine } from '../runtime/engine.ts'
import { type Committed, GatedPostgres } from '../runtime/gated-postgres.ts'
import type { Life } from '../runtime/life.ts'
import type { Path } from './path.ts'
import { type ProcessSetting, SimulatedProcess } from './process.ts'

/** What a simulated server is started with. */
export interface ServerSetting extends ProcessSetting {
  engine: Engine
  deployment: () => Deployment
  committed: Committed
  crashed: (error: unknown, command: string) => void
}

/** One process of the authority on a shared database, which may die and be started again. */
export class SimulatedServer extends SimulatedProcess {
  readonly #setting: ServerSetting
  readonly #domain: Domain
  #authority: Authority | null = null

  constructor(setting: ServerSetting, domain: Domain = realDomain) {
    super(setting)
    this.#setting = setting
    this.#domain = domain
  }

  /** Whether it is up and answers. */
  get serves(): boolean {
    return this.life.alive && this.#authority !== null
  }

  protected override begin(life: Life): void {
    const { deployment, crashed } = this.#setting
    this.#authority = null
    void life.run(async () => {
      const authority = await openAuthority({
        ...{ domain: this.#domain, database: this.#database(life), deployment: deployment(), tokens, passwordMatches },
        clock: { now: () => new Date() },
        reportCrash: ({ error, command }) => crashed(error, command),
      })
      if (this.life === life) this.#authority = authority
    })
  }

  /** Serves a request that came as text. */
  handle(path: Path, token: string | null, text: string, hear: { answered(text: string): void; died(): void }): void {
    const { life } = this
    life.mourn(() => hear.died())
    const tell = (answer: object): void => {
      // What a dead process would have said, nobody hears.
      if (life.alive) hear.answered(JSON.stringify(answer))
    }
    life.run(() => {
      this.#answer(path, token ?? undefined, JSON.parse(text)).then(tell, (error: unknown) => {
        this.#setting.crashed(error, path)
        hear.died()
      })
    })
  }

  snapshot(token: string, query: unknown): Promise<AsyncGenerator<string> | Rejection> {
    return this.#open().sync.snapshot(token, query)
  }

  live(
    token: string,
    hear: (version: number) => void,
    told: { begun(end: () => void): void; refused(): void; died(): void },
  ): void {
    const { life } = this
    life.mourn(() => told.died())
    void life.run(async () => {
      const live = await this.#open().sync.live(token, hear)
      if ('code' in live) told.refused()
      else told.begun(live)
    })
  }

  /** A command of the server's own. */
  command(tenantId: string, name: string, input: JsonObject): void {
    const { life } = this
    life.run(() => {
      this.#open()
        .commands.run(tenantId, name, input)
        .catch((error: unknown) => this.#setting.crashed(error, name))
    })
  }

  async #answer(path: Path, token: string | undefined, body: unknown): Promise<object> {
    const { sync, sessions } = this.#open()
    if (path === '/sync/push') return sync.push(token, body)
    if (path === '/sync/pull') {
      const answer = await sync.pull(token, body)
      return 'text' in answer ? JSON.parse(answer.text) : answer
    }
    if (path === '/auth/sign-in') return sessions.signIn(signInRequest.parse(body))
    return sessions.refresh(String(Object(body).refreshToken))
  }

  #open(): Authority {
    if (!this.#authority) throw new Error('The server has not started')
    return this.#authority
  }

  #database(life: Life): ServerDatabase {
    const { engine, committed } = this.#setting
    const database = new GatedPostgres(engine, life, committed)
    const statements = new Statements(database, database.serializer)
    return {
      db: new Kysely<Database>({ dialect: new EmbeddedDialect({ database, statements }) }),
      listen: async (channel, hear) => {
        if (channel !== newsChannel) throw new Error(`Nobody speaks on ${channel}`)
        engine.heard.add((payload) => life.alive && life.run(() => hear(payload)))
      },
      script: () => Promise.reject(new Error('The schema is there')),
      refreshStatistics: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }
  }
}

/** Passwords as they are: to make one costly to try takes turns of the real event loop. */
export const passwordMatches: MatchPassword = async (kept, password) => kept === password

const accessLife = 900_000

/** Tokens without cryptography, which would take turns of the real event loop. */
export const tokens: AccessTokens = {
  async sign(bearer, now) {
    return JSON.stringify({ bearer, until: now.getTime() + accessLife })
  },
  async read(token, now) {
    const { bearer, until }: { bearer: Bearer; until: number } = JSON.parse(token)
    return until + 30_000 < now.getTime() ? 'expired' : bearer
  },
}
