import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Json } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { hubFacts, pairingLinkText } from '../../src-shared/sync/hub-protocol.ts'
import type { Answer } from '../desk/answer.ts'
import { type HubStatus, hubStatus } from '../desk/api/hub-api.ts'
import type { LocalHub } from '../desk/hub-desk.ts'
import { type Awake, nobodyWatches } from './awake.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import { HubMemory } from './hub-memory.ts'
import { type HubEvent, type HubState, nextHubState } from './hub-states.ts'
import { lanAddresses } from './lan-addresses.ts'
import { machineMark } from './machine-mark.ts'
import { qrSquares } from './qr-squares.ts'

/** What the hub of this machine is made of. */
export interface HubParts {
  /** The server of the organisation on this machine. */
  server: Pick<EmbeddedServer, 'ask'>
  /** Where the hub keeps its certificate, its desks and its backups. */
  folder: string
  /** Tells this machine from another to which the folder may have been copied. */
  machine?: string
  awake?: Awake
  /** Further options of `open-hub`. */
  options?: { [key: string]: Json }
}

const standing = z.object({
  facts: hubFacts,
  port: z.int(),
  hasMoved: z.boolean(),
  desks: hubStatus.shape.desks,
  load: hubStatus.shape.load.unwrap(),
  pairing: z.object({ code: z.string(), expiresAt: z.string() }).nullable(),
})
type Standing = z.infer<typeof standing>

/** How often it looks who is here (ms). */
const lookEvery = 5_000
/** Every table is read for a backup (ms). */
const backUpWithin = 10 * 60_000

/** The hub of this machine (DX-R49): opens this machine's server to other desks, and remembers that over a restart. */
export class Hub implements LocalHub {
  readonly #parts: Required<HubParts>
  readonly #memory: HubMemory
  #state: HubState = 'off'
  #failure: Rejection | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(parts: HubParts) {
    this.#parts = { machine: machineMark(), awake: nobodyWatches, options: {}, ...parts }
    this.#memory = new HubMemory(parts.folder)
  }

  /** Opens it again where it was open when the desk was last closed. */
  async resume(): Promise<void> {
    if (this.#memory.isOn) await this.start()
  }

  async start(): Promise<Answer<Json>> {
    if (this.#state === 'serving') return { ok: true, value: null }
    if (!this.#step('start')) return { ok: false, failure: rejection('hub_off') }
    return this.#open()
  }

  async #open(): Promise<Answer<Json>> {
    const { server, folder, machine, options } = this.#parts
    const name = this.#memory.name ?? hostname()
    const opened = await server.ask('open-hub', { folder, name, machine, ...options })
    this.#failure = opened.ok ? null : opened.failure
    this.#step(opened.ok ? 'opened' : 'failed')
    if (opened.ok) {
      this.#memory.isOn = true
      clearInterval(this.#timer)
      this.#timer = setInterval(() => void this.#look(), lookEvery).unref()
    }
    return opened.ok ? { ok: true, value: null } : opened
  }

  async stop(): Promise<Answer<Json>> {
    if (!this.#step('stop')) return { ok: false, failure: rejection('hub_off') }
    this.#memory.isOn = false
    await this.#close()
    return { ok: true, value: null }
  }

  async #close(): Promise<void> {
    clearInterval(this.#timer)
    if (this.#state === 'stopping') {
      await this.#parts.server.ask('close-hub', {})
      this.#step('closed')
    }
    this.#parts.awake.serving(0)
  }

  /** The desk ends; it opens again with the next start. */
  async end(): Promise<void> {
    if (this.#state === 'serving') this.#step('stop')
    await this.#close()
  }

  offer(): Promise<Answer<Json>> {
    return this.#parts.server.ask('offer-pairing', {})
  }

  withdraw(): Promise<Answer<Json>> {
    return this.#parts.server.ask('withdraw-pairing', {})
  }

  removeDesk(key: string): Promise<Answer<Json>> {
    return this.#parts.server.ask('remove-desk', { key })
  }

  backUp(): Promise<Answer<Json>> {
    return this.#parts.server.ask('back-up', { folder: join(this.#parts.folder, 'backups') }, backUpWithin)
  }

  async status(): Promise<Omit<HubStatus, 'server'>> {
    const now = await this.#look()
    const { facts, port, desks = [], load = null, pairing } = now ?? {}
    const addresses = port ? lanAddresses().map((host) => `https://${host}:${port}`) : []
    const link =
      pairing && facts ? pairingLinkText({ code: pairing.code, fingerprint: facts.fingerprint, addresses }) : ''
    return {
      ...{ isHere: true, state: this.#state, hubId: facts?.hubId ?? null, addresses, desks, load },
      name: facts?.name ?? this.#memory.name ?? hostname(),
      pairing: pairing ? { ...pairing, link, qr: qrSquares(link) } : null,
      backups: this.#memory.backups(),
      failure: this.#failure,
    }
  }

  /** Who is here; tells who keeps the machine awake. */
  async #look(): Promise<Standing | null> {
    if (this.#state !== 'serving' && this.#state !== 'moved') return null
    const answer = await this.#parts.server.ask('hub-standing', {})
    // Its process has started anew, and knows nothing of what it was asked before.
    if (!answer.ok && answer.failure.code === 'hub_off') await this.#open()
    const read = standing.safeParse(answer.ok ? answer.value : null)
    if (!read.success) return null
    if (read.data.hasMoved) this.#step('move')
    else if (this.#state === 'moved') for (const event of ['return', 'start', 'opened'] as const) this.#step(event)
    this.#parts.awake.serving(read.data.desks.filter(({ connected }) => connected).length)
    return read.data
  }

  #step(event: HubEvent): boolean {
    const next = nextHubState(this.#state, event)
    if (next) this.#state = next
    return next !== null
  }
}
