import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { naturalId, rowIdOf } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Schedule } from '../../src-shared/kernel/schedule.ts'
import type { Clock } from '../clock.ts'
import type { ServerDatabase } from '../database/open.ts'
import { readTenant } from '../database/tenant-transaction.ts'
import type { SystemCommands } from '../sync/system-commands.ts'
import { dueRuns } from './due-runs.ts'
import { ScheduleBook, type Standing } from './schedule-book.ts'

/** What the scheduler is made of. */
export interface SchedulerParts {
  domain: Pick<Domain, 'schedules'>
  database: ServerDatabase
  commands: SystemCommands
  clock: Clock
  /** Whether a tenant may not be written to at the moment, because it is being copied elsewhere. */
  isHeld(tenantId: string): boolean
  /** Told of what failed; everything else goes on. */
  report(failure: { tenantId: string; schedule: string; error: unknown }): void
}

/** PL-R31: where the process that schedules dies, another one takes over within 30 seconds (ms). */
const lookEvery = 20_000
/** Shared by all servers of a database: one of them at a time does what the clock asks. */
const schedulerLock = 4_655_443
/** Tenants that are served side by side. */
const atOnce = 4

/**
 * Gives the commands of the clock, for every tenant in its own zone (PL-R31). What fails for one tenant delays no other,
 * and is tried again. A moment's command has an id made of that moment, so that a server which died between doing and
 * noting does it once.
 */
export class Scheduler {
  readonly #parts: SchedulerParts
  readonly #book: ScheduleBook
  #timer: ReturnType<typeof setInterval> | undefined
  #minute = -1
  #looking: Promise<void> | undefined
  #stopped = false

  constructor(parts: SchedulerParts) {
    this.#parts = parts
    this.#book = new ScheduleBook(parts.database.db)
  }

  /** Looks at the clock from now on. */
  start(): void {
    this.#timer ??= setInterval(() => void this.#safely(), lookEvery)
    this.#timer.unref()
    void this.#safely()
  }

  /** Ends what has begun at the next place where it can be ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#looking
  }

  /** Does what is due now, once a minute; asked again meanwhile, waits for what is under way. */
  look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #safely(): Promise<void> {
    try {
      await this.look()
    } catch (error) {
      this.#parts.report({ tenantId: '', schedule: '', error })
    }
  }

  async #lookOnce(): Promise<void> {
    const now = this.#parts.clock.now()
    const minute = Math.floor(now.getTime() / 60_000)
    if (minute === this.#minute) return
    const { alone } = this.#parts.database
    const work = () => this.#serveAll(now)
    if (alone ? await alone(schedulerLock, work) : await work().then(() => true)) this.#minute = minute
  }

  async #serveAll(now: Date): Promise<void> {
    const waiting = await this.#book.tenants()
    const serve = async () => {
      for (let tenantId = waiting.pop(); tenantId !== undefined; tenantId = waiting.pop()) {
        await this.#serve(tenantId, now)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, serve))
  }

  async #serve(tenantId: string, now: Date): Promise<void> {
    try {
      const found = this.#mayGoOn(tenantId) ? await this.#book.read(tenantId) : null
      if (!found) return
      for (const schedule of this.#parts.domain.schedules.values()) {
        await this.#keep(tenantId, found.tenant.timeZone, schedule, found.standings.get(schedule.key), now)
      }
    } catch (error) {
      this.#parts.report({ tenantId, schedule: '', error })
    }
  }

  /** Does what one schedule has due for one tenant, oldest first, up to the first that fails. */
  async #keep(tenantId: string, timeZone: string, schedule: Schedule, standing: Standing | undefined, now: Date) {
    if (standing && (!standing.enabled || (standing.retryAt !== null && standing.retryAt > now))) return
    const due = dueRuns(schedule, timeZone, standing?.lastRunAt ?? null, now)
    // What was never done is only due from its first moment on.
    let since = standing?.lastRunAt ?? new Date((due[0] ?? now).getTime() - 1)
    try {
      for (const dueAt of due) {
        if (await this.#isNeeded(tenantId, schedule, now)) {
          const failedBefore = standing?.failedCount ?? 0
          if (!(await this.#run(tenantId, schedule, { dueAt, timeZone, failedBefore }))) return
        } else if (!standing?.failedCount) return
        await this.#book.done(tenantId, schedule.key, dueAt)
        since = dueAt
      }
    } catch (error) {
      this.#parts.report({ tenantId, schedule: schedule.key, error })
      const count = (standing?.failedCount ?? 0) + 1
      await this.#book.failed(tenantId, schedule.key, { since, now, count }, error)
    }
  }

  async #isNeeded(tenantId: string, { isNeeded }: Schedule, now: Date): Promise<boolean> {
    if (!isNeeded) return true
    return readTenant(this.#parts.database.db, tenantId, (db) => isNeeded(db, now.toISOString()))
  }

  /**
   * One run, step by step where its command does a part of it at a time. A refusal uses its id up, so what is tried again
   * is tried under others. Says whether it came to its end.
   */
  async #run(
    tenantId: string,
    { key, command, input: inputOf, rest }: Schedule,
    { dueAt, timeZone, failedBefore }: { dueAt: Date; timeZone: string; failedBefore: number },
  ): Promise<boolean> {
    const at = dueAt.toISOString()
    const moment = naturalId(tenantId, `schedule:${key}`, at)
    let input: JsonObject | null = inputOf({ dueAt: at, day: dayOf(at, timeZone) })
    for (let step = 0; input !== null; step += 1) {
      if (!this.#mayGoOn(tenantId)) return false
      const id = rowIdOf(moment, `try:${failedBefore}`, step)
      const outcome: JsonObject = await this.#parts.commands.runOnce(tenantId, id, command, input)
      input = rest?.(input, outcome) ?? null
    }
    return true
  }

  #mayGoOn(tenantId: string): boolean {
    return !this.#stopped && !this.#parts.isHeld(tenantId)
  }
}
