import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { QueryResult } from '../../src-shared/kernel/run-query.ts'
import { Refusal, type ServerConnection, Unreachable } from './server-connection.ts'

/** Through whom a question goes to the server. */
interface Way {
  server: ServerConnection
  /** See `Synchroniser.token`. */
  token(refused?: string): Promise<string | null>
}

/**
 * Asks the server what no replica can answer (sync.md, asking); the answer is never written into the replica. Refused as
 * the server refuses it; `needs_connection` where it is not there or may not be spoken to.
 */
export async function askServer({ server, token }: Way, name: string, input: Json): Promise<QueryResult> {
  const ask = async (refused?: string): Promise<QueryResult> => {
    const held = await token(refused)
    if (held === null || !server.ask) return { done: false, rejection: rejection('needs_connection') }
    try {
      return { done: true, value: await server.ask(held, name, input) }
    } catch (error) {
      // How old a kept token is nobody knows; the server tells if it is too old.
      if (error instanceof Refusal && error.code === 'session_expired' && refused === undefined) return ask(held)
      throw error
    }
  }
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refusal) return { done: false, rejection: rejection(error.code, error.params) }
    if (error instanceof Unreachable) return { done: false, rejection: rejection('needs_connection') }
    throw error
  }
}
