import type { Day } from './calendar.ts'
import type { Db } from './database.ts'
import type { JsonObject } from './json.ts'

/** One turn of a schedule: the moment for which it was due, and the day of it in the tenant's zone. */
export interface ScheduledRun {
  /** ISO instant. */
  dueAt: string
  day: Day
}

/** Work of the clock: a command that the server gives by itself, again and again (PL-R31). */
export interface Schedule {
  /** Unique; by convention the name of its command. */
  key: string
  /** Five fields, read in the tenant's zone. */
  cron: string
  /** The command it gives as `system`; it may run twice for one moment without harm. */
  command: string
  /** What was missed while no server ran: done once, not at all, or for each day by itself, oldest first. */
  catchUp: 'one' | 'none' | 'each day'
  input(run: ScheduledRun): JsonObject
  /** Whether there is anything to do. Without work no command is given, so no desk is told of news that are none. */
  isNeeded?(db: Db, now: string): Promise<boolean>
  /** What is left of a run that goes step by step; null once all of it is done. */
  rest?(input: JsonObject, outcome: JsonObject): JsonObject | null
}
