import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type DeskDoor, maxMessageBytes } from '../desk/api/desk-api.ts'
import { carry } from '../host/carrier.ts'
import { dropLog, type Log } from '../host/log.ts'
import type { Gate } from './gate.ts'
import { outbox } from './outbox.ts'

/** Windows one browser profile needs, and some. */
const maxSockets = 8

/** Why the desk hung up. */
const closeCodes = {
  goingAway: 1001,
  notText: 1003,
  tryAgainLater: 1013,
  /** No cookie, or a page of another origin. */
  notYours: 4403,
} as const

/** A page that does not say goodbye in return within this time is cut off (ms). */
const farewell = 500

function hangUp(socket: WebSocket, code: number): void {
  socket.close(code)
  setTimeout(() => socket.terminate(), farewell).unref()
}

/** Serves the door at `/desk`: each text frame is one message of `desk-api.ts`. Gives what ends all sockets. */
export function serveSockets(server: Server, door: DeskDoor, gate: Gate, log: Log): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes })
  const screens = new Set<WebSocket>()
  const admit = (socket: WebSocket, request: IncomingMessage): void => {
    // ws has already hung up when it tells of a broken or oversized frame (1009); 'close' follows.
    socket.on('error', (error) => log('socket failed', { reason: error.message }))
    if (!gate.rightOrigin(request) || !gate.signedIn(request)) hangUp(socket, closeCodes.notYours)
    else if (screens.size >= maxSockets) hangUp(socket, closeCodes.tryAgainLater)
    else {
      screens.add(socket)
      socket.on('close', () => screens.delete(socket))
      serveScreen(socket, door, log)
    }
  }
  sockets.on('headers', (headers, request) => {
    const cookie = gate.renewed(request)
    if (cookie) headers.push(`Set-Cookie: ${cookie}`)
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const status = !gate.rightHost(request) ? '403 Forbidden' : request.url !== '/desk' ? '404 Not Found' : undefined
    if (status) stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    else sockets.handleUpgrade(request, stream, head, admit)
  })
  return () => {
    for (const socket of sockets.clients) hangUp(socket, closeCodes.goingAway)
  }
}

function serveScreen(socket: WebSocket, door: DeskDoor, log: Log): void {
  const send = outbox(
    (text, written) => socket.send(text, written),
    () => hangUp(socket, closeCodes.tryAgainLater),
  )
  const carrier = carry(door, send, dropLog(log, 'socket'))
  socket.on('message', (data, isBinary) => {
    if (isBinary) hangUp(socket, closeCodes.notText)
    else carrier.receive(data.toString())
  })
  socket.on('close', () => carrier.close())
}
