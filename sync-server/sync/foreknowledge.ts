import { CompiledQuery } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'
import type { LogEntry } from './command-log.ts'

/** What of a logged command tells with which verdict it was processed. */
export type VerdictEntry = Pick<
  LogEntry,
  'command_id' | 'desk_id' | 'desk_seq' | 'verdict' | 'version' | 'outcome' | 'rejection'
>

/** What of it tells whether it was processed before, and whether it was this very command. */
export type PastEntry = VerdictEntry & Pick<LogEntry, 'name' | 'command_version' | 'input'>

/** The times between which a person could act on a desk without the server. Milliseconds. */
interface Enrolment {
  from: number
  to: number
}

/** What a job is going to ask of the log and of the enrolments. */
export interface Foresight {
  commandIds: readonly string[]
  deskId: string
  actorIds: readonly string[]
}

/**
 * What the log says of commands and desks, and who is enrolled where, as a turn finds it. Jobs that wait together are
 * asked for together, since the questions are the same and a round trip costs more than they do.
 */
export class Foreknowledge {
  readonly #entries = new Map<string, PastEntry>()
  readonly #lastSeqs = new Map<string, number>()
  readonly #enrolments = new Map<string, Enrolment[]>()

  /** Reads what these jobs will ask. Entries that the turn itself has made since are known already. */
  async learn(db: Db, wanted: readonly Foresight[]): Promise<void> {
    if (wanted.length === 0) return
    const desks = [...new Set(wanted.map(({ deskId }) => deskId))].filter((deskId) => !this.#lastSeqs.has(deskId))
    const [entries, last, enrolments] = await Promise.all([
      db.executeQuery<PastEntry>(
        CompiledQuery.raw(entriesById, [[...new Set(wanted.flatMap(({ commandIds }) => commandIds))]]),
      ),
      db.executeQuery<{ desk_id: string; last: number }>(CompiledQuery.raw(lastOfDesks, [desks])),
      db.executeQuery<{ desk_id: string; user_id: string; issued_at: string; expires_at: string }>(
        CompiledQuery.raw(enrolmentsOf, [
          wanted.flatMap(({ deskId, actorIds }) => actorIds.map(() => deskId)),
          wanted.flatMap(({ actorIds }) => actorIds),
        ]),
      ),
    ])
    for (const entry of entries.rows) this.#entries.set(entry.command_id, entry)
    for (const { desk_id, last: seq } of last.rows) this.#lastSeqs.set(desk_id, seq)
    for (const { deskId, actorIds } of wanted) {
      for (const actorId of actorIds) this.#enrolments.set(`${deskId} ${actorId}`, [])
    }
    for (const { desk_id, user_id, issued_at, expires_at } of enrolments.rows) {
      this.#enrolments.get(`${desk_id} ${user_id}`)?.push({ from: Date.parse(issued_at), to: Date.parse(expires_at) })
    }
  }

  /** Takes in what the turn has just logged. */
  add(entry: PastEntry): void {
    this.#entries.set(entry.command_id, entry)
    if (entry.desk_id !== null && entry.desk_seq !== null) this.#lastSeqs.set(entry.desk_id, entry.desk_seq)
  }

  entryOf = (commandId: string): PastEntry | undefined => this.#entries.get(commandId)
  lastSeqOf = (deskId: string): number => this.#lastSeqs.get(deskId) ?? 0
  enrolmentsOf = (deskId: string, actorId: string): readonly Enrolment[] =>
    this.#enrolments.get(`${deskId} ${actorId}`) ?? []
}

const entriesById = `
  select command_id, desk_id, desk_seq, name, command_version, input, verdict, version, outcome, rejection
  from command_log where command_id = any($1::uuid[])`
/** The last command of each desk that the log holds. */
export const lastOfDesks = `
  select desk_id, (select coalesce(max(desk_seq), 0) from command_log l where l.desk_id = asked.desk_id) as last
  from unnest($1::uuid[]) as asked (desk_id)`
const enrolmentsOf = `
  select g.desk_id, g.user_id, g.issued_at, g.expires_at
  from (select distinct * from unnest($1::uuid[], $2::uuid[]) as pair (desk_id, user_id)) as asked
  join offline_grants g on g.desk_id = asked.desk_id and g.user_id = asked.user_id`
