import type { Json } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { readPairingLink, type ServerPlace } from '../../src-shared/sync/hub-protocol.ts'
import type { Answer } from './answer.ts'
import type { HubStatus } from './api/hub-api.ts'
import { type HubFinder, mdnsFinder } from './hub-finder.ts'
import { type Joining, joinHub } from './join-hub.ts'
import type { StatusBoard } from './status.ts'

/** The hub of this machine, which a host runs beside the desk. */
export interface LocalHub {
  status(): Promise<Omit<HubStatus, 'server'>>
  start(): Promise<Answer<Json>>
  stop(): Promise<Answer<Json>>
  offer(): Promise<Answer<Json>>
  withdraw(): Promise<Answer<Json>>
  removeDesk(key: string): Promise<Answer<Json>>
  backUp(): Promise<Answer<Json>>
}

/** What the desk's side of hubs is made of. */
export interface HubDeskParts {
  status: StatusBoard
  server: { readonly place: ServerPlace; moveTo(place: ServerPlace): void }
  deskName: string
  /** Null where the host runs no server. */
  local: LocalHub | null
  finder?: HubFinder
  join?: (joining: Joining) => ReturnType<typeof joinHub>
}

/** How long the network is asked for hubs (ms). */
const lookWithin = 2_500

const refused = (failure: Rejection): Answer<never> => ({ ok: false, failure })

/** What a desk has to do with hubs: it runs one, or belongs to one (DX-R49). */
export class HubDesk {
  readonly #parts: HubDeskParts

  constructor(parts: HubDeskParts) {
    this.#parts = parts
  }

  async state(): Promise<Answer<HubStatus>> {
    const { local, server } = this.#parts
    const { place } = server
    const named = place.kind === 'hub' ? { isHub: true, name: place.name } : { isHub: false, name: place.url }
    return { ok: true, value: { ...(local ? await local.status() : noHub), server: named } }
  }

  /** Refused without `hub_manage` (desk-ux.md section 11) and where this desk's server is not on this machine. */
  async manage(work: (hub: LocalHub) => Promise<Answer<Json>>): Promise<Answer<Json>> {
    const { local, status } = this.#parts
    if (!status.now.rights.hub_manage) return refused(rejection('actor_not_permitted'))
    return local ? work(local) : refused(rejection('hub_off'))
  }

  async nearby(): Promise<Answer<Json>> {
    const hubs = await (this.#parts.finder ?? mdnsFinder).look(lookWithin)
    const told = hubs.map(({ hubId, name, addresses }) => ({ hubId, name, address: addresses[0] ?? '' }))
    return { ok: true, value: { hubs: told } }
  }

  /**
   * Makes a hub this desk's server. While somebody is signed in, only who manages hubs may: the next sign-in is at the
   * hub, and what waits here is sent there.
   */
  async join(at: string, typed: string | null): Promise<Answer<Json>> {
    const { status, server, deskName, join = joinHub } = this.#parts
    if (status.now.user && !status.now.rights.hub_manage) return refused(rejection('actor_not_permitted'))
    const link = readPairingLink(at)
    const code = link?.code ?? typed
    if (!code) return refused(rejection('pairing_code_wrong', { left: null }))
    const { addresses, fingerprint } = link ?? { addresses: [at], fingerprint: null }
    const place = await join({ code, addresses, fingerprint, deskName })
    if ('code' in place) return refused(place)
    server.moveTo(place)
    return { ok: true, value: { name: place.name } }
  }
}

const noHub: Omit<HubStatus, 'server'> = {
  ...{ isHere: false, state: 'off', name: '', hubId: null, addresses: [], pairing: null },
  ...{ desks: [], load: null, backups: [], failure: null },
}
