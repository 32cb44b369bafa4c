import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { DeskDoor } from '../desk/api/desk-api.ts'
import type { Log } from '../host/log.ts'
import { type Answer, answerPage, bareAnswer } from '../host/page-answer.ts'
import { listPageFiles } from '../host/page-files.ts'
import { Gate } from './gate.ts'
import { answerSession } from './session-route.ts'
import { Sessions } from './sessions.ts'
import { serveSockets } from './sockets.ts'
import { layWindowKey, takeWindowKey } from './window-key.ts'
import { answerWindow } from './window-route.ts'

export interface WebHostOptions {
  door: DeskDoor
  /** 0 takes any free one. The browser keeps the journal under the port, so a person's desk needs a lasting one. */
  port: number
  /** The built screens. */
  rendererFolder: string
  /**
   * The desk's folder, closed to every other user. There it remembers, by their hashes, the cookies it gave, and lays
   * the key with which another start may ask it for a window. Without it both end with the process.
   */
  folder?: string
  log?: Log
}

export interface WebHost {
  /** Of the first window, with its one-time token in the fragment: it opens the desk once. */
  url: string
  /** A further one-time token, for a window in another browser. */
  newToken(): string
  /** Ends all sockets and gives the port back. */
  close(): Promise<void>
}

/**
 * Serves the screens and the door to a browser on this machine (DX-R55): bound to 127.0.0.1 alone, opened by a one-time
 * token, closed to every other Host and Origin. Refuses where the port is taken or the screens are not built.
 */
export async function serveDesk(options: WebHostOptions): Promise<WebHost> {
  const { door, port, rendererFolder, folder, log = () => {} } = options
  const files = await listPageFiles(rendererFolder)
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The web host has no port.')
  const sessions = new Sessions(folder && join(folder, 'web-cookies.json'))
  const gate = new Gate(address.port, sessions)
  const windowKey = folder === undefined ? undefined : layWindowKey(folder, address.port)
  const firstAddress = (): string => `${gate.origin}/#token=${sessions.newToken()}`
  const answer = (request: IncomingMessage): Promise<Answer> | Answer => {
    const { method = '', url: target = '' } = request
    if (!gate.rightHost(request)) return bareAnswer(403, gate.socketOrigin)
    if (method === 'POST' && target === '/session') return answerSession(request, gate, sessions)
    if (method === 'POST' && target === '/window') return answerWindow(request, gate, windowKey, firstAddress)
    return answerPage(files, { method, target }, gate.socketOrigin)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void Promise.resolve(answer(request)).then(({ status, headers, body }) => {
      // What is left of a refused body is not worth reading.
      response.writeHead(status, request.complete ? headers : { ...headers, connection: 'close' }).end(body)
    })
  })
  const endSockets = serveSockets(server, door, gate, log)
  return {
    url: firstAddress(),
    newToken: () => sessions.newToken(),
    async close() {
      if (folder !== undefined) takeWindowKey(folder)
      endSockets()
      server.closeIdleConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
