import type { CommandContext } from './command.ts'
import type { Fact } from './fact.ts'
import type { Json, JsonObject } from './json.ts'

/** A module's answer to a fact: same transaction, own tables only, never a refusal. */
export interface Reaction {
  fact: string
  /** Facts it may announce in turn; the graph of all of them has no circle. */
  announces: readonly string[]
  react(context: CommandContext, payload: JsonObject): Promise<Json | undefined>
  /**
   * Of many such facts at once, in their order, those that are to be reacted to one by one. What the others ask for, the
   * sift has done for all of them together.
   */
  sift?(context: CommandContext, payloads: readonly JsonObject[]): Promise<JsonObject[]>
}

/** Binds a handler to a fact, with its payload's type; and what sifts many of them, where one by one would be dear. */
export const reaction = <Payload>(
  to: Fact<Payload>,
  announces: readonly { name: string }[],
  react: (context: CommandContext, payload: Payload) => Promise<Json | undefined>,
  sift?: (context: CommandContext, payloads: readonly Payload[]) => Promise<ReadonlySet<Payload>>,
): Reaction => ({
  fact: to.name,
  announces: announces.map(({ name }) => name),
  react: (context, payload) => react(context, to.payload.parse(payload)),
  ...(sift && { sift: sifting(to, sift) }),
})

const sifting =
  <Payload>(
    to: Fact<Payload>,
    sift: (context: CommandContext, payloads: readonly Payload[]) => Promise<ReadonlySet<Payload>>,
  ): NonNullable<Reaction['sift']> =>
  async (context, payloads) => {
    const read = payloads.map((payload) => to.payload.parse(payload))
    const left = await sift(context, read)
    return payloads.filter((_, n) => read.slice(n, n + 1).some((each) => left.has(each)))
  }
