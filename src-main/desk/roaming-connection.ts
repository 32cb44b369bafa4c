import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { type HubPlace, hubFacts, hubPorts, type ServerPlace, serverPlace } from '../../src-shared/sync/hub-protocol.ts'
import type { PullRequest, PullResponse, PushResponse, SessionGrant } from '../../src-shared/sync/protocol.ts'
import type { Arrived } from '../../src-shared/sync/rescue.ts'
import { type HubFinder, mdnsFinder } from './hub-finder.ts'
import { pinnedWire } from './pinned-wire.ts'
import {
  HttpConnection,
  type HttpOptions,
  type LiveEvents,
  Refusal,
  type RescueLine,
  type ServerConnection,
  Unreachable,
} from './server-connection.ts'
import type { Wire } from './wire.ts'

/** What a connection that follows its server is made of. */
export interface RoamingParts {
  place: ServerPlace
  /** Keeps a place for the next start. */
  keep(place: ServerPlace): void
  finder?: HubFinder
  /** How every server is spoken to, wherever it is. */
  http?: Omit<HttpOptions, 'wire'>
}

/** How long a hub is looked for over mDNS, and how long one address may take to answer (ms). */
const lookWithin = 3_000
const answerWithin = 2_000

/**
 * The traffic of a desk to wherever its server is: a hub is looked for by its id when it is not where it was, and is
 * believed by its certificate alone (DX-R50); a server that has moved says where to, and the desk goes there by itself
 * (DX-R51).
 */
export class RoamingConnection implements ServerConnection, RescueLine {
  readonly #keep: (place: ServerPlace) => void
  readonly #finder: HubFinder
  readonly #http: Omit<HttpOptions, 'wire'>
  #place: ServerPlace
  #server: HttpConnection
  readonly #sockets = new Set<() => void>()
  #looking: Promise<boolean> | null = null

  constructor({ place, keep, finder = mdnsFinder, http = {} }: RoamingParts) {
    this.#http = http
    this.#keep = keep
    this.#finder = finder
    this.#place = place
    this.#server = connectionTo(place, this.#http)
  }

  /** Where it speaks to now. */
  get place(): ServerPlace {
    return this.#place
  }

  /** From now on this is the desk's server. */
  moveTo(place: ServerPlace): void {
    this.#place = place
    this.#server = connectionTo(place, this.#http)
    this.#keep(place)
    // A socket to where the server was would never tell of anything again; whoever listens opens another.
    for (const end of this.#sockets) end()
  }

  signIn(input: JsonObject): Promise<SessionGrant> {
    return this.#ask((server) => server.signIn(input))
  }

  refresh(refreshToken: string): Promise<SessionGrant> {
    return this.#ask((server) => server.refresh(refreshToken))
  }

  signOut(token: string): Promise<void> {
    return this.#under((server) => server.signOut(token))
  }

  push(token: string, commands: JsonObject[]): Promise<PushResponse> {
    return this.#under((server) => server.push(token, commands))
  }

  pull(token: string, request: Omit<PullRequest, 'protocol'>): Promise<PullResponse> {
    return this.#under((server) => server.pull(token, request))
  }

  ask(token: string, name: string, input: Json): Promise<Json> {
    return this.#under((server) => server.ask(token, name, input))
  }

  arrived(token: string, ids: readonly string[]): Promise<Arrived> {
    return this.#ask((server) => server.arrived(token, ids))
  }

  clockOffset(): number | null {
    return this.#server.clockOffset()
  }

  async *snapshot(token: string, after: string | null): AsyncIterable<string> {
    try {
      yield* this.#server.snapshot(token, after)
    } catch (error) {
      // It goes on from where it was cut, at the next round and wherever the server is then.
      await this.#follow(error)
      throw error
    }
  }

  live(token: string, hear: LiveEvents): () => void {
    const end = this.#server.live(token, {
      closed: () => {
        this.#sockets.delete(end)
        hear.closed()
      },
      opened: () => hear.opened(),
      poked: (version) => hear.poked(version),
    })
    this.#sockets.add(end)
    return end
  }

  async #ask<T>(question: (server: HttpConnection) => Promise<T>): Promise<T> {
    try {
      return await question(this.#server)
    } catch (error) {
      if (!(await this.#follow(error))) throw error
      // Asked twice it counts once: commands are known by their ids (SY-1).
      return question(this.#server).catch((again: unknown) => {
        const heard = !(error instanceof Unreachable && error.unheard)
        throw again instanceof Unreachable && heard ? new Unreachable('The server was lost') : again
      })
    }
  }

  /** Asks under an access token. Another server has another key to sign them: there it must be renewed first. */
  #under<T>(question: (server: HttpConnection) => Promise<T>): Promise<T> {
    const from = serverOf(this.#place)
    return this.#ask((server) => {
      if (from !== serverOf(this.#place)) throw new Refusal(401, 'session_expired', {}, null)
      return question(server)
    })
  }

  /** Whether the server is now known to be elsewhere than where this error came from. */
  async #follow(error: unknown): Promise<boolean> {
    if (error instanceof Refusal && error.code === 'server_moved') return this.#moved(error)
    const lost = error instanceof Unreachable || (error instanceof Refusal && error.code === 'hub_certificate_changed')
    if (!lost || this.#place.kind !== 'hub') return false
    this.#looking ??= this.#look(this.#place).finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  #moved({ params }: Refusal): boolean {
    const to = serverPlace.safeParse(params.to)
    if (!to.success) return false
    this.moveTo(to.data)
    return true
  }

  /** Looks for the hub where it said it is, and at the other ports of where it was. */
  async #look(place: HubPlace): Promise<boolean> {
    const isIt = ({ hubId }: { hubId: string }) => hubId === place.hubId
    const here = await firstAnswering(place, otherPorts(place.addresses))
    const found = here
      ? [here]
      : (await this.#finder.look(lookWithin, isIt)).filter(isIt).flatMap((hub) => hub.addresses)
    const address = here ?? (await firstAnswering(place, found))
    if (!address || this.#place !== place) return false
    this.moveTo({ ...place, addresses: [address, ...place.addresses.filter((known) => known !== address)].slice(0, 8) })
    return true
  }
}

/** Which server it is, wherever it may be. */
const serverOf = (place: ServerPlace): string => (place.kind === 'hub' ? place.hubId : place.url)

const connectionTo = (place: ServerPlace, http: Omit<HttpOptions, 'wire'>): HttpConnection =>
  place.kind === 'open'
    ? new HttpConnection(place.url, http)
    : new HttpConnection(place.addresses[0] ?? 'https://127.0.0.1', { ...http, wire: pinnedWire(place) })

function otherPorts(addresses: readonly string[]): string[] {
  const hosts = new Set(addresses.map((address) => new URL(address).hostname))
  const ports = Array.from({ length: hubPorts.last - hubPorts.first + 1 }, (_, at) => hubPorts.first + at)
  return [...new Set([...addresses, ...[...hosts].flatMap((host) => ports.map((port) => `https://${host}:${port}`))])]
}

/** The first of some addresses at which this very hub answers. */
async function firstAnswering(place: HubPlace, addresses: readonly string[]): Promise<string | null> {
  const wire = pinnedWire(place)
  const answers = addresses.map(async (address) => {
    if (await answersAs(wire, address, place.hubId)) return address
    throw new Error('Not there')
  })
  return Promise.any(answers).catch(() => null)
}

async function answersAs(wire: Wire, address: string, hubId: string): Promise<boolean> {
  try {
    const response = await wire.fetch(`${address}/discover`, { signal: AbortSignal.timeout(answerWithin) })
    return hubFacts.parse(await response.json()).hubId === hubId
  } catch {
    return false
  }
}
