import { rejection } from '../../src-shared/kernel/rejection.ts'
import type { SessionGrant } from '../../src-shared/sync/protocol.ts'
import { type Answer, failed, given } from './answer.ts'
import { Refusal, type ServerConnection, Unreachable } from './server-connection.ts'

/** Asks the server for a person's session. Refused as the server refuses it; `needs_connection` where it is not there. */
export async function sessionFor(
  server: ServerConnection,
  person: Parameters<ServerConnection['signIn']>[0],
): Promise<Answer<SessionGrant>> {
  try {
    return given(await server.signIn(person))
  } catch (error) {
    if (error instanceof Refusal) return failed(rejection(error.code, error.params))
    if (error instanceof Unreachable) return failed(rejection('needs_connection'))
    throw error
  }
}
