import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { deskKeyHeader } from '../../src-shared/sync/hub-protocol.ts'
import type { Attendance } from './attendance.ts'
import type { HubCertificate } from './certificate.ts'
import { hashOfKey } from './pairing.ts'

/** How a hub opens itself to the local network. */
export interface LanOptions {
  app: FastifyInstance
  certificate: HubCertificate
  attendance: Attendance
  host: string
  /** The first that is free is taken. */
  ports: { first: number; last: number }
}

/** Where anyone may knock: to find the hub and to join it. */
const openPaths: ReadonlySet<string> = new Set(['/discover', '/pair'])

/**
 * The hub's door to the local network (DX-R49): the same routes as on this machine, over TLS 1.3 under the hub's own
 * certificate, for desks that have joined. Whoever has not joined finds pairing here, and nothing else.
 */
export class Lan {
  readonly #server: Server
  readonly #sockets: ReadonlySet<Duplex>
  readonly port: number

  private constructor(server: Server, sockets: ReadonlySet<Duplex>) {
    this.#server = server
    this.#sockets = sockets
    const address = server.address()
    this.port = address !== null && typeof address === 'object' ? address.port : 0
  }

  static async open({ app, certificate, attendance, host, ports }: LanOptions): Promise<Lan> {
    const { key, certificate: cert } = certificate
    const server = createServer({ key, cert, minVersion: 'TLSv1.3' })
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (mayPass(request, attendance)) app.routing(request, response)
      else response.writeHead(401, { 'content-type': 'application/json' }).end(notPaired)
    })
    const sockets = new Set<Duplex>()
    server.on('upgrade', (request: IncomingMessage, socket, head) => {
      const desk = keyOf(request)
      if (!desk || !attendance.knows(desk)) return socket.destroy()
      sockets.add(socket)
      attendance.joined(desk)
      socket.once('close', () => {
        sockets.delete(socket)
        attendance.left(desk)
      })
      app.server.emit('upgrade', request, socket, head)
    })
    await listen(server, host, ports)
    return new Lan(server, sockets)
  }

  /** Cuts everyone off and gives the port back. */
  async close(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done))
    this.#server.closeAllConnections()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}

function mayPass(request: IncomingMessage, attendance: Attendance): boolean {
  if (openPaths.has(request.url ?? '')) return true
  const desk = keyOf(request)
  if (!desk || !attendance.knows(desk)) return false
  attendance.asked(desk)
  return true
}

function keyOf({ headers }: IncomingMessage): string | null {
  const key = headers[deskKeyHeader]
  return typeof key === 'string' ? hashOfKey(key) : null
}

const notPaired = JSON.stringify({
  success: false,
  error: { code: 'desk_not_paired', message: 'This desk has not joined the hub' },
})

async function listen(server: Server, host: string, { first, last }: LanOptions['ports']): Promise<void> {
  for (let port = first; ; port += 1) {
    const failure = await new Promise<unknown>((done) => {
      server.once('error', done)
      server.listen(port, host, () => {
        server.off('error', done)
        done(null)
      })
    })
    if (failure === null) return
    if (!isInUse(failure) || port >= last) throw failure
  }
}

const isInUse = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
