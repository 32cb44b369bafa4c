import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { QueryResult } from '../../src-shared/kernel/run-query.ts'
import type { SessionGrant } from '../../src-shared/sync/protocol.ts'
import { type Answer, failed, given } from './answer.ts'
import type { Journalled, Progress, SyncDetails } from './api/desk-api.ts'
import { DeskFolder, type DeskPlace } from './desk-folder.ts'
import { aloneByDefault, type DeskOptions, type DeskParts } from './desk-parts.ts'
import { freeBytesAt, usedBytesIn } from './disk.ts'
import { Ground } from './ground.ts'
import { Health } from './health.ts'
import { Intake } from './intake.ts'
import type { Watcher } from './live-queries.ts'
import { News } from './news.ts'
import { cursorOf, rightsOf } from './present.ts'
import { Rebuilding } from './rebuilding.ts'
import type { Replica } from './replica.ts'
import { sendRest } from './send-rest.ts'
import { sessionFor } from './session-for.ts'
import type { StatusBoard } from './status.ts'
import type { Submission } from './submit.ts'
import { syncDetails } from './sync-details.ts'
import { Synchroniser } from './synchroniser.ts'

/** How often it looks whether the tenant's day has turned, and how this machine is (ms). */
const lookEvery = 30_000

/** One installation of Holdfast on one machine: everything but the screens. Plain Node. */
export class Desk {
  readonly #ground: Ground
  readonly #place: DeskPlace
  readonly #news: News
  readonly #intake: Intake
  readonly #health: Health
  readonly #lookTimer: NodeJS.Timeout

  private constructor(options: Required<DeskParts>, place: DeskPlace) {
    this.#ground = new Ground(options, place)
    this.#place = place
    this.#news = new News(this.#ground)
    this.#intake = new Intake(this.#ground, this.#news)
    this.#health = new Health({
      ...{ status: this.status, now: options.now, freeBytes: options.freeBytes },
      clockOffset: () => options.server.clockOffset?.() ?? null,
      mended: () => this.#ground.sync?.wake(),
    })
    this.#lookTimer = setInterval(() => {
      void this.#health.look()
      this.#news.checkDay()
      // A round of its own finds out whether a new replica can be filled now.
      if (this.#ground.isGone) this.#ground.sync?.wake()
    }, lookEvery).unref()
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

  get status(): StatusBoard {
    return this.#ground.status
  }

  /** This installation's id, whoever is signed in. */
  get id(): string {
    return this.#ground.deskId
  }

  /** Of the present session, for what is asked of the server beside the sync; null while nobody is signed in. */
  get accessToken(): string | null {
    return this.#ground.session?.accessToken ?? null
  }

  /** Signs a person in at the server; needs the network. */
  async signIn(email: string, password: string): Promise<Answer<null>> {
    const { name, platform, server } = this.#ground.options
    const desk = { id: this.#ground.deskId, name, platform }
    const grant = await sessionFor(server, { email, password, desk })
    if (!grant.ok) return grant
    await this.#enter(grant.value)
    return given(null)
  }

  /** The queue and the replica stay; what waits is sent when someone signs in again. */
  async signOut(): Promise<Answer<null>> {
    const token = this.#ground.session?.accessToken
    await this.#leave()
    this.#place.keepSession(null)
    this.status.happened('person.signs_out', { user: null, rights: {}, offlineUntil: null, version: null })
    // A screen that goes on watching is told that nobody is here, not what the last person saw.
    this.#news.changedAll()
    if (token) await this.#ground.options.server.signOut(token).catch(() => undefined)
    return given(null)
  }

  /** Runs a command here and queues it (SY-9). Asked again for the same id, it tells what became of it. */
  submit(command: Omit<Submission, 'actorId' | 'told'>): Promise<Answer<Progress>> {
    return this.#intake.submit(command)
  }

  /** The journal has noted these verdicts: nobody will ask for them again. */
  acknowledge(ids: readonly string[]): Promise<Answer<null>> {
    return this.#intake.acknowledge(ids)
  }

  /** See `rehearse`. Refused like the command itself; a handler that throws is no answer. */
  rehearse(name: string, input: Json): Promise<Answer<JsonObject>> {
    return this.#intake.rehearse(name, input)
  }

  /** Takes back what the journal holds without a verdict, in its order (SY-9, SY-14). */
  async restore(entries: readonly Journalled[]): Promise<Answer<null>> {
    this.#ground.sync?.restoreLater(entries)
    return given(null)
  }

  query(name: string, input: Json): Promise<QueryResult> {
    return this.#news.query(name, input)
  }

  watch(name: string, input: Json, watcher: Watcher): () => void {
    return this.#news.watch(name, input, watcher)
  }

  /** Hears what became of commands. */
  onProgress(hear: (entries: Progress[]) => void): () => void {
    return this.#news.onProgress(hear)
  }

  /** Cuts or restores the network by hand. */
  workOffline(offline: boolean): void {
    this.#ground.sync?.workOffline(offline)
    void this.#health.look()
  }

  tryNow(): void {
    void this.#health.look()
    this.#ground.sync?.wake()
  }

  /** DX-R30: see `sendRest`. */
  sendRest(): Promise<number> {
    return sendRest(this.status, () => this.#ground.sync?.wake())
  }

  /** See `syncDetails`. */
  async syncDetails(): Promise<Answer<SyncDetails>> {
    const { replica } = this.#ground
    return replica ? given(await syncDetails(replica, this.#ground.options)) : failed(rejection('desk_unavailable'))
  }

  /** The replica is a cache: it goes, is fetched anew, and the journal gives back what was unsent (SY-14). */
  async rebuild(): Promise<Answer<null>> {
    const { session } = this.#ground
    if (!session) return failed(rejection('session_required'))
    this.#ground.rebuilding = new Rebuilding(this.#ground.options.now)
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
    this.rebuild().catch((error: unknown) => this.#ground.options.report(error, 'rebuild'))
  }

  async close(): Promise<void> {
    clearInterval(this.#lookTimer)
    await this.#leave()
    this.#place.leave()
  }

  /** Opens the tenant's replica for a session and begins to synchronise it. */
  async #enter(session: SessionGrant): Promise<void> {
    const sameTenant = this.#ground.session?.tenant.id === session.tenant.id && this.#ground.replica !== null
    if (!sameTenant) await this.#leave()
    this.#ground.session = session
    this.#place.keepSession(session)
    this.status.set({
      ...{ user: session.user, tenant: session.tenant, desk: session.desk, offlineUntil: session.offlineUntil },
      ...{ rights: {}, trouble: null },
    })
    this.#ground.replica ??= await this.#openReplica(session.tenant.id)
    this.#ground.people.forget()
    this.status.set({ version: (await cursorOf(this.#ground.replica.db))?.version ?? null, leaseEnded: false })
    await this.#readRights()
    this.#ground.sync ??= this.#synchronise(this.#ground.replica)
    this.#ground.sync.enter(session)
    this.#news.changedAll()
    // From here on answers are of this day: a machine may sleep before the clock is looked at for the first time.
    this.#news.checkDay()
    await this.#news.count()
    void this.#health.look()
  }

  async #openReplica(tenantId: string): Promise<Replica> {
    const opened = await this.#place.openReplica(tenantId)
    if (opened.rebuilt !== 'no') this.status.set({ trouble: 'replica_rebuilt' })
    return opened.replica
  }

  #synchronise(replica: Replica): Synchroniser {
    const { domain, server, now, report } = this.#ground.options
    return new Synchroniser({
      ...{ domain, server, replica, now, report, status: this.status, deskId: this.#ground.deskId },
      keepSession: (session) => {
        this.#ground.session = session
        this.#place.keepSession(session)
      },
      isGone: () => this.#ground.isGone,
      rebuild: () => this.#rebuildLost(),
      changed: async (tables, progress) => {
        const { rebuilding } = this.#ground
        if (rebuilding) this.status.set({ rebuilt: rebuilding.filled() })
        this.#ground.people.forget()
        this.#news.changed(tables)
        this.#news.tell(progress)
        await this.#readRights()
      },
      restoreOne: (entry) => this.#intake.restoreOne(entry),
    })
  }

  async #leave(): Promise<void> {
    await this.#ground.sync?.stop()
    await this.#news.settled()
    const { replica, isGone } = this.#ground
    this.#ground.sync = null
    this.#ground.replica = null
    this.#ground.session = null
    await replica?.close().catch((error: unknown) => {
      // Without its files it cannot write its last words; there is nothing to save them in.
      if (!isGone) throw error
    })
  }

  /** Rights offline are those of the replica's own tables (ID-R24). */
  async #readRights(): Promise<void> {
    const user = this.#ground.session?.user
    const present = user ? await this.#ground.presentOf(user.id) : null
    if (!present) return
    if (!('code' in present)) this.status.set({ rights: rightsOf(present) })
    else if (present.code === 'actor_not_permitted') this.#ground.sync?.lockOut()
  }
}
