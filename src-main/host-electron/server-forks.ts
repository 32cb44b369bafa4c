import { z } from 'zod'
import { serverOrder } from '../../src-shared/sync/server-control.ts'
import type { Log } from '../host/log.ts'
import type { Awake } from '../hub/awake.ts'
import type { ForkServer } from '../hub/server-process.ts'
import { deskWord } from './door-port.ts'

/**
 * A server inside Electron (DX-R49). Node may not be run by itself there, and a utility process can start none, so the
 * desk's process asks main for one, and main carries what the two say to each other.
 */

const server = z.int().min(1)
/** What the desk's process asks of main. */
const hubAsk = z.discriminatedUnion('hub', [
  z.strictObject({
    hub: z.literal('fork'),
    server,
    // Nothing but a server's own settings: the environment decides what a process may do.
    variables: z.record(z.string().regex(/^HOLDFAST_[A-Z_]+$/), z.string()),
  }),
  z.strictObject({ hub: z.literal('order'), server, order: serverOrder }),
  z.strictObject({ hub: z.literal('kill'), server }),
  /** How many other desks are connected now (DX-R50). */
  z.strictObject({ hub: z.literal('serving'), desks: z.int().min(0) }),
])
type HubAsk = z.infer<typeof hubAsk>

/** What main tells the desk's process of a server. */
const serverNews = z.union([
  z.strictObject({ order: z.literal('server'), server, said: z.unknown() }),
  z.strictObject({ order: z.literal('server'), server, gone: z.int().nullable() }),
])
type ServerNews = z.infer<typeof serverNews>

/** A utility process as main has it. */
export interface Forked {
  on(event: 'exit', listener: (code: number) => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
  postMessage(message: unknown): void
  kill(): boolean
}

/** Main's end: starts servers for a desk's process, and ends them with it. */
export function forkServersFor(
  desk: Forked,
  fork: (variables: Readonly<Record<string, string>>) => Forked,
  { serving }: Awake,
  log: Log,
): void {
  const servers = new Map<number, Forked>()
  const tell = (news: ServerNews): void => desk.postMessage(news)
  const start = (number: number, variables: Readonly<Record<string, string>>): void => {
    if (servers.has(number)) return
    const forked = fork(variables)
    servers.set(number, forked)
    forked.on('message', (said) => tell({ order: 'server', server: number, said }))
    forked.on('exit', (code) => {
      servers.delete(number)
      tell({ order: 'server', server: number, gone: code })
    })
  }
  desk.on('message', (message) => {
    // What the desk's process says of its unsent work is not for the hub.
    if (deskWord.safeParse(message).success) return
    const ask = hubAsk.safeParse(message)
    if (!ask.success) return log('message dropped', { where: 'hub' })
    if (ask.data.hub === 'fork') start(ask.data.server, ask.data.variables)
    else if (ask.data.hub === 'order') servers.get(ask.data.server)?.postMessage(ask.data.order)
    else if (ask.data.hub === 'kill') servers.get(ask.data.server)?.kill()
    else serving(ask.data.desks)
  })
  desk.on('exit', () => {
    serving(0)
    for (const forked of servers.values()) forked.kill()
  })
}

/** The desk's end of its line to main. */
export interface LineToMain {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  postMessage(message: unknown): void
}

interface Ears {
  said(word: unknown): void
  gone(code: number | null): void
}

/** The desk's end: servers that main starts, and main's word for keeping the machine awake. */
export function hubLine(main: LineToMain): { fork: ForkServer; awake: Awake } {
  const ears = new Map<number, Ears>()
  const ask = (asked: HubAsk): void => main.postMessage(asked)
  let last = 0
  main.on('message', ({ data }) => {
    const news = serverNews.safeParse(data)
    if (!news.success) return
    const { server: number, ...what } = news.data
    const ear = ears.get(number)
    if ('said' in what) ear?.said(what.said)
    else {
      ears.delete(number)
      ear?.gone(what.gone)
    }
  })
  const fork: ForkServer = (variables) => {
    last += 1
    const number = last
    const ear: Ears = { said: () => undefined, gone: () => undefined }
    ears.set(number, ear)
    ask({ hub: 'fork', server: number, variables })
    return {
      tell: (order) => ask({ hub: 'order', server: number, order }),
      onWord: (hear) => Object.assign(ear, { said: hear }),
      onGone: (hear) => Object.assign(ear, { gone: hear }),
      kill: () => ask({ hub: 'kill', server: number }),
    }
  }
  return { fork, awake: { serving: (desks) => ask({ hub: 'serving', desks }) } }
}
