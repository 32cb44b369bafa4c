import { sql } from 'kysely'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import type { SessionGrant } from '../../src-shared/sync/protocol.ts'
import type { Journalled, Progress } from './api/desk-api.ts'
import type { DeskDb } from './desk-tables.ts'
import { isDiskFull } from './disk.ts'
import { exchange } from './exchange.ts'
import { emptyReplica, firstSync } from './first-sync.ts'
import { LiveLink } from './live-link.ts'
import { cursorOf, type Present } from './present.ts'
import type { Rebased } from './rebase.ts'
import type { Replica } from './replica.ts'
import { Refusal, type ServerConnection, Unreachable } from './server-connection.ts'
import type { StatusBoard } from './status.ts'
import { type RoundEnd, SyncLoop } from './sync-loop.ts'

/** What it needs of the desk. */
export interface SynchroniserParts {
  domain: Domain
  server: ServerConnection
  replica: Replica
  status: StatusBoard
  deskId: string
  now: () => Date
  report: (error: unknown, during: string) => void
  presentOf(db: DeskDb, userId: string): Promise<Present | Rejection>
  keepSession(session: SessionGrant): void
  changed(tables: string[], progress: Progress[]): Promise<void>
  restoreOne(entry: Journalled): Promise<void>
}

/** An access token is renewed when it has less than this left (ms); it lives 15 minutes. */
const renewBefore = 60_000
const accessLife = 15 * 60_000
/** After this many failures that nobody expected, the replica is taken for damaged and filled anew. */
const patienceWithReplica = 3
const waitAfterTrouble = 10

/** Keeps a replica and the server in step: when to try, and what the server's answers mean for the desk. */
export class Synchroniser {
  readonly #parts: SynchroniserParts
  readonly #loop: SyncLoop
  readonly #link: LiveLink
  #session: SessionGrant | null = null
  #issuedAt = 0
  #offlineByChoice = false
  #lockedOut = false
  #mishaps = 0
  #toRestore: Journalled[] = []

  constructor(parts: SynchroniserParts) {
    this.#parts = parts
    this.#loop = new SyncLoop(() => this.#round())
    this.#link = new LiveLink(
      parts.server,
      (version) => this.#poked(version),
      () => this.#loop.wake(),
    )
  }

  /** Whether the last round reached the server. */
  get connected(): boolean {
    const { connection } = this.#parts.status.now
    return connection === 'current' || connection === 'sending' || connection === 'catching_up'
  }

  enter(session: SessionGrant): void {
    this.#session = session
    // How old a kept token is nobody knows; the server tells if it is too old.
    this.#issuedAt = this.#parts.now().getTime()
    this.#lockedOut = false
    this.#loop.wake()
  }

  wake(): void {
    this.#loop.wake()
  }

  /** Commands of the journal that this replica may not know; taken in once it stands. */
  restoreLater(entries: readonly Journalled[]): void {
    this.#toRestore.push(...entries)
    this.#loop.wake()
    if (this.#offlineByChoice || !this.connected) void this.#restoreHere()
  }

  workOffline(offline: boolean): void {
    this.#offlineByChoice = offline
    if (offline) {
      this.#link.drop()
      this.#parts.status.set({ connection: 'working_offline', offlineSince: this.#parts.now().toISOString() })
    } else this.#loop.wake()
  }

  /** The own user is suspended, or the desk revoked: nothing more is sent or taken. */
  lockOut(): void {
    this.#lockedOut = true
    this.#parts.status.set({ connection: 'locked_out' })
  }

  async stop(): Promise<void> {
    await this.#loop.stop()
    // Last: a round that was still running may have opened it.
    this.#link.drop()
  }

  #poked(version: number): void {
    if (version > (this.#parts.status.now.version ?? 0)) this.#loop.wake()
  }

  async #round(): Promise<RoundEnd> {
    if (!this.#session || this.#offlineByChoice || this.#lockedOut) return { kind: 'stuck' }
    try {
      const token = await this.#freshToken()
      await this.#catchUp(token)
      if (this.#offlineByChoice) return { kind: 'stuck' }
      this.#link.want(token)
      this.#mishaps = 0
      this.#reached()
      return { kind: 'done' }
    } catch (error) {
      return this.#explain(error)
    }
  }

  async #freshToken(): Promise<string> {
    const session = this.#session
    if (!session) throw new Error('Nobody is signed in')
    const age = this.#parts.now().getTime() - this.#issuedAt
    return age < accessLife - renewBefore ? session.accessToken : this.#renew(session)
  }

  async #renew(session: SessionGrant): Promise<string> {
    const renewed = await this.#parts.server.refresh(session.refreshToken)
    this.#session = renewed
    this.#issuedAt = this.#parts.now().getTime()
    this.#parts.keepSession(renewed)
    this.#parts.status.set({ offlineUntil: renewed.offlineUntil })
    return renewed.accessToken
  }

  async #catchUp(token: string): Promise<void> {
    const { replica, status } = this.#parts
    if (!(await cursorOf(replica.db))) await this.#firstSync(token)
    await this.#exchange(token)
    if (this.#toRestore.length > 0) {
      await this.#restoreHere()
      await this.#exchange(token)
    }
    const cursor = await cursorOf(replica.db)
    status.set({ version: cursor?.version ?? null })
  }

  async #firstSync(token: string): Promise<void> {
    const { replica, server, status, domain } = this.#parts
    status.set({ connection: 'first_sync', firstSync: { table: '', done: 0, of: 0 } })
    const synced = new Set(Object.keys(domain.scope))
    const cursor = await firstSync(replica.db, server, token, synced, (firstSync) => status.set({ firstSync }))
    await replica.db
      .updateTable('desk_state')
      .set({ cursor: JSON.stringify(cursor) })
      .execute()
    // PGlite has nobody who would count the tables for the planner.
    await sql`analyze`.execute(replica.db)
    status.set({ firstSync: null })
    await this.#parts.changed([...synced], [])
  }

  #exchange(token: string): Promise<void> {
    const { replica, server, status, domain, deskId, presentOf, now, report } = this.#parts
    const userId = this.#session?.user.id ?? ''
    return exchange({
      ...{ db: replica.db, server, token },
      setting: {
        ...{ domain, deskId, presentOf, now: now().toISOString() },
        async scopeOf(db) {
          const present = await presentOf(db, userId)
          return 'code' in present ? null : present.scope
        },
        crashed: (error, command) => report(error, `again ${command}`),
      },
      sending: () => status.set({ connection: 'sending' }),
      rebased: (what) => this.#rebased(what),
    })
  }

  #rebased({ tables, progress }: Rebased): void {
    this.#parts.status.set({ lastPulledAt: this.#parts.now().toISOString() })
    if (tables.length > 0 || progress.length > 0) void this.#parts.changed(tables, progress)
  }

  async #restoreHere(): Promise<void> {
    if (!(await cursorOf(this.#parts.replica.db))) return
    for (let entry = this.#toRestore.shift(); entry; entry = this.#toRestore.shift()) {
      await this.#parts.restoreOne(entry)
    }
  }

  #reached(): void {
    const trouble = this.#parts.status.now.trouble === 'replica_rebuilt' ? 'replica_rebuilt' : null
    this.#parts.status.set({ connection: 'current', offlineSince: null, trouble })
  }

  /** What an error means: for the person, and for when to try again. */
  async #explain(error: unknown): Promise<RoundEnd> {
    const { status, now } = this.#parts
    if (error instanceof Unreachable) {
      const since = status.now.offlineSince ?? now().toISOString()
      status.set({ connection: 'offline', offlineSince: since })
      return { kind: 'unreachable' }
    }
    if (error instanceof Refusal) return this.#explainRefusal(error)
    if (isDiskFull(error)) {
      status.set({ connection: 'trouble', trouble: 'disk_full' })
      return { kind: 'wait', seconds: waitAfterTrouble }
    }
    this.#parts.report(error, 'sync')
    this.#mishaps += 1
    if (this.#mishaps >= patienceWithReplica) return this.#fillAnew('replica_rebuilt')
    return { kind: 'unreachable' }
  }

  async #explainRefusal(refusal: Refusal): Promise<RoundEnd> {
    const { status } = this.#parts
    if (refusal.code === 'resync_required') return this.#fillAnew(null)
    if (refusal.code === 'session_expired' && this.#issuedAt > 0) {
      // Ask for a new token in the next round; if that is refused too, the age is 0 and a person must sign in.
      this.#issuedAt = 0
      return { kind: 'wait', seconds: 0 }
    }
    if (refusal.status === 401) status.set({ connection: 'sign_in_again' })
    else if (refusal.status === 403) this.lockOut()
    else if (refusal.status === 426) status.set({ connection: 'update_needed' })
    else {
      status.set({ connection: 'waiting' })
      return { kind: 'wait', seconds: refusal.retryAfter ?? waitAfterTrouble }
    }
    return { kind: 'stuck' }
  }

  /** SY-14: the tenant's rows come anew; what waits stays queued and runs again on them. */
  async #fillAnew(trouble: string | null): Promise<RoundEnd> {
    this.#mishaps = 0
    await emptyReplica(this.#parts.replica.db, new Set(Object.keys(this.#parts.domain.scope)))
    this.#parts.status.set({ version: null, trouble })
    await this.#parts.changed([], [])
    return { kind: 'wait', seconds: 0 }
  }
}
