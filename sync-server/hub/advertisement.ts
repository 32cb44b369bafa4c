import { Bonjour } from 'bonjour-service'
import { type HubFacts, hubService } from '../../src-shared/sync/hub-protocol.ts'

/** Says over mDNS where a hub is (DX-R49). Nobody relies on it being true: desks know the hub's certificate. */
export class Advertisement {
  // Without a network that carries multicast nobody finds the hub this way; they type its address.
  readonly #bonjour = new Bonjour({}, () => undefined)

  constructor({ hubId, name, fingerprint }: HubFacts, port: number) {
    // Two hubs of one name would be taken for one.
    const instance = `${name.slice(0, 40)} ${hubId.slice(-6)}`
    const txt = { id: hubId, fp: fingerprint }
    this.#bonjour.publish({ name: instance, type: hubService, port, txt, probe: false })
  }

  /** Takes it back. */
  async end(): Promise<void> {
    await new Promise<void>((done) => this.#bonjour.unpublishAll(() => done()))
    this.#bonjour.destroy()
  }
}
