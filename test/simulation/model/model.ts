import type { CommandMeta } from '../../../src-shared/kernel/command.ts'
import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Act } from './act.ts'
import { settle } from './attention.ts'
import { commands } from './commands.ts'
import { dayAt } from './days.ts'
import { Refusal, refuse } from './refusal.ts'
import { type Reach, reachOfRoles } from './rights.ts'
import { isKeepable } from './shapes.ts'
import { type Draft, draftOf, nothing, type Spoken, type State } from './state.ts'
import { takenBackBy } from './telling.ts'

/** A command as the server judged it. */
export interface Judged {
  id: string
  name: string
  input: Json
  /** Bounded by the server (SY-15). ISO instant. */
  at: string
  /** The nil UUID without a desk is the server itself. */
  actorId: string
  deskId: string | null
  basisVersion: number
  meta: CommandMeta
}

/** What the verdict will be: the fields of the outcome that the model vouches for, or the code of the refusal. */
export type Prediction = { done: true; outcome: JsonObject } | { done: false; code: string }

const systemId = '00000000-0000-0000-0000-000000000000'

/**
 * What the product should answer, written from the specifications alone: plain rows in maps, nothing of the product's
 * rules, no database. It is told every command in the log's order, from `identity.open-tenant` on. What the line of
 * commands refuses by itself (gaps, ids used again, times out of bounds, who is enrolled where) is not its business
 * and must not be told to it.
 *
 * Not modelled, because nothing in an outcome or a refusal depends on it: search texts, contact keys, cleaning days,
 * notes of slots, labels and days of plantings, periods beyond the first, alternatives and parameters of refusals.
 */
export class Model {
  #state: State

  /** Goes on from a state that another model handed out, such as the one at the version that was restored. */
  constructor(state: State = nothing()) {
    this.#state = state
  }

  /** All that is known now. It never changes, so it costs nothing to keep. */
  get state(): State {
    return this.#state
  }

  /** Predicts the verdict and, where the command is done, moves on. */
  judge(command: Judged): Prediction {
    const draft = draftOf(this.#state)
    try {
      const outcome = outcomeOf(draft, command)
      this.#state = draft
      return { done: true, outcome }
    } catch (error) {
      if (error instanceof Refusal) return { done: false, code: error.code }
      throw error
    }
  }

  /** Takes in the verdict that was given on a command; whoever takes it back later is judged by it. */
  hear(said: Spoken): void {
    const spoken = this.#state.spoken.copy()
    spoken.put(said)
    this.#state = { ...this.#state, spoken }
  }
}

/** Who, what, whether it can be read, whether it may be given: then the command itself. */
function outcomeOf(draft: Draft, command: Judged): JsonObject {
  const roles = rolesOf(draft, command)
  // DX-R15: what was never done cannot be taken back.
  if (takenBackBy(draft, command)?.verdict === 'rejected') refuse('undone_before_done')
  const known = Object.hasOwn(commands, command.name) ? commands[command.name] : undefined
  if (!known) return refuse('unknown_command')
  if (!isKeepable(command.input)) refuse('validation_failed')
  const run = known.prepare(command.input)
  const reach = reachOf(roles, known.right)
  if (reach === null || (reach === 'own' && !known.own)) return refuse('actor_not_permitted')
  const { id: commandId, actorId, deskId, at, basisVersion } = command
  const today = dayAt(at, draft.house?.timeZone ?? 'UTC')
  const may = (right: string): boolean => reachOf(roles, right) === 'all'
  const act: Act = {
    draft,
    commandId,
    actorId,
    deskId,
    reach,
    may,
    at,
    today,
    basisVersion,
    undoOf: command.meta.undoOf ?? null,
  }
  const told = run(act)
  if (command.meta.resolves) settle(act, command.meta.resolves)
  return told
}

/** The roles of the author now (SY-12); the server itself has none and may everything. */
function rolesOf({ users }: Draft, { actorId, deskId }: Judged): readonly string[] | 'system' {
  if (actorId === systemId && deskId === null) return 'system'
  const user = users.get(actorId)
  return user?.active ? user.roles : refuse('actor_not_permitted')
}

const reachOf = (roles: readonly string[] | 'system', right: string): Reach | null =>
  roles === 'system' ? 'all' : reachOfRoles(roles, right)
