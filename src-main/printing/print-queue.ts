import type { JobEvent } from '../../src-shared/printing/job-transitions.ts'
import { afterEvent } from '../../src-shared/printing/job-transitions.ts'
import type { PrintJob } from '../desk/api/printing-api.ts'
import type { JobStore, KeptJob } from './job-store.ts'

/** What came of an attempt to print. `wait`: nothing reached the printer, which may be back later. */
export type Attempt =
  | { came: 'printed' }
  | { came: 'broken_off' }
  | { came: 'wait' }
  | { came: 'refused'; reason: string }

export interface QueueParts {
  store: JobStore
  /** Takes one job to its printer. */
  attempt(job: KeptJob): Promise<Attempt>
  changed(): void
  report(error: unknown, during: string): void
  now(): Date
  /** How long to wait before a printer that was not there is tried again (ms): the first time, and at most. */
  retry?: { first: number; most: number }
}

/** A job as it is given. */
export type NewJob = Omit<KeptJob, 'order' | 'state' | 'reason' | 'endedAt' | 'at'>

/** How many jobs that are over are remembered. */
const remembered = 200
const over: readonly PrintJob['state'][] = ['done', 'cancelled']

/**
 * The jobs of this desk (DX-R42): kept on disk before anybody is told of them, printed once, in order for each printer,
 * one printer never waiting for another. What was printing when the power went is `unsure` and asks a person.
 */
export class PrintQueue {
  readonly #parts: Required<QueueParts>
  readonly #jobs = new Map<string, KeptJob>()
  /** On their way to the disk. */
  readonly #adding = new Map<string, Promise<KeptJob>>()
  #turns: Promise<unknown> = Promise.resolve()
  readonly #lanes = new Map<string, Lane>()
  #order = 0
  #closed = false

  private constructor(parts: QueueParts) {
    this.#parts = { retry: { first: 1000, most: 15_000 }, ...parts }
  }

  static async open(parts: QueueParts): Promise<PrintQueue> {
    const queue = new PrintQueue(parts)
    for (const job of await parts.store.all()) {
      queue.#jobs.set(job.id, job)
      queue.#order = Math.max(queue.#order, job.order)
    }
    for (const job of [...queue.#jobs.values()]) if (job.state === 'printing') await queue.#move(job.id, 'broken_off')
    for (const job of queue.#jobs.values()) queue.#run(job.printerId)
    return queue
  }

  get jobs(): readonly KeptJob[] {
    return [...this.#jobs.values()]
  }

  /** Takes a job; once it resolves the job survives a power cut. One with a known id is that job. */
  async add(job: NewJob): Promise<KeptJob> {
    const known = this.#jobs.get(job.id)
    if (known) return known
    const adding =
      this.#adding.get(job.id) ?? this.#inTurn(() => this.#keepNew(job)).finally(() => this.#adding.delete(job.id))
    this.#adding.set(job.id, adding)
    return adding
  }

  async #keepNew(job: NewJob): Promise<KeptJob> {
    this.#order += 1
    const at = this.#parts.now().toISOString()
    const kept: KeptJob = { ...job, order: this.#order, state: 'queued', reason: null, at, endedAt: null }
    // Nobody prints it before it is on disk.
    await this.#parts.store.keep(kept)
    this.#jobs.set(kept.id, kept)
    this.#parts.changed()
    this.#run(kept.printerId)
    return kept
  }

  /** What a person says of a job. Null where there is none, or it cannot be said of it now. */
  async say(
    jobId: string,
    event: Extract<JobEvent, 'came_out' | 'not_out' | 'retry' | 'cancel'>,
  ): Promise<KeptJob | null> {
    const moved = await this.#move(jobId, event)
    if (moved) this.#run(moved.printerId)
    return moved
  }

  /** A printer was changed: it is tried at once. */
  wake(printerId: string): void {
    const lane = this.#lanes.get(printerId)
    if (lane) lane.wake()
    else this.#run(printerId)
  }

  /** Ends; what is being printed is let go on to its end, and what waits waits for the next start. */
  async close(): Promise<void> {
    this.#closed = true
    for (const lane of this.#lanes.values()) lane.wake()
    await Promise.all([...this.#lanes.values()].map(({ ended }) => ended))
  }

  #run(printerId: string): void {
    if (this.#closed || this.#lanes.has(printerId) || !this.#next(printerId)) return
    const lane = new Lane()
    this.#lanes.set(printerId, lane)
    lane.ended = this.#work(printerId, lane).finally(() => {
      this.#lanes.delete(printerId)
      // One may have come between the last look and the end.
      this.#run(printerId)
    })
  }

  #next(printerId: string): KeptJob | undefined {
    const waiting = this.jobs.filter((job) => job.printerId === printerId && job.state === 'queued')
    return waiting.sort((a, b) => a.order - b.order)[0]
  }

  async #work(printerId: string, lane: Lane): Promise<void> {
    const { retry, report } = this.#parts
    let pause = retry.first
    for (let job = this.#next(printerId); job && !this.#closed; job = this.#next(printerId)) {
      const went = await this.#print(job).catch((error: unknown) => {
        report(error, 'printing')
        return false
      })
      if (this.#closed) return
      if (went) pause = retry.first
      else if (await lane.pause(pause)) pause = retry.first
      else pause = Math.min(pause * 2, retry.most)
    }
  }

  /** Takes one job to its printer. False: not now. */
  async #print(job: KeptJob): Promise<boolean> {
    const started = await this.#move(job.id, 'start')
    // It was cancelled meanwhile.
    if (!started) return true
    const outcome = await this.#parts.attempt(started)
    if (outcome.came === 'wait') await this.#move(job.id, 'unreachable')
    else await this.#move(job.id, outcome.came, outcome.came === 'refused' ? outcome.reason : null)
    return outcome.came !== 'wait'
  }

  /** One after the other: a person and a printer may speak of one job at once. Null where it cannot be said of it now. */
  #move(jobId: string, event: JobEvent, reason: string | null = null): Promise<KeptJob | null> {
    return this.#inTurn(() => this.#moveNow(jobId, event, reason))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turns.then(work)
    this.#turns = done.catch(() => {})
    return done
  }

  async #moveNow(jobId: string, event: JobEvent, reason: string | null): Promise<KeptJob | null> {
    const job = this.#jobs.get(jobId)
    const state = job ? afterEvent(job.state, event) : null
    if (!job || state === null) return null
    const ended = over.includes(state)
    const endedAt = ended ? (job.endedAt ?? this.#parts.now().toISOString()) : null
    const moved: KeptJob = { ...job, state, reason, endedAt, content: ended ? null : job.content }
    // What is not on disk as begun is not begun: after a crash nobody would ask whether it came out. What the printer
    // has done is done, whatever the disk says.
    if (event === 'start') await this.#parts.store.keep(moved)
    this.#jobs.set(job.id, moved)
    if (event !== 'start') await this.#parts.store.keep(moved)
    if (ended) await this.#forgetOldest()
    this.#parts.changed()
    return moved
  }

  async #forgetOldest(): Promise<void> {
    const ended = this.jobs.filter(({ state }) => over.includes(state)).sort((a, b) => a.order - b.order)
    for (const { id } of ended.slice(0, Math.max(0, ended.length - remembered))) {
      this.#jobs.delete(id)
      await this.#parts.store.forget(id)
    }
  }
}

/** One printer's work, and its pauses. */
class Lane {
  ended: Promise<void> = Promise.resolve()
  #wake: (() => void) | null = null

  /** Ends a pause. */
  wake(): void {
    this.#wake?.()
  }

  /** Waits; true where it was woken. */
  pause(ms: number): Promise<boolean> {
    return new Promise((done) => {
      const timer = setTimeout(() => done(false), ms)
      this.#wake = () => {
        clearTimeout(timer)
        done(true)
      }
    })
  }
}
