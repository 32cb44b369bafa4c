import type { z } from 'zod'
import type { Actor, Tenant } from './actor.ts'
import type { Day } from './calendar.ts'
import type { Db } from './database.ts'
import type { Fact, Reactions } from './fact.ts'
import { asJson, type Json, type JsonObject } from './json.ts'
import type { LeaseKind } from './lease.ts'
import type { Reach } from './permission.ts'

/** How a command hangs together with others (`sync.md` section 2, push). */
export interface CommandMeta {
  /** The command this one compensates. */
  undoOf?: string
  /** The attention item this one settles. */
  resolves?: string
  batchId?: string
  causationId?: string
  /** Earlier unconfirmed commands of the same desk that wrote a row this one touched. */
  dependsOn?: string[]
}

/** All a handler may know and use. There is no clock, no randomness and no network in it. */
export interface CommandContext {
  db: Db
  tenant: Tenant
  actor: Actor
  /** The desk it came from; null for the API, imports and `system`. */
  desk: string | null
  /** When the person acted, bounded by the server (SY-15). ISO instant. */
  at: string
  /** The day of `at` in the tenant's zone. */
  today: Day
  commandId: string
  /** The tenant's version the desk had pulled when the person acted. */
  basisVersion: number
  meta: CommandMeta
  /** How far the command's permission reaches for this actor. */
  reach: Reach
  /** How far another permission reaches for this actor; null is no. */
  reachOf(permission: string): Reach | null
  /** Id of the n-th row of a kind that this command makes by itself; equal on both ends. */
  rowId(kind: string, n: number): string
  /**
   * Takes a write whose answer the handler does not need. It is in its place among the statements, whoever waits; that
   * it failed is known before the command ends.
   */
  later(write: Promise<unknown>): void
  /** The kind of capacity leases of a name, of any module. */
  leaseKind(name: string): LeaseKind | undefined
  /** Uses up units of a lease (PL-R43). Nobody waits for it. */
  drawLease(leaseId: string, units: number): void
  /** Gives units back that were used, to a lease that still lives. Nobody waits for it. */
  giveBackLease(leaseId: string, units: number): void
  /** Tells other modules; their reactions run at once, in the order of the domain's list. */
  announce<Payload>(fact: Fact<Payload>, payload: Payload): Promise<Reactions>
  /** Tells them the same of many, each in its turn; for who asks nothing of their answers. */
  announceEach<Payload>(fact: Fact<Payload>, payloads: readonly Payload[]): Promise<void>
}

/** The command that takes another one back, or does it again. */
export interface Compensation {
  command: string
  input: JsonObject
}

/** A command as a module writes it. */
export interface CommandDefinition<Input, Outcome extends JsonObject> {
  input: z.ZodType<Input>
  /** Asked before anything is read. `system` is for the server's own commands. */
  permission: string
  /** Whether someone whose permission reaches only *own* rows may call it; then the handler checks whose they are. */
  own?: boolean
  /** False: only the server can do it, so a desk sends it while connected and runs nothing. */
  offline: boolean
  /** Outcome fields only the server can give; null on the desk, never compared. */
  authority?: readonly (keyof Outcome & string)[]
  /** Outcome fields whose difference is brought to nobody. */
  quiet?: readonly (keyof Outcome & string)[]
  undo?(input: Input, outcome: Outcome): Compensation | null
  /**
   * What does it again after an undo (DX-R16), where that is not the same input: ids of rows that it made are taken, so
   * `fresh` gives new ones.
   */
  redo?(input: Input, fresh: () => string): Compensation
  run(context: CommandContext, input: Input): Promise<Outcome>
}

/** The result of reading a command's input: the way to run it, or what is wrong with it. */
export type Prepared =
  | { ok: true; run(context: CommandContext): Promise<JsonObject>; input: JsonObject }
  | { ok: false; issues: { path: string; code: string; message: string }[] }

/** A command as the runner sees it: types of input and outcome are closed inside. */
export interface Command {
  name: string
  version: number
  permission: string
  own: boolean
  offline: boolean
  authority: readonly string[]
  quiet: readonly string[]
  prepare(input: Json): Prepared
  undo(input: Json, outcome: JsonObject): Compensation | null
  redo(input: JsonObject, fresh: () => string): Compensation
}

/** Issues of zod as they are told to people and programs. */
export const issuesOf = (error: z.ZodError): { path: string; code: string; message: string }[] =>
  error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code, message: issue.message }))

/** Declares a command: the only way anything changes. */
export function command<Input extends object, Outcome extends JsonObject>(
  name: string,
  definition: CommandDefinition<Input, Outcome>,
): Command {
  const { input: schema, permission, own = false, offline, authority = [], quiet = [], undo, redo, run } = definition
  return {
    name,
    version: 1,
    permission,
    own,
    offline,
    authority,
    quiet,
    prepare(raw) {
      const parsed = schema.safeParse(raw)
      if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error) }
      return {
        ok: true,
        input: asJson(parsed.data),
        run: (context) => run(context, parsed.data),
      }
    },
    undo(raw, outcome) {
      const parsed = schema.safeParse(raw)
      // The outcome is what `run` of this very command returned, kept as JSON in the journal.
      return parsed.success && undo ? undo(parsed.data, outcome as Outcome) : null
    },
    redo(raw, fresh) {
      const parsed = schema.safeParse(raw)
      return parsed.success && redo ? redo(parsed.data, fresh) : { command: name, input: raw }
    },
  }
}
