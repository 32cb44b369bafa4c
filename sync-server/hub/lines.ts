import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The lines of a stream. It begins to read when somebody begins to listen: what was read before would be lost. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
}
