import type { Kysely } from 'kysely'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Importer } from '../../src-shared/kernel/importer.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { reachOf } from '../../src-shared/kernel/permission.ts'
import { type Language, Refused, reject } from '../../src-shared/kernel/rejection.ts'
import { actorOf, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Clock } from '../clock.ts'
import { inTenant, readTenant } from '../database/tenant-transaction.ts'
import type { Court } from '../sync/judge.ts'
import type { TenantWriters } from '../sync/tenant-writer.ts'
import { badRowsFile } from './bad-rows.ts'
import { type Conventions, settleWays } from './cell-reader.ts'
import { Commit } from './commit-run.ts'
import * as store from './import-store.ts'
import { guessMapping, type Mapping } from './mapping.ts'
import { type Reading, readTable } from './read-table.ts'
import { RunCommands } from './row-commands.ts'
import { type RunEvent, type RunState, runSteps } from './run-transitions.ts'
import { tryRun } from './try-run.ts'
import { undoBatch } from './undo-run.ts'

/** What imports are made of. */
export interface ImportParts extends Court {
  db: Kysely<Database>
  writers: TenantWriters
  clock: Clock
  /** Whether a tenant may not be written to at the moment, because it is being copied elsewhere. */
  isHeld(tenantId: string): boolean
  /** Told of a run that stopped by a fault of ours; it is taken up again when the server starts. */
  report(error: unknown): void
}

/** Who asks for something of an import. */
export interface Asker {
  tenantId: string
  userId: string
}

/** A file that somebody brings. */
export interface BroughtFile extends Reading {
  entity: string
  fileName: string
  bytes: Uint8Array
}

/** How a file is to be read. What is left out stays as it is. */
export interface Answers extends Conventions {
  mapping?: Mapping | undefined
  allOrNothing?: boolean | undefined
}

/** PL-R37: how long an import can be taken back (days). */
const undoDays = 7
/** How long a request waits for the trial of a file (ms). */
const patienceTime = 20_000
/** PL-R36: rows of which all or none can be asked for. */
const mostAllOrNothing = 10_000

/** Files that become commands: read, tried, done, taken back (PL-R35 to R37). */
export class Imports {
  readonly #parts: ImportParts
  readonly #going = new Map<string, Promise<void>>()
  #stopped = false

  constructor(parts: ImportParts) {
    this.#parts = parts
  }

  /** Reads a file and keeps its rows, with a guess of what its columns are. Refused: see `readTable`; no right to import. */
  async bring({ tenantId, userId }: Asker, { entity, fileName, bytes, ...reading }: BroughtFile): Promise<string> {
    const importer = await this.#importerFor({ tenantId, userId }, entity)
    const table = await readTable(bytes, reading)
    const runId = newId()
    const at = this.#now()
    await inTenant(this.#parts.db, tenantId, async (db) => {
      const tenant = (await tenantOf(db)) ?? reject('import_not_found')
      const mapping = (await store.lastMapping(db, entity, table.headers)) ?? guessMapping(importer, table.headers)
      const { ways, questions } = settleWays(importer.columns, mapping, table.rows, {})
      const run = { id: runId, entity, file_name: fileName.slice(0, 255), created_by: userId, created_at: at }
      const read = { mapping, options: { ways, allOrNothing: false }, questions }
      await store.keepRun(db, { ...run, import_on: dayOf(at, tenant.timeZone) }, table, read)
    })
    return runId
  }

  /** Says how a file is to be read; it has to be tried again then. Refused: a column that is none, a run under way. */
  async answer(asker: Asker, runId: string, answers: Answers): Promise<void> {
    const { importer } = await this.#mayTouch(asker, runId)
    await inTenant(this.#parts.db, asker.tenantId, async (db) => {
      const run = await this.#step(db, runId, 'map')
      const { mapping = run.mapping, allOrNothing = run.options.allOrNothing, ...said } = answers
      refuseUnknownColumns(importer, run, mapping)
      if (allOrNothing && run.row_count > mostAllOrNothing) {
        reject('import_all_or_nothing_too_long', { max: mostAllOrNothing }, { rule: 'PL-R36' })
      }
      const conventions = { days: said.days ?? run.options.days, numbers: said.numbers ?? run.options.numbers }
      const rows = await store.fileRows(db, runId)
      const { ways, questions } = settleWays(importer.columns, mapping, rows, conventions)
      await store.remap(db, runId, { mapping, options: { ...conventions, ways, allOrNothing }, questions })
    })
  }

  /** Tries every row as if it were done now, and takes it all back (PL-R36). Refused: open questions, a run under way. */
  async check(asker: Asker, runId: string): Promise<void> {
    const { tenantId } = asker
    const { importer } = await this.#mayTouch(asker, runId)
    const at = this.#now()
    const { db } = this.#parts
    const { run, rows } = await readTenant(db, tenantId, async (reading) => ({
      run: await store.runById(reading, runId),
      rows: await store.fileRows(reading, runId),
    }))
    refuseStep(run.state, 'check')
    if (run.questions.length > 0)
      reject('import_questions_open', { columns: run.questions.map(({ column }) => column) })
    const notes = await tryRun(db, this.#parts, { tenantId, run, at }, new RunCommands(importer, run), rows)
    await inTenant(db, tenantId, async (writing) => {
      await this.#step(writing, runId, 'check')
      await store.noteRows(writing, runId, notes)
      await store.move(writing, runId, 'checked', { checked_at: at })
    })
  }

  /** Tries the rows, and waits for it no longer than a person does; says whether it is over. Refused: as `check`. */
  async beginCheck(asker: Asker, runId: string): Promise<boolean> {
    const checking = this.check(asker, runId).then(() => true)
    const patience = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceTime).unref())
    const going = checking.then(
      () => undefined,
      (error: unknown) => (error instanceof Refused ? undefined : this.#parts.report(error)),
    )
    this.#going.set(
      `check ${runId}`,
      going.finally(() => this.#going.delete(`check ${runId}`)),
    )
    return Promise.race([checking, patience])
  }

  /** Begins to do the rows that were found good. Refused: one that was not tried, bad rows where all was asked for. */
  async commit(asker: Asker, runId: string): Promise<void> {
    await this.#mayTouch(asker, runId)
    await this.#turnTo(asker.tenantId, runId, 'commit', async (db, run) => {
      const { states } = await store.countsOf(db, runId)
      if (run.options.allOrNothing && states.error) reject('import_has_bad_rows', { errors: states.error })
    })
    this.#go(asker.tenantId, runId)
  }

  /** Stops after the batch that is under way. */
  async pause(asker: Asker, runId: string): Promise<void> {
    await this.#mayTouch(asker, runId)
    await this.#turnTo(asker.tenantId, runId, 'pause')
  }

  /** Goes on at the next row. */
  async resume(asker: Asker, runId: string): Promise<void> {
    await this.#mayTouch(asker, runId)
    await this.#turnTo(asker.tenantId, runId, 'resume')
    this.#go(asker.tenantId, runId)
  }

  /** Takes back what was done, the last row first (PL-R37). Refused: more than seven days after. */
  async undo(asker: Asker, runId: string): Promise<void> {
    await this.#mayTouch(asker, runId)
    const now = this.#parts.clock.now().getTime()
    await this.#turnTo(asker.tenantId, runId, 'undo', async (_, { committed_at }) => {
      const tooLate = committed_at !== null && now - Date.parse(committed_at) > undoDays * 24 * 3_600_000
      if (tooLate) reject('import_undo_too_late', { days: undoDays }, { rule: 'PL-R37' })
    })
    this.#go(asker.tenantId, runId)
  }

  /** Forgets a file that was not done. */
  async discard(asker: Asker, runId: string): Promise<void> {
    await this.#mayTouch(asker, runId)
    await this.#turnTo(asker.tenantId, runId, 'discard')
  }

  /** A run with its counts, and what is still to be asked. */
  async show(asker: Asker, runId: string): Promise<JsonObject> {
    await this.#mayTouch(asker, runId)
    return readTenant(this.#parts.db, asker.tenantId, async (db) => {
      const run = await store.runById(db, runId)
      return JSON.parse(JSON.stringify({ ...run, counts: await store.countsOf(db, runId) }))
    })
  }

  /** A page of a run's rows. */
  async rows(asker: Asker, runId: string, states: readonly store.RowState[] | null, { page = 1, limit = 100 } = {}) {
    await this.#mayTouch(asker, runId)
    return readTenant(this.#parts.db, asker.tenantId, (db) =>
      store.rowsOf(db, runId, states, (page - 1) * limit, limit),
    )
  }

  /** What was not taken, as a file (PL-R36). */
  async badRows(asker: Asker, runId: string, language: Language): Promise<string> {
    const { run } = await this.#mayTouch(asker, runId)
    const rows = await readTenant(this.#parts.db, asker.tenantId, (db) =>
      store.rowsOf(db, runId, ['error', 'kept'], 0, run.row_count),
    )
    return badRowsFile(run, rows, this.#parts.domain.rejections, language)
  }

  /** Takes up what was under way when a server stopped. */
  async takeUp(tenantIds: readonly string[]): Promise<void> {
    for (const tenantId of tenantIds) {
      for (const { id } of await readTenant(this.#parts.db, tenantId, store.runsUnderWay)) this.#go(tenantId, id)
    }
  }

  /** Waits until no run is under way. */
  async idle(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going.values())
  }

  /** Ends each run after its batch. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.idle()
  }

  readonly #now = (): string => this.#parts.clock.now().toISOString()

  /** One loop a run in this process; what it does is decided batch by batch by the state that is kept. */
  #go(tenantId: string, runId: string): void {
    if (this.#going.has(runId)) return
    const loop = this.#loop(tenantId, runId)
      .catch((error: unknown) => this.#parts.report(error))
      .finally(() => this.#going.delete(runId))
    this.#going.set(runId, loop)
  }

  async #loop(tenantId: string, runId: string): Promise<void> {
    const { db, writers } = this.#parts
    let commit: Commit | undefined
    while (!this.#stopped && !this.#parts.isHeld(tenantId)) {
      const { state } = await readTenant(db, tenantId, (reading) => store.runById(reading, runId))
      if (state === 'committing') {
        const doing = commit ?? (await readTenant(db, tenantId, (reading) => Commit.open(this.#parts, reading, runId)))
        await writers.run(tenantId, (turn) => doing.batch(turn, this.#now()))
        doing.kept()
        commit = doing
      } else if (state === 'undoing') {
        await writers.run(tenantId, (turn) => undoBatch(this.#parts, turn, runId, this.#now()))
      } else return
    }
  }

  /** Moves a run by an event, where its state lets it. */
  async #turnTo(
    tenantId: string,
    runId: string,
    event: RunEvent,
    rule: (db: Db, run: store.Run) => Promise<void> = async () => {},
  ): Promise<void> {
    await inTenant(this.#parts.db, tenantId, async (db) => {
      const run = await this.#step(db, runId, event)
      await rule(db, run)
      const step = runSteps[run.state][event]
      if (typeof step === 'object') await store.move(db, runId, step.to)
    })
  }

  async #step(db: Db, runId: string, event: RunEvent): Promise<store.Run> {
    const run = await store.runById(db, runId, { locked: true })
    refuseStep(run.state, event)
    return run
  }

  async #mayTouch(asker: Asker, runId: string): Promise<{ importer: Importer; run: store.Run }> {
    const run = await readTenant(this.#parts.db, asker.tenantId, (db) => store.runById(db, runId))
    return { importer: await this.#importerFor(asker, run.entity), run }
  }

  /** Refused: who may not import, or not this; then, what nobody imports. */
  async #importerFor({ tenantId, userId }: Asker, entity: string): Promise<Importer> {
    const { domain, db } = this.#parts
    const importer = domain.importers.get(entity)
    const actor = await readTenant(db, tenantId, (reading) => actorOf(domain, reading, userId, this.#now()))
    if ('code' in actor) reject(actor)
    for (const permission of ['data_import', ...(importer ? [importer.permission] : [])]) {
      if (reachOf(actor.grants, permission) !== 'tenant') {
        reject('actor_not_permitted', { reason: 'permission', permission, scope: 'tenant' })
      }
    }
    return importer ?? reject('import_entity_unknown', { entity })
  }
}

function refuseStep(state: RunState, event: RunEvent): void {
  if (runSteps[state][event] === 'no') reject('import_state', { state })
}

function refuseUnknownColumns({ columns }: Importer, { headers }: store.Run, mapping: Mapping): void {
  for (const [column, at] of Object.entries(mapping)) {
    if (columns.some(({ key }) => key === column) && at >= 0 && at < headers.length) continue
    reject('import_column_unknown', { column }, { rule: 'PL-R36' })
  }
}
