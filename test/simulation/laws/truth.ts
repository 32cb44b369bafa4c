import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import { type Judged, Model } from '../model/model.ts'
import type { State } from '../model/state.ts'

/** A log entry as the laws look at it. */
export interface Entry {
  seq: number
  command_id: string
  desk_id: string | null
  desk_seq: number | null
  name: string
  input: Json
  meta: JsonObject
  actor_id: string
  acted_at: string
  bounded_at: string
  received_at: string
  basis_version: number
  told: JsonObject | null
  verdict: 'applied' | 'adjusted' | 'rejected'
  version: number | null
  outcome: JsonObject | null
  rejection: { code: string } | null
  prev_hash: string
  hash: string
}

/** A row as a version left it; null is gone. */
interface Writing {
  version: number
  text: string
}

/** In a row's text: nobody has removed it. */
const notRemoved = '"deleted_at": null'

/** What has been committed on the server, as it was seen at each commit: the one truth desks are measured against. */
export class Truth {
  readonly log: Entry[] = []
  readonly byCommand = new Map<string, Entry>()
  /** What the model knew after each version. */
  readonly #states = new Map<number, State>()
  /** Writings of each row, oldest first, by `table id`. */
  #rows = new Map<string, Writing[]>()
  readonly #judged: Judged[] = []
  model = new Model()
  /** Commands whose verdict a restore from a backup took back: until healing is built they are gone from the server. */
  readonly undone = new Set<string>()

  get version(): number {
    return this.log.findLast(({ version }) => version !== null)?.version ?? 0
  }

  get seq(): number {
    return this.log.at(-1)?.seq ?? 0
  }

  add(entry: Entry, judged: Judged): void {
    const { command_id: id, actor_id: actorId, desk_id: deskId, verdict } = entry
    this.model.hear({ id, actorId, deskId, meta: judged.meta, verdict, code: entry.rejection?.code ?? null })
    this.log.push(entry)
    this.byCommand.set(entry.command_id, entry)
    this.#judged.push(judged)
    this.undone.delete(entry.command_id)
    if (entry.version !== null) this.#states.set(entry.version, this.model.state)
  }

  /** The state as of a version, for a desk that has pulled so far. */
  stateAt(version: number | null): State {
    return this.#states.get(version ?? 0) ?? this.model.state
  }

  wrote(table: string, id: string, version: number, text: string): void {
    const key = `${table} ${id}`
    const writings = this.#rows.get(key) ?? []
    writings.push({ version, text })
    this.#rows.set(key, writings)
  }

  /** A row's text at a version; undefined where there was none yet. */
  rowAt(table: string, id: string, version: number): string | undefined {
    return this.#rows.get(`${table} ${id}`)?.findLast((writing) => writing.version <= version)?.text
  }

  /** Rows of a table at a version, by id, without those that were removed. */
  *rowsAt(table: string, version: number): Generator<[id: string, text: string]> {
    const prefix = `${table} `
    for (const [key, writings] of this.#rows) {
      if (!key.startsWith(prefix)) continue
      const found = writings.findLast((writing) => writing.version <= version)
      if (found?.text.includes(notRemoved)) yield [key.slice(prefix.length), found.text]
    }
  }

  /** The server was put back to an earlier moment. */
  rewind(seq: number): void {
    const kept = this.log.filter((entry) => entry.seq <= seq)
    const lost = this.log.slice(kept.length)
    const judged = this.#judged.slice(0, kept.length)
    this.log.length = 0
    this.#judged.length = 0
    this.byCommand.clear()
    this.#states.clear()
    this.model = new Model()
    for (const [index, entry] of kept.entries()) {
      const command = judged[index]
      if (!command) continue
      if (entry.verdict !== 'rejected') this.model.judge(command)
      this.add(entry, command)
    }
    for (const { command_id } of lost) this.undone.add(command_id)
    const { version } = this
    this.#rows = new Map(
      [...this.#rows].map(([key, writings]) => [key, writings.filter((writing) => writing.version <= version)]),
    )
  }
}
