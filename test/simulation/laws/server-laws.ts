import { Kysely, PGliteDialect } from 'kysely'
import { domain } from '../../../src-shared/domain.ts'
import { canonicalJson, type Json, type JsonObject } from '../../../src-shared/kernel/json.ts'
import { outcomeDiffers } from '../../../src-shared/kernel/run-command.ts'
import type { Database } from '../../../src-shared/schema/row-types.ts'
import { verifyLog } from '../../../sync-server/sync/command-log.ts'
import { businessFaults } from '../invariants/business-faults.ts'
import { type ChargesRead, chargesKept, readCharges } from '../invariants/charges.ts'
import { disagreements } from '../model/agreement.ts'
import type { Judged, Prediction } from '../model/model.ts'
import type { Engine } from '../runtime/engine.ts'
import { Broken, must } from './broken.ts'
import { LeaseLaws } from './lease-laws.ts'
import { TellingLaws } from './telling-laws.ts'
import type { Entry, Truth } from './truth.ts'
import { restored } from './undo-laws.ts'

const tables = Object.keys(domain.scope)

/** Everything that a version after the one given wrote, in all synced tables. */
const writings = tables
  .map(
    (table) =>
      `select '${table}' as "table", id, row_version as version, to_jsonb(t)::text as text from ${table} t where row_version > $1`,
  )
  .join(' union all ')

const newEntries = `select seq, command_id, desk_id, desk_seq, name, input, meta, actor_id, acted_at, bounded_at,
  received_at, basis_version, told, verdict, version, outcome, rejection,
  encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash
  from command_log where seq > $1 order by seq`

/** SY-15: how far ahead of its receipt a command may say it was given (ms). */
const mostAhead = 2 * 60_000
const grantTolerance = 5 * 60_000

/** Looks at what each commit of the server left. */
export class ServerLaws {
  readonly #engine: Engine
  readonly #truth: Truth
  readonly #db: Kysely<Database>
  /** What people typed, by command: the log keeps a storable form of nonsense. */
  readonly #typed: Map<string, Json>

  readonly #telling: TellingLaws
  readonly #leases: LeaseLaws

  /** As they were after the last commit. */
  #charges: ChargesRead = new Map()

  constructor(engine: Engine, truth: Truth, typed: Map<string, Json>) {
    this.#engine = engine
    this.#truth = truth
    this.#typed = typed
    this.#telling = new TellingLaws(truth)
    this.#leases = new LeaseLaws(truth)
    this.#db = new Kysely({ dialect: new PGliteDialect({ pglite: engine.pglite }) })
  }

  /** After a commit, before anybody else can write. */
  async committed(statements: readonly string[]): Promise<void> {
    if (!statements.some((statement) => /insert into "?command_log/.test(statement))) return
    await this.look()
  }

  /** The server was put back to an earlier moment. */
  rewound(): void {
    this.#charges = new Map()
  }

  /** Reads what is new in the log and in the rows, and judges it. */
  async look(): Promise<void> {
    const truth = this.#truth
    const before = truth.version
    for (const entry of await this.#engine.ask<Entry>(newEntries, [truth.seq])) await this.#entry(entry)
    this.#telling.nothingOwed()
    for (const { table, id, version, text } of await this.#engine.ask<Writing>(writings, [before])) {
      must(version <= truth.version, 'SY-3', () => `${table} ${id} says version ${version}, the log ${truth.version}`)
      truth.wrote(table, id, version, text)
      this.#leases.wrote(table, id, version, text)
    }
    const charges = await readCharges(this.#db)
    const [fault] = [...(await businessFaults(this.#db)), ...chargesKept(this.#charges, charges)]
    must(fault === undefined, 'business', () => String(fault))
    this.#charges = charges
  }

  /** At the end: the rows as the model has them, and the whole chain, by the code that an auditor would run. */
  async whole(): Promise<void> {
    const [other] = await disagreements(this.#db, this.#truth.model.state)
    must(other === undefined, 'model', () => String(other))
    this.#telling.eachOnce()
    const verified = await verifyLog(this.#db)
    must(verified.whole, 'SY-13', () => `The log is broken: ${JSON.stringify(verified)}`)
    const [head] = await this.#engine.ask<{ version: number; log_seq: number }>('select * from tenant_heads')
    must(head?.version === this.#truth.version, 'SY-3', () => `The head says ${JSON.stringify(head)}`)
  }

  async #entry(entry: Entry): Promise<void> {
    const truth = this.#truth
    const last = truth.log.at(-1)
    must(entry.seq === truth.seq + 1, 'SY-13', () => `After entry ${truth.seq} comes ${entry.seq}`)
    must(entry.prev_hash === (last?.hash ?? ''), 'SY-13', () => `Entry ${entry.seq} does not follow the one before`)
    must(!truth.byCommand.has(entry.command_id), 'SY-1', () => `${entry.command_id} is in the log twice`)
    if (entry.version !== null) {
      must(entry.version === truth.version + 1, 'SY-3', () => `After version ${truth.version} comes ${entry.version}`)
    }
    must((entry.version === null) === (entry.verdict === 'rejected'), 'SY-3', () => `${entry.verdict} ${entry.version}`)
    this.#inOrder(entry)
    await this.#predicted(entry)
  }

  #inOrder(entry: Entry): void {
    if (entry.desk_id === null) return
    const last = this.#truth.log.findLast(({ desk_id }) => desk_id === entry.desk_id)?.desk_seq ?? 0
    must(entry.desk_seq === last + 1, 'SY-2', () => `After command ${last} of a desk comes ${entry.desk_seq}`)
  }

  async #predicted(entry: Entry): Promise<void> {
    this.#bounded(entry)
    const judged: Judged = {
      ...{ id: entry.command_id, name: entry.name, at: entry.bounded_at, meta: entry.meta },
      // What takes back a command that was done otherwise is logged as it was done (DX-R15).
      ...{ input: (entry.meta.undoOf ? undefined : this.#typed.get(entry.command_id)) ?? entry.input },
      ...{ actorId: entry.actor_id, deskId: entry.desk_id, basisVersion: entry.basis_version },
    }
    const early = await this.#refusedUnread(entry)
    const before = this.#truth.model.state
    const predicted: Prediction = early ? { done: false, code: early } : this.#truth.model.judge(judged)
    const said = `${entry.name} ${canonicalJson(judged.input)} by ${entry.actor_id} at ${entry.bounded_at}`
    if (predicted.done) {
      must(entry.verdict !== 'rejected', 'model', () => `${said}: expected done, was ${entry.rejection?.code}`)
      compareOutcomes(entry, predicted.outcome, said)
    } else {
      const got = entry.rejection?.code ?? entry.verdict
      must(got === predicted.code, 'model', () => `${said}: expected ${predicted.code}, was ${got}`)
    }
    this.#leases.kept(before, entry)
    this.#telling.follows(entry)
    this.#truth.add(entry, judged)
    this.#telling.spoken(entry)
    restored(this.#truth, entry)
  }

  #bounded({ acted_at, bounded_at, received_at }: Entry): void {
    const latest = new Date(received_at).getTime() + mostAhead
    const expected = Math.min(new Date(acted_at).getTime(), latest)
    must(new Date(bounded_at).getTime() === expected, 'SY-15', () => `${acted_at} became ${bounded_at}`)
  }

  /** ID-R16, SY-15: whether the author was enrolled on that desk, and when they acted. */
  async #refusedUnread(entry: Entry): Promise<string | null> {
    if (entry.desk_id === null) return null
    const grants = await this.#engine.ask<{ issued_at: string; expires_at: string }>(
      'select issued_at, expires_at from offline_grants where desk_id = $1 and user_id = $2',
      [entry.desk_id, entry.actor_id],
    )
    if (grants.length === 0) return 'actor_not_permitted'
    const at = new Date(entry.bounded_at).getTime()
    const covered = grants.some(
      ({ issued_at, expires_at }) =>
        at >= new Date(issued_at).getTime() - grantTolerance && at <= new Date(expires_at).getTime() + grantTolerance,
    )
    return covered ? null : 'command_too_old'
  }
}

interface Writing {
  table: string
  id: string
  version: number
  text: string
}

/** What the model vouches for, and whether the desk was told the same (SY-10). */
function compareOutcomes(entry: Entry, predicted: JsonObject, said: string): void {
  const { outcome } = entry
  if (outcome === null) throw new Broken('SY-10', `${said} has no outcome`)
  for (const [field, value] of Object.entries(predicted)) {
    const got = outcome[field] ?? null
    must(
      canonicalJson(got) === canonicalJson(value),
      'model',
      () => `${said}: expected ${field} ${canonicalJson(value)}, was ${canonicalJson(got)}`,
    )
  }
  const command = domain.commands.get(entry.name)
  const differs = command !== undefined && entry.told !== null && outcomeDiffers(command, entry.told, outcome)
  must(differs === (entry.verdict === 'adjusted'), 'SY-10', () => `${said}: ${entry.verdict}, differs ${differs}`)
}
