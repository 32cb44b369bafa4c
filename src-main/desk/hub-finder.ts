import { Bonjour } from 'bonjour-service'
import { hubService } from '../../src-shared/sync/hub-protocol.ts'

/** A hub that says over mDNS that it is there. Nothing of it is proven. */
export interface NearbyHub {
  hubId: string
  name: string
  addresses: string[]
}

/** Finds hubs on the local network. */
export interface HubFinder {
  /** Gives what has answered until `enough` says so, at the latest after the time given (ms). */
  look(within: number, enough?: (hub: NearbyHub) => boolean): Promise<NearbyHub[]>
}

/** How many of those that answer are kept: anybody on the network may answer as often as they like. */
const most = 50

/** Looks by mDNS for `_holdfast._tcp` (DX-R49). */
export const mdnsFinder: HubFinder = {
  look: (within, enough = () => false) =>
    new Promise((done) => {
      const found = new Map<string, NearbyHub>()
      // Without a network that carries multicast nothing is found, and that is an answer.
      const bonjour = new Bonjour({}, () => undefined)
      const end = (): void => {
        clearTimeout(timer)
        bonjour.destroy()
        done([...found.values()])
      }
      const timer = setTimeout(end, within)
      bonjour.find({ type: hubService }, ({ name, port, txt, addresses = [], referer }) => {
        const hubId = txt && typeof txt.id === 'string' ? txt.id : ''
        if (!hubId || found.size >= most) return
        const hosts = [...new Set([referer?.address ?? '', ...addresses])].filter((host) => /^[\d.]+$/.test(host))
        const before = found.get(hubId)?.addresses ?? []
        const hub = { hubId, name, addresses: [...before, ...hosts.map((host) => `https://${host}:${port}`)] }
        found.set(hubId, hub)
        if (enough(hub)) end()
      })
    }),
}
