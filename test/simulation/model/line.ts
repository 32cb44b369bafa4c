import { sql } from 'kysely'
import { domain } from '../../../src-shared/domain.ts'
import { systemActor } from '../../../src-shared/kernel/actor.ts'
import type { Db } from '../../../src-shared/kernel/database.ts'
import { canonicalJson, type Json } from '../../../src-shared/kernel/json.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { type RunResult, runCommand } from '../../../src-shared/kernel/run-command.ts'
import { actorOf, tenantOf } from '../../../src-shared/modules/identity/queries.ts'
import { type Judged, Model, type Prediction } from './model.ts'

/** A command with the verdict on it and what the model said beforehand. */
export interface Compared {
  command: Judged
  verdict: RunResult
  prediction: Prediction
  /** In what they differ; null where they agree. */
  difference: string | null
}

/**
 * The commands of one tenant in their line, judged twice: by the product as the server does it, in one transaction
 * that already stands in the tenant, and by the model.
 */
export class Line {
  readonly model = new Model()
  readonly #db: Db
  readonly #tenantId: string

  constructor(db: Db, tenantId: string) {
    this.#db = db
    this.#tenantId = tenantId
  }

  async give(command: Judged): Promise<Compared> {
    const version = this.model.state.version + 1
    const verdict = await this.#run(command, version)
    const prediction = this.model.judge(command)
    return { command, verdict, prediction, difference: differenceOf(verdict, prediction) }
  }

  /** The order of the server: who, what, whether it may; a refusal leaves nothing behind. */
  async #run(command: Judged, version: number): Promise<RunResult> {
    const { id, name, input, at, actorId, deskId, basisVersion, meta } = command
    const tenant = (await tenantOf(this.#db)) ?? {
      ...{ id: this.#tenantId, timeZone: 'UTC', currency: 'TRY', locale: 'en' },
    }
    const isSystem = actorId === systemActor.userId && deskId === null
    const actor = isSystem ? systemActor : await actorOf(domain, this.#db, actorId, at)
    if ('code' in actor) return { done: false, rejection: actor }
    await sql`savepoint command`.execute(this.#db)
    const run = { id, name, input, at, basisVersion, meta, actor, tenant, desk: deskId, version }
    // As on the server, a handler that throws is one command's trouble (SY-8); no model predicts that.
    const result = await runCommand(domain, this.#db, run).catch(crashed)
    if (!result.done) await sql`rollback to savepoint command`.execute(this.#db)
    await sql`release savepoint command`.execute(this.#db)
    return result
  }
}

const crashed = (error: unknown): RunResult => ({
  done: false,
  rejection: rejection('command_crashed', { message: String(error) }),
})

/** Codes must be equal, and so must every field of the outcome that the model vouches for. */
function differenceOf(verdict: RunResult, prediction: Prediction): string | null {
  const said = prediction.done ? 'done' : prediction.code
  const was = verdict.done ? 'done' : verdict.rejection.code
  if (said !== was) return `the model says ${said}, the product ${was}`
  if (!verdict.done || !prediction.done) return null
  const { outcome } = verdict
  const unlike = Object.entries(prediction.outcome).find(([field, value]) => !same(value, outcome[field] ?? null))
  if (!unlike) return null
  const [field, value] = unlike
  return `${field} is ${JSON.stringify(value)} by the model, ${JSON.stringify(outcome[field])} by the product`
}

const same = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b)
