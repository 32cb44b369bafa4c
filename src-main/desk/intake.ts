import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { withdraw as withdrawal } from '../../src-shared/modules/desk/withdraw-command.ts'
import { maxPushBytes, type SessionGrant } from '../../src-shared/sync/protocol.ts'
import { type Answer, failed, given } from './answer.ts'
import type { Journalled, Progress } from './api/desk-api.ts'
import { isDiskFull } from './disk.ts'
import type { Ground } from './ground.ts'
import type { News } from './news.ts'
import { openStates, progressOf } from './queue.ts'
import { rehearse } from './rehearse.ts'
import type { Replica } from './replica.ts'
import { type Submission, submit } from './submit.ts'
import { asFarAsKnown, withdraw, withdrawnBefore, withdrawnBy } from './withdraw.ts'

/** Refusals that say something of this machine at this moment, and nothing of the command. */
const notNow: ReadonlySet<string> = new Set(['desk_unavailable', 'storage_full'])

/** As many refusals are under way to a page at most. */
const mostRefused = 500

/**
 * Commands that this process refused when they were given. A journal that set out before it heard of that offers them
 * once more, and what somebody was told was refused must not be done after all (SY-9).
 */
class Refused {
  readonly #refusals = new Map<string, Rejection>()

  add(id: string, refusal: Rejection): void {
    this.#refusals.set(id, refusal)
    const [oldest] = this.#refusals.keys()
    if (oldest !== undefined && this.#refusals.size > mostRefused) this.#refusals.delete(oldest)
  }

  of(id: string): Rejection | undefined {
    return this.#refusals.get(id)
  }
}

/** Takes commands in: from the person who gives them, and from the journal that kept them. */
export class Intake {
  readonly #ground: Ground
  readonly #news: News
  /** Commands on their way into the queue, by id. */
  readonly #taking = new Map<string, Promise<Answer<Progress>>>()
  readonly #refused = new Refused()
  /** What was taken out of the queue by commands that the queue has forgotten, by id. */
  readonly #withdrawn = new Map<string, Progress>()

  constructor(ground: Ground, news: News) {
    this.#ground = ground
    this.#news = news
  }

  /** Runs a command here and queues it (SY-9). Asked again for the same id, it tells what became of it. */
  async submit(command: Omit<Submission, 'actorId' | 'told'>): Promise<Answer<Progress>> {
    const { session } = this.#ground
    if (!session) return failed(rejection('session_required'))
    return this.#once(command.id, async () => {
      const known = await this.#known(command.id)
      if (known) return given(known)
      const refusal = this.#mayNotGive(command, session)
      const taken = refusal ? failed(refusal) : await this.#take({ ...command, actorId: session.user.id, told: null })
      if (!taken.ok && !notNow.has(taken.failure.code)) this.#refused.add(command.id, taken.failure)
      return taken
    })
  }

  #mayNotGive(command: Omit<Submission, 'actorId' | 'told'>, { offlineUntil }: SessionGrant): Rejection | null {
    if (Buffer.byteLength(JSON.stringify(command.input)) > maxPushBytes) return rejection('command_too_large')
    const connected = this.#ground.sync?.connected ?? false
    if (!connected && this.#ground.options.now() > new Date(offlineUntil)) {
      return rejection('offline_lease_expired', { expiredAt: offlineUntil })
    }
    const offline = this.#ground.options.domain.commands.get(command.name)?.offline ?? true
    return offline || connected ? null : rejection('needs_connection')
  }

  /** The same command may come twice in one moment: from the click, and from the journal of a page just connected. */
  #once(id: string, work: () => Promise<Answer<Progress>>): Promise<Answer<Progress>> {
    const unlessGone = (error: unknown) => {
      // Where the replica's files are gone, another will take it, from the journal.
      if (this.#ground.isGone) return failed(rejection('desk_unavailable'))
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
    const { replica } = this.#ground
    if (!replica) return failed(rejection('desk_unavailable'))
    const { domain, report } = this.#ground.options
    const standing = {
      ...{ domain, deskId: this.#ground.deskId },
      present: await this.#ground.presentOf(submission.actorId),
      crashed: (error: unknown, command: string) => report(error, `again ${command}`),
    }
    try {
      if (submission.name === withdrawal.name && !submission.told) return await this.#withdraw(replica, submission)
      const submitted = await submit(replica.db, standing, asFarAsKnown(submission))
      if (!submitted.accepted) return failed(submitted.refusal)
      this.#news.changed(submitted.tables)
      this.#ground.sync?.wake()
      return given(submitted.progress)
    } catch (error) {
      if (isDiskFull(error)) {
        this.#ground.status.happened('machine.disk_low', { trouble: 'disk_full' })
        return failed(rejection('storage_full'))
      }
      if (this.#ground.isGone) throw error
      report(error, `submit ${submission.name}`)
      return failed(rejection('command_crashed', { errorId: submission.id }))
    }
  }

  /** DX-R19. */
  async #withdraw(replica: Replica, submission: Submission): Promise<Answer<Progress>> {
    const { domain, report, now } = this.#ground.options
    const withdrawn = await withdraw(replica.db, submission, {
      ...{ domain, deskId: this.#ground.deskId, userId: submission.actorId, now: now().toISOString() },
      crashed: (error: unknown, command: string) => report(error, `again ${command}`),
    })
    if ('code' in withdrawn) return failed(withdrawn)
    this.#news.changed(withdrawn.tables)
    this.#news.tell(withdrawn.progress)
    this.#ground.sync?.wake()
    return given(withdrawn.own)
  }

  /** Takes in one that the journal holds without a verdict (SY-9, SY-14). False where that could not be done now. */
  async restoreOne(entry: Journalled): Promise<boolean> {
    const { id, name, version, input, at, meta, actorId, basisVersion, outcome } = entry
    let wasKnown = false
    const taken = await this.#once(id, async () => {
      const known = await this.#known(id)
      wasKnown = known !== null
      if (known) return given(known)
      const refusal = this.#refused.of(id)
      if (refusal) return failed(refusal)
      const told = (await this.#mayBeUnderWay(entry)) ? { outcome, basisVersion } : null
      return this.#take({ id, name, version, input, at, meta, actorId, told })
    })
    // What this machine could not do now is no answer to a command: it stays in the journal as it is.
    if (!taken.ok && notNow.has(taken.failure.code)) return false
    this.#news.tell([taken.ok ? taken.value : refusedProgress(id, taken.failure)])
    const { rebuilding, status } = this.#ground
    if (rebuilding && taken.ok && !wasKnown) status.set({ rebuilt: rebuilding.didAgain() })
    return true
  }

  /**
   * Whether a command of the journal was taken before: the journal says so, or it was given to a replica that is no
   * more, and the answer was lost. The server may have run it, so a refusal here would say nothing.
   */
  async #mayBeUnderWay({ deskSeq, at }: Journalled): Promise<boolean> {
    if (deskSeq !== null) return true
    const state = await this.#ground.replica?.db.selectFrom('desk_state').select('born').executeTakeFirst()
    return state !== undefined && new Date(at) < new Date(state.born)
  }

  async #known(id: string): Promise<Progress | null> {
    const row = await this.#ground.replica?.db
      .selectFrom('desk_queue')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    if (row) return progressOf(row)
    const withdrawn = this.#ground.replica ? await withdrawnBefore(this.#ground.replica.db, id) : null
    return withdrawn ?? this.#withdrawn.get(id) ?? null
  }

  /** The journal has noted these verdicts: nobody will ask for them again. */
  async acknowledge(ids: readonly string[]): Promise<Answer<null>> {
    if (ids.length > 0) {
      // What the journal asked for before it heard of this may still be on its way here.
      for (const each of await this.#withdrawnBy(ids)) this.#withdrawn.set(each.id, each)
      await this.#ground.replica?.db
        .deleteFrom('desk_queue')
        .where('id', 'in', ids)
        .where('state', 'not in', openStates)
        .execute()
    }
    return given(null)
  }

  async #withdrawnBy(ids: readonly string[]): Promise<Progress[]> {
    return this.#ground.replica ? withdrawnBy(this.#ground.replica.db, ids) : []
  }

  /** See `rehearse`. Refused like the command itself; a handler that throws is no answer. */
  async rehearse(name: string, input: Json): Promise<Answer<JsonObject>> {
    const { replica, session } = this.#ground
    if (!replica || !session) return failed(rejection('session_required'))
    const present = await this.#ground.presentOf(session.user.id)
    if ('code' in present) return failed(present)
    const { domain, now } = this.#ground.options
    const result = await rehearse(replica.db, {
      ...{ domain, present, deskId: this.#ground.deskId, at: now().toISOString(), name, input },
    })
    return result.done ? given(result.outcome) : failed(result.rejection)
  }
}

const refusedProgress = (id: string, refusal: Rejection): Progress => ({
  ...{ id, state: 'refused', deskSeq: null, basisVersion: null, outcome: null, serverOutcome: null },
  ...{ rejection: refusal, serverVersion: null, dependsOn: [], dependents: [], decidedAt: null },
})
