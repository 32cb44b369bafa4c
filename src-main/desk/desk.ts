import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { QueryResult } from '../../src-shared/kernel/run-query.ts'
import { withdraw as withdrawal } from '../../src-shared/modules/desk/withdraw-command.ts'
import { maxPushBytes, protocolVersion, type SessionGrant } from '../../src-shared/sync/protocol.ts'
import type { DeskStatus, Journalled, Progress, SyncDetails } from './api/desk-api.ts'
import { DeskFolder, type DeskPlace } from './desk-folder.ts'
import { freeBytesAt, isDiskFull, usedBytesIn } from './disk.ts'
import { Health } from './health.ts'
import { LiveQueries, type Watcher } from './live-queries.ts'
import { cursorOf, type Present, PresentPeople } from './present.ts'
import { type Grounds, type Listener, Questions } from './questions.ts'
import { openStates, progressOf } from './queue.ts'
import { Rebuilding } from './rebuilding.ts'
import { rehearse } from './rehearse.ts'
import type { Replica } from './replica.ts'
import { Refusal, type ServerConnection, Unreachable } from './server-connection.ts'
import { StatusBoard } from './status.ts'
import { type Submission, submit } from './submit.ts'
import { Synchroniser } from './synchroniser.ts'
import type { Vault } from './vault.ts'
import { asFarAsKnown, withdraw, withdrawnBefore, withdrawnBy } from './withdraw.ts'

/** What a desk is opened with, beside its place. */
export interface DeskParts {
  domain: Domain
  server: ServerConnection
  /** Name under which it registers at its first sign-in. */
  name: string
  platform: 'windows' | 'macos' | 'linux' | 'web'
  now?: () => Date
  /** Told of what should never happen. */
  report?: (error: unknown, during: string) => void
  /** Space that is left where the desk keeps its data (bytes); null where that is not known. */
  freeBytes?: () => Promise<number | null>
  /** What the desk's own data takes there. */
  usedBytes?: () => Promise<number | null>
}

/** What a desk is opened with in a folder of this machine. */
export interface DeskOptions extends DeskParts {
  /** Where it keeps its identity, session and replicas. */
  folder: string
  /** Where the session lies; by default in a file that only this user may read. */
  vault?: Vault
}

/** A value, or why there is none. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Rejection }
const given = <Value>(value: Value): Answer<Value> => ({ ok: true, value })
const failed = (failure: Rejection): Answer<never> => ({ ok: false, failure })

/** What the rights of people are read from, and the tenant's zone and currency. */
const tablesOfRights: ReadonlySet<string> = new Set(['tenants', 'users', 'roles', 'user_roles'])

/** How often it looks whether the tenant's day has turned, and how this machine is (ms). */
const lookEvery = 30_000

/** How long a desk that is closed tries to send what waits (ms). */
const restPatience = 5_000

/** One installation of Holdfast on one machine: everything but the screens. Plain Node. */
export class Desk {
  readonly status = new StatusBoard()
  readonly #options: Required<DeskParts>
  readonly #place: DeskPlace
  readonly #people: PresentPeople
  readonly #questions: Questions
  readonly #live: LiveQueries<Grounds>
  readonly #progress = new Set<(entries: Progress[]) => void>()
  /** Commands on their way into the queue, by id. */
  readonly #taking = new Map<string, Promise<Answer<Progress>>>()
  /** What was taken out of the queue by commands that the queue has forgotten, by id. */
  readonly #withdrawn = new Map<string, Progress>()
  #session: SessionGrant | null = null
  #replica: Replica | null = null
  #sync: Synchroniser | null = null
  #day = ''
  #rebuilding: Rebuilding | null = null
  readonly #health: Health
  readonly #lookTimer: NodeJS.Timeout

  private constructor(options: Required<DeskParts>, place: DeskPlace) {
    this.#options = options
    this.#place = place
    this.#people = new PresentPeople(options.domain)
    this.#questions = new Questions({ ...options, people: this.#people })
    const tables = [...Object.keys(options.domain.scope), 'desk_queue', 'desk_touched']
    this.#live = new LiveQueries<Grounds>(
      {
        ask: (name, input, hear, keep) => this.#ask(name, input, { hear, keep }),
        stillHold: (grounds) => this.#questions.stillHold(grounds),
      },
      tables,
    )
    this.#health = new Health({
      ...{ status: this.status, now: options.now, freeBytes: options.freeBytes },
      clockOffset: () => options.server.clockOffset?.() ?? null,
      mended: () => this.#sync?.wake(),
    })
    this.#lookTimer = setInterval(() => this.#look(), lookEvery).unref()
  }

  /** Opens the desk of a folder. Throws `DeskAlreadyRunning` where another process has it open. */
  static async open({ folder, vault, ...parts }: DeskOptions): Promise<Desk> {
    return Desk.at(await DeskFolder.enter(folder, vault), {
      ...{ freeBytes: () => freeBytesAt(folder), usedBytes: () => usedBytesIn(folder) },
      ...parts,
    })
  }

  /** Opens the desk of a place that is this process's own. */
  static async at(place: DeskPlace, parts: DeskParts): Promise<Desk> {
    try {
      const desk = new Desk({ ...aloneByDefault, ...parts }, place)
      const session = place.session()
      if (session) await desk.#enter(session)
      else desk.status.happened('person.signs_out')
      return desk
    } catch (error) {
      place.leave()
      throw error
    }
  }

  /** This installation's id, whoever is signed in. */
  get id(): string {
    return this.#place.deskId()
  }

  /** Of the present session, for what is asked of the server beside the sync; null while nobody is signed in. */
  get accessToken(): string | null {
    return this.#session?.accessToken ?? null
  }

  /** Signs a person in at the server; needs the network. */
  async signIn(email: string, password: string): Promise<Answer<null>> {
    const { name, platform, server } = this.#options
    const desk = { id: this.#place.deskId(), name, platform }
    let grant: SessionGrant
    try {
      grant = await server.signIn({ email, password, desk })
    } catch (error) {
      if (error instanceof Refusal) return failed(rejection(error.code, error.params))
      if (error instanceof Unreachable) return failed(rejection('needs_connection'))
      throw error
    }
    await this.#enter(grant)
    return given(null)
  }

  /** The queue and the replica stay; what waits is sent when someone signs in again. */
  async signOut(): Promise<Answer<null>> {
    const token = this.#session?.accessToken
    await this.#leave()
    this.#place.keepSession(null)
    this.status.happened('person.signs_out', { user: null, rights: {}, offlineUntil: null, version: null })
    // A screen that goes on watching is told that nobody is here, not what the last person saw.
    this.#live.changedAll()
    if (token) await this.#options.server.signOut(token).catch(() => undefined)
    return given(null)
  }

  /** Runs a command here and queues it (SY-9). Asked again for the same id, it tells what became of it. */
  async submit(command: Omit<Submission, 'actorId' | 'told'>): Promise<Answer<Progress>> {
    const session = this.#session
    if (!session) return failed(rejection('session_required'))
    return this.#once(command.id, async () => {
      const known = await this.#known(command.id)
      if (known) return given(known)
      const refusal = this.#mayNotGive(command, session)
      if (refusal) return failed(refusal)
      return this.#take({ ...command, actorId: session.user.id, told: null })
    })
  }

  #mayNotGive(command: Omit<Submission, 'actorId' | 'told'>, { offlineUntil }: SessionGrant): Rejection | null {
    if (Buffer.byteLength(JSON.stringify(command.input)) > maxPushBytes) return rejection('command_too_large')
    const connected = this.#sync?.connected ?? false
    if (!connected && this.#options.now() > new Date(offlineUntil)) {
      return rejection('offline_lease_expired', { expiredAt: offlineUntil })
    }
    const offline = this.#options.domain.commands.get(command.name)?.offline ?? true
    return offline || connected ? null : rejection('needs_connection')
  }

  /** The same command may come twice in one moment: from the click, and from the journal of a page just connected. */
  #once(id: string, work: () => Promise<Answer<Progress>>): Promise<Answer<Progress>> {
    const unlessGone = (error: unknown) => {
      // Where the replica's files are gone, another will take it, from the journal.
      if (this.#isGone) return failed(rejection('desk_unavailable'))
      throw error
    }
    const taking =
      this.#taking.get(id) ??
      work()
        .catch(unlessGone)
        .finally(() => this.#taking.delete(id))
    this.#taking.set(id, taking)
    return taking
  }

  async #take(submission: Submission): Promise<Answer<Progress>> {
    const replica = this.#replica
    if (!replica) return failed(rejection('desk_unavailable'))
    const { domain, report } = this.#options
    const standing = {
      ...{ domain, deskId: this.#place.deskId() },
      present: await this.#presentOf(submission.actorId),
      crashed: (error: unknown, command: string) => report(error, `again ${command}`),
    }
    try {
      if (submission.name === withdrawal.name && !submission.told) return await this.#withdraw(replica, submission)
      const submitted = await submit(replica.db, standing, asFarAsKnown(submission))
      if (!submitted.accepted) return failed(submitted.refusal)
      this.#changed(submitted.tables)
      this.#sync?.wake()
      return given(submitted.progress)
    } catch (error) {
      if (isDiskFull(error)) {
        this.status.happened('machine.disk_low', { trouble: 'disk_full' })
        return failed(rejection('storage_full'))
      }
      if (this.#isGone) throw error
      report(error, `submit ${submission.name}`)
      return failed(rejection('command_crashed', { errorId: submission.id }))
    }
  }

  /** DX-R19. */
  async #withdraw(replica: Replica, submission: Submission): Promise<Answer<Progress>> {
    const { domain, report, now } = this.#options
    const withdrawn = await withdraw(replica.db, submission, {
      ...{ domain, deskId: this.#place.deskId(), userId: submission.actorId, now: now().toISOString() },
      crashed: (error: unknown, command: string) => report(error, `again ${command}`),
    })
    if ('code' in withdrawn) return failed(withdrawn)
    this.#changed(withdrawn.tables)
    this.#tell(withdrawn.progress)
    this.#sync?.wake()
    return given(withdrawn.own)
  }

  /** Takes back what the journal holds without a verdict, in its order (SY-9, SY-14). */
  async restore(entries: readonly Journalled[]): Promise<Answer<null>> {
    if (!this.#sync) return given(null)
    this.#sync.restoreLater(entries)
    return given(null)
  }

  async #restoreOne(entry: Journalled): Promise<boolean> {
    const { id, name, version, input, at, meta, actorId, basisVersion, outcome } = entry
    let wasKnown = false
    const taken = await this.#once(id, async () => {
      const known = await this.#known(id)
      wasKnown = known !== null
      if (known) return given(known)
      const told = (await this.#mayBeUnderWay(entry)) ? { outcome, basisVersion } : null
      return this.#take({ id, name, version, input, at, meta, actorId, told })
    })
    // What this machine could not do now is no answer to a command: it stays in the journal as it is.
    if (!taken.ok && notNow.has(taken.failure.code)) return false
    this.#tell([taken.ok ? taken.value : refusedProgress(id, taken.failure)])
    if (this.#rebuilding && taken.ok && !wasKnown) this.status.set({ rebuilt: this.#rebuilding.didAgain() })
    return true
  }

  /**
   * Whether a command of the journal was taken before: the journal says so, or it was given to a replica that is no
   * more, and the answer was lost. The server may have run it, so a refusal here would say nothing.
   */
  async #mayBeUnderWay({ deskSeq, at }: Journalled): Promise<boolean> {
    if (deskSeq !== null) return true
    const state = await this.#replica?.db.selectFrom('desk_state').select('born').executeTakeFirst()
    return state !== undefined && new Date(at) < new Date(state.born)
  }

  async #known(id: string): Promise<Progress | null> {
    const row = await this.#replica?.db.selectFrom('desk_queue').selectAll().where('id', '=', id).executeTakeFirst()
    if (row) return progressOf(row)
    const withdrawn = this.#replica ? await withdrawnBefore(this.#replica.db, id) : null
    return withdrawn ?? this.#withdrawn.get(id) ?? null
  }

  /** The journal has noted these verdicts: nobody will ask for them again. */
  async acknowledge(ids: readonly string[]): Promise<Answer<null>> {
    if (ids.length > 0) {
      // What the journal asked for before it heard of this may still be on its way here.
      for (const each of await this.#withdrawnBy(ids)) this.#withdrawn.set(each.id, each)
      await this.#replica?.db
        .deleteFrom('desk_queue')
        .where('id', 'in', ids)
        .where('state', 'not in', openStates)
        .execute()
    }
    return given(null)
  }

  async #withdrawnBy(ids: readonly string[]): Promise<Progress[]> {
    return this.#replica ? withdrawnBy(this.#replica.db, ids) : []
  }

  /** See `rehearse`. Refused like the command itself; a handler that throws is no answer. */
  async rehearse(name: string, input: Json): Promise<Answer<JsonObject>> {
    const [replica, session] = [this.#replica, this.#session]
    if (!replica || !session) return failed(rejection('session_required'))
    const present = await this.#presentOf(session.user.id)
    if ('code' in present) return failed(present)
    const { domain, now } = this.#options
    const result = await rehearse(replica.db, {
      ...{ domain, present, deskId: this.#place.deskId(), at: now().toISOString(), name, input },
    })
    return result.done ? given(result.outcome) : failed(result.rejection)
  }

  async query(name: string, input: Json): Promise<QueryResult> {
    return this.#ask(name, input)
  }

  watch(name: string, input: Json, watcher: Watcher): () => void {
    return this.#live.watch(name, input, watcher)
  }

  /** Hears what became of commands. */
  onProgress(hear: (entries: Progress[]) => void): () => void {
    this.#progress.add(hear)
    return () => this.#progress.delete(hear)
  }

  /** Cuts or restores the network by hand. */
  workOffline(offline: boolean): void {
    this.#sync?.workOffline(offline)
    void this.#health.look()
  }

  tryNow(): void {
    void this.#health.look()
    this.#sync?.wake()
  }

  /** DX-R30: tries for a while to send what waits, unless the network was cut by hand; gives how much is left. */
  async sendRest(): Promise<number> {
    const { promise: sent, resolve } = Promise.withResolvers<void>()
    const look = ({ queued, connection }: DeskStatus) => {
      if (queued === 0 || connection === 'working_offline') resolve()
    }
    const stop = this.status.subscribe(look)
    const timer = setTimeout(resolve, restPatience)
    look(this.status.now)
    this.#sync?.wake()
    await sent
    clearTimeout(timer)
    stop()
    return this.status.now.queued
  }

  /** How it stands with the server, for the curious. */
  async syncDetails(): Promise<Answer<SyncDetails>> {
    const replica = this.#replica
    if (!replica) return failed(rejection('desk_unavailable'))
    const { freeBytes, usedBytes, server } = this.#options
    const state = await replica.db.selectFrom('desk_state').select('processed_seq').executeTakeFirstOrThrow()
    const cursor = await cursorOf(replica.db)
    return given({
      cursor: cursor && { epoch: cursor.epoch, version: cursor.version },
      ...{ schema: replica.schema, protocol: protocolVersion, processedSeq: Number(state.processed_seq) },
      replicaBytes: await usedBytes().catch(() => null),
      freeBytes: await freeBytes().catch(() => null),
      exchanges: [...(server.notes ?? [])],
    })
  }

  /** The replica is a cache: it goes, is fetched anew, and the journal gives back what was unsent (SY-14). */
  async rebuild(): Promise<Answer<null>> {
    const session = this.#session
    if (!session) return failed(rejection('session_required'))
    this.#rebuilding = new Rebuilding(this.#options.now)
    await this.#leave()
    this.#place.dropReplica?.(session.tenant.id)
    // Also a page that never went away hears that this is another desk, and tells it what is unsent.
    this.status.happened('person.signs_out', { version: null })
    await this.#enter(session)
    this.status.set({ trouble: 'replica_rebuilt' })
    return given(null)
  }

  /** Somebody deleted the replica's files while it was open. */
  #rebuildLost(): void {
    this.rebuild().catch((error: unknown) => this.#options.report(error, 'rebuild'))
  }

  get #isGone(): boolean {
    const tenantId = this.#session?.tenant.id
    return tenantId !== undefined && this.#place.replicaIsGone?.(tenantId) === true
  }

  async close(): Promise<void> {
    clearInterval(this.#lookTimer)
    await this.#leave()
    this.#place.leave()
  }

  /** Opens the tenant's replica for a session and begins to synchronise it. */
  async #enter(session: SessionGrant): Promise<void> {
    const sameTenant = this.#session?.tenant.id === session.tenant.id && this.#replica !== null
    if (!sameTenant) await this.#leave()
    this.#session = session
    this.#place.keepSession(session)
    this.status.set({
      ...{ user: session.user, tenant: session.tenant, desk: session.desk, offlineUntil: session.offlineUntil },
      ...{ rights: {}, trouble: null },
    })
    this.#replica ??= await this.#openReplica(session.tenant.id)
    this.#people.forget()
    this.status.set({ version: (await cursorOf(this.#replica.db))?.version ?? null, leaseEnded: false })
    await this.#readRights()
    this.#sync ??= this.#synchronise(this.#replica)
    this.#sync.enter(session)
    this.#live.changedAll()
    // From here on answers are of this day: a machine may sleep before the clock is looked at for the first time.
    this.#checkDay()
    await this.#count()
    void this.#health.look()
  }

  async #openReplica(tenantId: string): Promise<Replica> {
    const opened = await this.#place.openReplica(tenantId)
    if (opened.rebuilt !== 'no') this.status.set({ trouble: 'replica_rebuilt' })
    return opened.replica
  }

  #synchronise(replica: Replica): Synchroniser {
    const { domain, server, now, report } = this.#options
    return new Synchroniser({
      ...{ domain, server, replica, now, report, status: this.status, deskId: this.#place.deskId() },
      keepSession: (session) => {
        this.#session = session
        this.#place.keepSession(session)
      },
      isGone: () => this.#isGone,
      rebuild: () => this.#rebuildLost(),
      changed: async (tables, progress) => {
        if (this.#rebuilding) this.status.set({ rebuilt: this.#rebuilding.filled() })
        this.#people.forget()
        this.#changed(tables)
        this.#tell(progress)
        await this.#readRights()
      },
      restoreOne: (entry) => this.#restoreOne(entry),
    })
  }

  async #leave(): Promise<void> {
    await this.#sync?.stop()
    await this.#live.settled()
    const replica = this.#replica
    const gone = this.#isGone
    this.#sync = null
    this.#replica = null
    this.#session = null
    await replica?.close().catch((error: unknown) => {
      // Without its files it cannot write its last words; there is nothing to save them in.
      if (!gone) throw error
    })
  }

  #presentOf(userId: string): Promise<Present | Rejection> {
    const replica = this.#replica
    if (!replica) return Promise.resolve(rejection('desk_unavailable'))
    return this.#people.of(replica.db, userId, this.#options.now().toISOString())
  }

  /** Rights offline are those of the replica's own tables (ID-R24). */
  async #readRights(): Promise<void> {
    const user = this.#session?.user
    const present = user ? await this.#presentOf(user.id) : null
    if (!present) return
    if ('code' in present) {
      if (present.code === 'actor_not_permitted') this.#sync?.lockOut()
      return
    }
    const rights: DeskRights = {}
    for (const { permission, reach } of present.actor.grants) {
      if (rights[permission] !== 'tenant') rights[permission] = reach
    }
    this.status.set({ rights })
  }

  async #ask(name: string, input: Json, listener?: Listener): Promise<QueryResult> {
    const [replica, session] = [this.#replica, this.#session]
    if (!replica || !session) return { done: false, rejection: rejection('session_required') }
    const asked = { replica, userId: session.user.id, deskId: this.#place.deskId(), name, input }
    return this.#questions.ask(asked, listener)
  }

  #changed(tables: readonly string[]): void {
    // Who may see what is asked once and kept, so no query names the tables it is read from.
    if (tables.some((table) => tablesOfRights.has(table))) this.#live.changedAll()
    else this.#live.changed([...tables, 'desk_queue', 'desk_touched'])
    void this.#count()
  }

  #tell(progress: Progress[]): void {
    if (progress.length > 0) for (const hear of this.#progress) hear(progress)
  }

  async #count(): Promise<void> {
    const rows = await this.#replica?.db
      .selectFrom('desk_queue')
      .select(({ fn }) => ['state', fn.countAll<number>().as('n')])
      .where('state', 'in', openStates)
      .groupBy('state')
      .execute()
      .catch(() => [])
    if (!rows) return
    const queued = rows.reduce((sum, { n }) => sum + Number(n), 0)
    const atRisk = rows.filter(({ state }) => state === 'at_risk').reduce((sum, { n }) => sum + Number(n), 0)
    this.status.set({ queued, atRisk })
  }

  #look(): void {
    void this.#health.look()
    this.#checkDay()
    // A round of its own finds out whether a new replica can be filled now.
    if (this.#isGone) this.#sync?.wake()
  }

  /** A new day changes what is true without any command (MB-R13). */
  #checkDay(): void {
    const user = this.#session?.user
    if (!user) return
    const look = (present: Present | Rejection) => {
      if ('code' in present) return
      const day = dayOf(this.#options.now().toISOString(), present.tenant.timeZone)
      if (this.#day && day !== this.#day) this.#live.changedAll()
      this.#day = day
    }
    this.#presentOf(user.id).then(look, (error: unknown) => this.#options.report(error, 'day'))
  }
}

const aloneByDefault = {
  ...{ now: () => new Date(), report: () => undefined },
  ...{ freeBytes: async () => null, usedBytes: async () => null },
}

/** Refusals that say something of this machine at this moment, and nothing of the command. */
const notNow: ReadonlySet<string> = new Set(['desk_unavailable', 'storage_full'])

type DeskRights = Record<string, 'own' | 'tenant'>

const refusedProgress = (id: string, refusal: Rejection): Progress => ({
  ...{ id, state: 'refused', deskSeq: null, basisVersion: null, outcome: null, serverOutcome: null },
  ...{ rejection: refusal, serverVersion: null, dependsOn: [], dependents: [], decidedAt: null },
})
