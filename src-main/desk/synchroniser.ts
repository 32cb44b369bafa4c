import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { Cursor, SessionGrant } from '../../src-shared/sync/protocol.ts'
import type { DeskStatus, Journalled, Progress } from './api/desk-api.ts'
import { isDiskFull } from './disk.ts'
import { exchange } from './exchange.ts'
import { emptyReplica, firstSync } from './first-sync.ts'
import { LiveLink } from './live-link.ts'
import { cursorOf } from './present.ts'
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
  keepSession(session: SessionGrant): void
  changed(tables: string[], progress: Progress[]): Promise<void>
  /** Whether the files of the replica are gone from under it. */
  isGone(): boolean
  /** Makes the replica anew; this synchroniser is stopped on the way. */
  rebuild(): void
  /** Gives false where it could not be taken now, though it may be later. */
  restoreOne(entry: Journalled): Promise<boolean>
}

/** An access token is renewed when it has less than this left (ms); it lives 15 minutes. */
const renewBefore = 60_000
const accessLife = 15 * 60_000
/** After this many failures that nobody expected, the replica is taken for damaged and filled anew. */
const patienceWithReplica = 3
const waitAfterTrouble = 10
/** What is wrong with the hub that answers: the desk keeps its work and goes on looking for its own (DX-R49, R50). */
const hubTroubles: ReadonlySet<string> = new Set(['hub_certificate_changed', 'hub_conflict', 'desk_not_paired'])

/** Keeps a replica and the server in step: when to try, and what the server's answers mean for the desk. */
export class Synchroniser {
  readonly #parts: SynchroniserParts
  readonly #loop: SyncLoop
  readonly #link: LiveLink
  #session: SessionGrant | null = null
  #issuedAt = 0
  #offlineByChoice = false
  #lockedOut = false
  #reachable = false
  /** What of an exchange is under way. */
  #asking: 'push' | 'pull' | null = null
  #mishaps = 0
  readonly #toRestore: Journalled[] = []
  #restoring: Promise<void> = Promise.resolve()
  #renewing: Promise<string> | null = null

  constructor(parts: SynchroniserParts) {
    this.#parts = parts
    this.#loop = new SyncLoop(() => this.#round())
    this.#link = new LiveLink(
      parts.server,
      (version) => this.#poked(version),
      () => this.#loop.wake(),
    )
  }

  /** Whether the server was there when it was last asked. */
  get connected(): boolean {
    return this.#reachable && !this.#isCut
  }

  /**
   * An access token for what is asked of the server beside the rounds, renewed where it has little life left or is the
   * one that the server has just `refused`. Null while nobody is signed in or nothing may be sent.
   */
  async token(refused?: string): Promise<string | null> {
    if (!this.#session || this.#isCut) return null
    if (refused === this.#session.accessToken) return this.#renew(this.#session)
    return this.#freshToken()
  }

  enter(session: SessionGrant): void {
    this.#session = session
    // How old a kept token is nobody knows; the server tells if it is too old.
    this.#issuedAt = this.#parts.now().getTime()
    this.#lockedOut = false
    this.#parts.status.happened('person.signs_in')
    this.#loop.wake()
  }

  wake(): void {
    this.#loop.wake()
  }

  /** Commands of the journal that this replica may not know; taken in once it stands. */
  restoreLater(entries: readonly Journalled[]): void {
    this.#toRestore.push(...entries)
    this.#loop.wake()
    if (this.#offlineByChoice || !this.connected) {
      this.#restoreHere().catch((error: unknown) => this.#parts.report(error, 'restore'))
    }
  }

  workOffline(offline: boolean): void {
    this.#offlineByChoice = offline
    const { status, now } = this.#parts
    if (offline) {
      this.#link.drop()
      status.happened('person.goes_offline', { offlineSince: now().toISOString() })
    } else {
      status.happened('person.goes_online')
      this.#loop.wake()
    }
  }

  /** The own user is suspended, or the desk revoked: nothing more is sent or taken. */
  lockOut(): void {
    this.#lockedOut = true
    this.#parts.status.happened('refused.revoked')
  }

  async stop(): Promise<void> {
    await this.#loop.stop()
    await this.#restoring.catch(() => undefined)
    // Last: a round that was still running may have opened it.
    this.#link.drop()
  }

  #poked(version: number): void {
    // A socket that has just been opened may have missed any number of pokes.
    this.#parts.status.happened(Number.isFinite(version) ? 'network.poke' : 'network.up')
    if (version > (this.#parts.status.now.version ?? 0)) this.#loop.wake()
  }

  async #round(): Promise<RoundEnd> {
    if (!this.#session || this.#isCut) return { kind: 'stuck' }
    try {
      const token = await this.#freshToken()
      if (this.#parts.isGone()) return await this.#giveUpReplica(token)
      await this.#catchUp(token)
      if (this.#isCut) return { kind: 'stuck' }
      this.#link.want(token)
      this.#mishaps = 0
      this.#reached()
      return { kind: 'done' }
    } catch (error) {
      if (this.#isCut) return { kind: 'stuck' }
      return this.#explain(error).catch((cause: unknown) => this.#helpless(cause))
    }
  }

  /**
   * SY-14: the files are gone. As long as the server cannot be reached, what is still open serves; once a new replica can
   * be filled, one is made. What waits is in the journal, and is not sent before it is done again.
   */
  async #giveUpReplica(token: string): Promise<RoundEnd> {
    const lines = this.#parts.server.snapshot(token, null)[Symbol.asyncIterator]()
    await lines.next()
    await lines.return?.()
    this.#parts.rebuild()
    return { kind: 'stuck' }
  }

  /** While a round was under way somebody cut the network by hand, or it was seen that this person is let in no more. */
  get #isCut(): boolean {
    return this.#offlineByChoice || this.#lockedOut
  }

  /** Not even the remedy helped. The desk says so and tries again: it must not end with its commands in it. */
  #helpless(error: unknown): RoundEnd {
    this.#parts.report(error, 'sync')
    this.#parts.status.happened('machine.store_broken', { trouble: 'replica_broken' })
    return { kind: 'wait', seconds: waitAfterTrouble }
  }

  async #freshToken(): Promise<string> {
    const session = this.#session
    if (!session) throw new Error('Nobody is signed in')
    const age = this.#parts.now().getTime() - this.#issuedAt
    return age < accessLife - renewBefore ? session.accessToken : this.#renew(session)
  }

  /** A refresh token counts once: whoever needs a new token meanwhile waits for the same one. */
  #renew(session: SessionGrant): Promise<string> {
    this.#renewing ??= this.#renewNow(session).finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  async #renewNow(session: SessionGrant): Promise<string> {
    const renewed = await this.#parts.server.refresh(session.refreshToken)
    this.#session = renewed
    this.#issuedAt = this.#parts.now().getTime()
    this.#parts.keepSession(renewed)
    this.#parts.status.set({ offlineUntil: renewed.offlineUntil })
    return renewed.accessToken
  }

  async #catchUp(token: string): Promise<void> {
    const { replica, status } = this.#parts
    const isFirst = !(await cursorOf(replica.db))
    await this.#exchange(token, isFirst ? await this.#firstSync(token) : null)
    if (isFirst) await this.#opened()
    if (this.#toRestore.length > 0) {
      await this.#restoreHere()
      await this.#exchange(token, null)
    }
    const cursor = await cursorOf(replica.db)
    status.set({ version: cursor?.version ?? null })
  }

  /** Loads the tenant. Nobody sees it before the pull that follows has made it one cut (SY-5). */
  #firstSync(token: string): Promise<Cursor> {
    const { replica, server, status, domain } = this.#parts
    status.happened('exchange.loads', { firstSync: { table: '', done: 0, of: 0 } })
    const synced = new Set(Object.keys(domain.scope))
    const show = (firstSync: DeskStatus['firstSync']) => status.set({ firstSync })
    return firstSync(replica, server, token, synced, show, () => this.#isCut)
  }

  async #opened(): Promise<void> {
    this.#parts.status.set({ firstSync: null })
    await this.#parts.changed(Object.keys(this.#parts.domain.scope), [])
  }

  #exchange(token: string, from: Cursor | null): Promise<void> {
    const { replica, server, status, domain, deskId, now, report } = this.#parts
    return exchange({
      ...{ db: replica.db, server, token, from },
      setting: {
        ...{ domain, deskId, userId: this.#session?.user.id ?? '', now: now().toISOString() },
        crashed: (error, command) => report(error, `again ${command}`),
      },
      isCut: () => this.#isCut,
      sending: () => this.#asks('push'),
      asking: () => this.#asks('pull'),
      behind: (rows) => status.happened('exchange.lags', { catchingUp: { rows } }),
      rebased: (what) => this.#rebased(what),
    })
  }

  #asks(what: 'push' | 'pull'): void {
    const { status } = this.#parts
    if (what === 'push') status.happened('exchange.sends')
    else if (this.#asking === 'push') status.happened('exchange.pushed')
    this.#asking = what
  }

  async #rebased({ tables, progress }: Rebased): Promise<void> {
    this.#parts.status.set({ lastPulledAt: this.#parts.now().toISOString() })
    if (tables.length > 0 || progress.length > 0) await this.#parts.changed(tables, progress)
  }

  /** One after another, in the order of the journal, whoever asks for it. */
  #restoreHere(): Promise<void> {
    this.#restoring = this.#restoring.catch(() => undefined).then(() => this.#restoreAll())
    return this.#restoring
  }

  async #restoreAll(): Promise<void> {
    if (!(await cursorOf(this.#parts.replica.db))) return
    for (let entry = this.#toRestore[0]; entry; entry = this.#toRestore[0]) {
      if (!(await this.#parts.restoreOne(entry))) return
      this.#toRestore.shift()
    }
  }

  #reached(): void {
    const { status } = this.#parts
    this.#asking = null
    this.#reachable = true
    // What could not be written could be written now.
    if (status.now.trouble === 'disk_full') status.happened('machine.disk_ok', { trouble: null })
    const broken = status.now.trouble === 'replica_broken' || hubTroubles.has(status.now.trouble ?? '')
    if (broken) status.happened('machine.store_rebuilt', { trouble: null })
    status.happened('exchange.pulled', { offlineSince: null, catchingUp: null, waitingUntil: null, leaseEnded: false })
  }

  /** What an error means: for the person, and for when to try again. */
  async #explain(error: unknown): Promise<RoundEnd> {
    const { status } = this.#parts
    const asked = this.#asking
    this.#asking = null
    if (error instanceof Unreachable) return this.#unreachable(asked)
    if (error instanceof Refusal) return this.#explainRefusal(error)
    if (isDiskFull(error)) {
      status.happened('machine.disk_low', { trouble: 'disk_full' })
      return { kind: 'wait', seconds: waitAfterTrouble }
    }
    this.#parts.report(error, 'sync')
    this.#mishaps += 1
    if (this.#mishaps >= patienceWithReplica) return this.#fillAnew('replica_rebuilt')
    return { kind: 'unreachable' }
  }

  #unreachable(asked: 'push' | 'pull' | null): RoundEnd {
    const { status, now } = this.#parts
    this.#reachable = false
    const offlineSince = status.now.offlineSince ?? now().toISOString()
    status.happened(asked ? `exchange.${asked}_failed` : 'network.down', { offlineSince, catchingUp: null })
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
    this.#reachable = false
    if (hubTroubles.has(refusal.code)) {
      status.happened('machine.store_broken', { trouble: refusal.code })
      return { kind: 'wait', seconds: waitAfterTrouble }
    }
    if (refusal.status === 401) status.happened('refused.session')
    else if (refusal.status === 403) this.lockOut()
    else if (refusal.status === 426) status.happened('refused.version')
    else return this.#beAsked(refusal)
    return { kind: 'stuck' }
  }

  /** The server asks for patience: it is busy, or in maintenance. */
  #beAsked({ status: answer, retryAfter }: Refusal): RoundEnd {
    const seconds = retryAfter ?? waitAfterTrouble
    const waitingUntil = new Date(this.#parts.now().getTime() + seconds * 1000).toISOString()
    this.#parts.status.happened(answer === 503 ? 'refused.maintenance' : 'refused.busy', { waitingUntil })
    return { kind: 'wait', seconds }
  }

  /** SY-14: the tenant's rows come anew; what waits stays queued and runs again on them. */
  async #fillAnew(trouble: string | null): Promise<RoundEnd> {
    this.#mishaps = 0
    await emptyReplica(this.#parts.replica.db, new Set(Object.keys(this.#parts.domain.scope)))
    this.#parts.status.happened('machine.store_rebuilt', { version: null, trouble })
    await this.#parts.changed([], [])
    return { kind: 'wait', seconds: 0 }
  }
}
