import { Desk } from '../../../src-main/desk/desk.ts'
import { HttpConnection } from '../../../src-main/desk/server-connection.ts'
import { domain } from '../../../src-shared/domain.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { SessionGrant } from '../../../src-shared/sync/protocol.ts'

/** The real connection; it notes when the server has let the person in. */
export class NotedConnection extends HttpConnection {
  signedInAt = 0

  override async signIn(input: JsonObject): Promise<SessionGrant> {
    const grant = await super.signIn(input)
    this.signedInAt = performance.now()
    return grant
  }
}

/** Opens the real desk of a folder. What should never happen ends the process: its figure would be worth nothing. */
export function openDesk(folder: string, server: HttpConnection, name = 'Bench desk'): Promise<Desk> {
  const report = (error: unknown, during: string): void => {
    process.stderr.write(`desk: ${during}: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  }
  return Desk.open({ domain, folder, server, name, platform: 'linux', report })
}

/** Resolves once the desk is in step with the server and has nothing more to send. */
export function current(desk: Desk): Promise<void> {
  return new Promise((done) => {
    const inStep = (): boolean => desk.status.now.connection === 'current' && desk.status.now.queued === 0
    if (inStep()) return done()
    const end = desk.status.subscribe(() => {
      if (!inStep()) return
      end()
      done()
    })
  })
}

/** A query's answer; a refusal ends the process. */
export async function ask(desk: Desk, name: string, input: JsonObject) {
  const answer = await desk.query(name, input)
  if (answer.done) return answer.value
  throw new Error(`${name} was refused: ${JSON.stringify(answer.rejection)}`)
}

/** The result of a child, as its last line. */
export const tell = (result: object): void => void process.stdout.write(`${JSON.stringify(result)}\n`)
