import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Desk } from '../../src-main/desk/desk.ts'
import type { DeskOptions } from '../../src-main/desk/desk-parts.ts'
import type { HubFinder } from '../../src-main/desk/hub-finder.ts'
import { RoamingConnection } from '../../src-main/desk/roaming-connection.ts'
import { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { forkInNode, type ServerProcess } from '../../src-main/hub/server-process.ts'
import { domain } from '../../src-shared/domain.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { ServerPlace } from '../../src-shared/sync/hub-protocol.ts'

const password = 'a calm greenhouse'
const email = 'owner@house.test'
export const organisation = {
  ...{ slug: 'house', legalName: 'House', timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'tr' },
  owner: { email, password, displayName: 'Owner' },
}

/** Nobody says over mDNS where they are: tests do not lean on how a machine's network carries multicast. */
const noFinder: HubFinder = { look: async () => [] }

/** Real servers and desks on this machine, in a folder that goes with them. */
export class HubStage {
  readonly folder = mkdtempSync(join(tmpdir(), 'holdfast-hub-'))
  /** Of the servers, in the order of their start. */
  readonly processes: ServerProcess[] = []
  readonly logged: string[] = []
  readonly #servers: EmbeddedServer[] = []
  readonly #desks: Desk[] = []

  /** Starts the server of a hub's folder in a process of its own. */
  async serve(name: string, port = 0): Promise<EmbeddedServer> {
    const log = (event: string, details: Record<string, string | number>) => {
      this.logged.push(`${event} ${JSON.stringify(details)}`)
    }
    const server = await EmbeddedServer.start({
      ...{ folder: join(this.folder, name, 'database'), host: '127.0.0.1', port, log },
      fork: (variables) => {
        const started = forkInNode(log)(variables)
        this.processes.push(started)
        return started
      },
      settings: { HOLDFAST_SIGN_INS_PER_MINUTE: '1000' },
    })
    this.#servers.push(server)
    return server
  }

  /** Opens a server as a hub on a free port of this machine. */
  open(server: EmbeddedServer, name: string, more: { [key: string]: Json } = {}) {
    const options = { name: 'House', machine: 'machine-1', host: '127.0.0.1', ports: { first: 0, last: 0 } }
    return server.ask('open-hub', { folder: join(this.folder, name), advertise: false, ...options, ...more })
  }

  /** A desk at a server, with somebody signed in. */
  async desk(place: ServerPlace, name: string, finder = noFinder, more: Partial<DeskOptions> = {}) {
    const server = new RoamingConnection({ place, keep: () => undefined, finder })
    const desk = await Desk.open({
      ...{ domain, folder: join(this.folder, name), name, platform: 'linux', server, ...more },
    })
    this.#desks.push(desk)
    const signedIn = await desk.signIn(email, password)
    return { desk, server, signedIn }
  }

  copy(from: string, to: string): void {
    cpSync(join(this.folder, from), join(this.folder, to), { recursive: true })
  }

  async end(): Promise<void> {
    await Promise.all(this.#desks.map((desk) => desk.close()))
    await Promise.all(this.#servers.map((server) => server.stop()))
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The value of an answer, which must be one. */
export function given<Value>(answer: { ok: true; value: Value } | { ok: false; failure: object }): Value {
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}
