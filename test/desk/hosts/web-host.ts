import { WebSocket } from 'ws'
import { serveDesk, type WebHost } from '../../../src-main/host-web/serve.ts'
import { type BuiltPages, buildPages } from './built-pages.ts'
import type { HostUnderTest, Line } from './screen.ts'

/** The token in a first URL's fragment. */
export const tokenOf = (url: string): string => url.split('#token=')[1] ?? ''
export const originOf = (url: string): string => new URL(url).origin

/** Spends a token as the page does; gives the answer of the host. */
export const postToken = (url: string, token: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${originOf(url)}/session`, {
    method: 'POST',
    headers: { origin: originOf(url), ...headers },
    body: JSON.stringify({ token }),
  })

/** Name and value of the cookie that an answer sets. */
export const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

/** Opens the socket as the page does, or as a stranger would. */
export function openSocket(url: string, headers: Record<string, string>, path = '/desk'): WebSocket {
  return new WebSocket(`ws://${new URL(url).host}${path}`, { headers: { origin: originOf(url), ...headers } })
}

/** What becomes of a socket: the code with which the host closed it, or the HTTP status with which it refused it. */
export const endOf = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    socket.on('close', resolve)
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode))
    socket.on('error', () => {})
  })

export const webHost: HostUnderTest = {
  name: 'the web host',
  async start(door, log) {
    const pages: BuiltPages = await buildPages()
    const { rendererFolder } = pages
    const host: WebHost = await serveDesk({ door, port: 0, rendererFolder, log })
    return {
      open: async (hear) => connect(host.url, cookieOf(await postToken(host.url, host.newToken())), hear),
      async stop() {
        await host.close()
        await pages.remove()
      },
    }
  },
}

/** A page with the cookie. */
export async function connect(url: string, cookie: string, hear: (frame: unknown) => void): Promise<Line> {
  const socket = openSocket(url, { cookie })
  const down = endOf(socket)
  socket.on('message', (data, isBinary) => hear(isBinary ? data : data.toString()))
  await new Promise((opened) => socket.on('open', opened))
  const asFrame = (frame: unknown): string | Buffer => (typeof frame === 'string' ? frame : Buffer.from([1, 2, 3]))
  return { down, send: (frame) => socket.send(asFrame(frame)), leave: () => socket.close() }
}
