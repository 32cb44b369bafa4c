import { CompiledQuery } from 'kysely'
import type { Actor, Tenant } from './actor.ts'
import { dayOf } from './calendar.ts'
import type { Command, CommandContext, CommandMeta } from './command.ts'
import type { Db } from './database.ts'
import type { Domain } from './domain.ts'
import type { Fact, Reactions } from './fact.ts'
import { rowIdOf } from './id.ts'
import { inOrder } from './in-order.ts'
import { canonicalJson, type Json, type JsonObject, unfitness } from './json.ts'
import { drawLease, giveBackLease } from './lease.ts'
import { type Reach, reachOf } from './permission.ts'
import { Refused, type Rejection, rejection } from './rejection.ts'

/** A command as it travels, with who and when, ready to run. */
export interface Invocation {
  id: string
  name: string
  input: Json
  /** Bounded by the server; as it was on the desk. ISO instant. */
  at: string
  basisVersion: number
  /** What the rows it writes will carry: the tenant's next version; on a desk, the one it has read. */
  version: number
  desk: string | null
  meta: CommandMeta
  tenant: Tenant
  actor: Actor
}

/** What became of it: its outcome, or why not. A bug throws instead. */
export type RunResult = { done: true; outcome: JsonObject } | { done: false; rejection: Rejection }

const refused = (refusal: Rejection): RunResult => ({ done: false, rejection: refusal })

/** The reach of a command or query for an actor, or the refusal that says nothing of existence. */
export function authorise(
  actor: Actor,
  { permission, own }: { permission: string; own: boolean },
): { reach: Reach } | { rejection: Rejection } {
  if (actor.kind === 'system') return { reach: 'tenant' }
  const reach = permission === 'anyone' ? 'tenant' : reachOf(actor.grants, permission)
  if (reach === 'tenant' || (reach === 'own' && own)) return { reach }
  return { rejection: rejection('actor_not_permitted', { reason: 'permission', permission, scope: 'tenant' }) }
}

/**
 * Runs one command: input, permission, handler, deferred constraints. The caller owns the transaction and the
 * savepoint, and takes back to it what a refusal or a bug left half done.
 */
export async function runCommand(domain: Domain, transaction: Db, invocation: Invocation): Promise<RunResult> {
  const command = domain.commands.get(invocation.name)
  if (!command) return refused(rejection('unknown_command', { name: invocation.name }))
  const unfit = unfitness(invocation.input)
  if (unfit) return refused(rejection('validation_failed', { issues: [unfit] }))
  const prepared = command.prepare(invocation.input)
  if (!prepared.ok) return refused(rejection('validation_failed', { issues: prepared.issues }))
  const authorised = authorise(invocation.actor, command)
  if ('rejection' in authorised) return refused(authorised.rejection)
  const db = inOrder(transaction)
  const unanswered = new Unanswered()
  try {
    unanswered.add(beginCommand(db, invocation))
    const context = contextOf(domain, db, invocation, authorised.reach, unanswered)
    const outcome = await prepared.run(context)
    if (invocation.meta.resolves) await domain.settle(context, invocation.meta.resolves)
    unanswered.add(db.executeQuery(constraintsNow))
    await unanswered.all()
    return { done: true, outcome }
  } catch (error) {
    // The caller takes back what was done, and must not do so before it is done.
    const cause = await unanswered.firstFailure(error)
    if (error instanceof Refused) return refused(error.rejection)
    const code = constraintCode(domain, cause)
    if (code) return refused(rejection(code))
    throw cause
  }
}

const beginCommand = (db: Db, { version, at, id }: Pick<Invocation, 'version' | 'at' | 'id'>) =>
  db.executeQuery(CompiledQuery.raw('select begin_command($1, $2, $3)', [version, at, id]))
const constraintsNow = CompiledQuery.raw('set constraints all immediate')

/** Statements given in their order whose answers nobody has waited for yet. */
class Unanswered {
  readonly #statements: Promise<unknown>[] = []

  add(statement: Promise<unknown>): void {
    // Whoever waits for all hears of it.
    statement.catch(() => undefined)
    this.#statements.push(statement)
  }

  async all(): Promise<void> {
    await Promise.all(this.#statements)
  }

  /** After a failure every later statement fails too, so the first one says what happened. */
  async firstFailure(otherwise: unknown): Promise<unknown> {
    const ended = await Promise.allSettled(this.#statements)
    const failed = ended.find((each) => each.status === 'rejected')
    return failed ? failed.reason : otherwise
  }
}

function contextOf(
  domain: Domain,
  db: Db,
  invocation: Invocation,
  reach: Reach,
  unanswered: Unanswered,
): CommandContext {
  const { id, at, tenant, actor, desk, basisVersion, meta } = invocation
  const context: CommandContext = {
    db,
    tenant,
    actor,
    desk,
    at,
    today: dayOf(at, tenant.timeZone),
    commandId: id,
    basisVersion,
    meta,
    reach,
    reachOf: (permission) => (actor.kind === 'system' ? 'tenant' : reachOf(actor.grants, permission)),
    rowId: (kind, n) => rowIdOf(id, kind, n),
    later: (write) => unanswered.add(write),
    leaseKind: (name) => domain.leaseKinds.get(name),
    drawLease: (leaseId, units) => unanswered.add(drawLease(db, leaseId, units)),
    giveBackLease: (leaseId, units) => unanswered.add(giveBackLease(db, leaseId, units)),
    announce: (fact, payload) => announce(domain, context, fact, payload),
    announceEach: (fact, payloads) => announceEach(domain, context, fact, payloads),
  }
  return context
}

async function announce<Payload>(
  domain: Domain,
  context: CommandContext,
  fact: Fact<Payload>,
  payload: Payload,
): Promise<Reactions> {
  const answers: Reactions = {}
  for (const { module, reaction } of domain.reactions.get(fact.name) ?? []) {
    const answer = await reaction.react(context, JSON.parse(JSON.stringify(payload)))
    if (answer !== undefined) answers[module] = answer
  }
  return answers
}

async function announceEach<Payload>(
  domain: Domain,
  context: CommandContext,
  fact: Fact<Payload>,
  payloads: readonly Payload[],
): Promise<void> {
  if (payloads.length === 0) return
  for (const { reaction } of domain.reactions.get(fact.name) ?? []) {
    const told: JsonObject[] = JSON.parse(JSON.stringify(payloads))
    for (const payload of reaction.sift ? await reaction.sift(context, told) : told) {
      await reaction.react(context, payload)
    }
  }
}

/** Unique, check and exclusion violations carry the name of their constraint. */
function constraintCode(domain: Domain, error: unknown): string | undefined {
  if (!(error instanceof Error) || !('constraint' in error) || typeof error.constraint !== 'string') return undefined
  // Ids are made by callers: one that is taken is their mistake, or their command come twice.
  if (error.constraint.endsWith('_pkey')) return 'row_id_taken'
  return domain.constraints.get(error.constraint)
}

/** Whether the server's outcome differs from what the person was told, beyond authority and quiet fields. */
export function outcomeDiffers(command: Command, told: JsonObject, decided: JsonObject): boolean {
  const ignored = new Set([...command.authority, ...command.quiet])
  const compared = (outcome: JsonObject) =>
    canonicalJson(Object.fromEntries(Object.entries(outcome).filter(([field]) => !ignored.has(field))))
  return compared(told) !== compared(decided)
}
