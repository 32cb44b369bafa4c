import type { CommandContext } from './command.ts'
import type { Fact } from './fact.ts'
import type { Json, JsonObject } from './json.ts'

/** A module's answer to a fact: same transaction, own tables only, never a refusal. */
export interface Reaction {
  fact: string
  /** Facts it may announce in turn; the graph of all of them has no circle. */
  announces: readonly string[]
  react(context: CommandContext, payload: JsonObject): Promise<Json | undefined>
}

/** Binds a handler to a fact, with its payload's type. */
export const reaction = <Payload>(
  to: Fact<Payload>,
  announces: readonly { name: string }[],
  react: (context: CommandContext, payload: Payload) => Promise<Json | undefined>,
): Reaction => ({
  fact: to.name,
  announces: announces.map(({ name }) => name),
  react: (context, payload) => react(context, to.payload.parse(payload)),
})
