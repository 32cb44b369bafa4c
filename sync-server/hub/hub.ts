import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { type HubFacts, type HubPlace, hubPorts } from '../../src-shared/sync/hub-protocol.ts'
import type { Clock } from '../clock.ts'
import type { Deployment } from '../database/migrate.ts'
import { Advertisement } from './advertisement.ts'
import { Attendance } from './attendance.ts'
import { certificateIn, type HubCertificate } from './certificate.ts'
import { readHubFile, writeHubFile } from './hub-files.ts'
import { Lan } from './lan.ts'
import { PairedDesks } from './paired-desks.ts'
import { hashOfKey, Pairing } from './pairing.ts'

const hubFile = z.object({
  hubId: id,
  /** Mark of the machine on which this folder was served last. */
  machine: z.string(),
})

/** How a hub is opened, as `open-hub` takes it. */
export const openHub = z.strictObject({
  /** Where it keeps its certificate and the desks that joined. */
  folder: z.string().min(1),
  /** What people call it. */
  name: z.string().trim().min(1).max(120),
  /** Tells this machine from another to which the folder may have been copied. */
  machine: z.string().min(1).max(64),
  host: z.string().default('0.0.0.0'),
  ports: z.object({ first: z.int().min(0), last: z.int().max(65_535) }).default(hubPorts),
  /** Whether it says over mDNS where it is. */
  advertise: z.boolean().default(true),
})
export type OpenHub = z.infer<typeof openHub>

/** What a hub is made of beside the server that it opens. */
export interface ServerHubParts {
  app: FastifyInstance
  deployment: Deployment
  clock: Clock
}

/** A hub that is open. */
interface Opened {
  facts: HubFacts
  certificate: HubCertificate
  lan: Lan
  desks: PairedDesks
  attendance: Attendance
  pairing: Pairing
  advertisement: Advertisement | null
}

/** The part of a server that makes it a hub (DX-R49): closed until its starter opens it to the local network. */
export class ServerHub {
  readonly #parts: ServerHubParts
  #opened: Opened | null = null

  constructor(parts: ServerHubParts) {
    this.#parts = parts
  }

  /** Opens it, or tells again where it is open. Refused in a folder copied from another machine (DX-R50), or without a free port. */
  async open(options: OpenHub): Promise<{ port: number; facts: HubFacts }> {
    this.#opened ??= await this.#open(options)
    const { facts, port } = this.opened
    return { port, facts }
  }

  async #open({ folder, name, machine, host, ports, advertise }: OpenHub): Promise<Opened> {
    const { app, deployment, clock } = this.#parts
    const certificate = certificateIn(folder)
    const { hubId } = ownFolder(folder, machine)
    const facts = { hubId, name, epoch: deployment.epoch, fingerprint: certificate.fingerprint }
    const desks = new PairedDesks(folder)
    const attendance = new Attendance(desks, () => clock.now())
    const pairing = new Pairing({ clock, fingerprint: certificate.fingerprint, desks })
    const lan = await Lan.open({ app, certificate, attendance, host, ports }).catch(() => reject('hub_no_port', ports))
    const advertisement = advertise ? new Advertisement(facts, lan.port) : null
    return { facts, certificate, lan, desks, attendance, pairing, advertisement }
  }

  /** What anyone on the local network may know of it; null while it is closed. */
  get facts(): HubFacts | null {
    return this.#opened ? { ...this.#opened.facts, epoch: this.#parts.deployment.epoch } : null
  }

  /** Who is here and who may join. Refused while it is closed. */
  get opened(): Pick<Opened, 'facts' | 'certificate' | 'desks' | 'attendance' | 'pairing'> & { port: number } {
    const opened = this.#opened ?? reject('hub_off')
    return { ...opened, facts: this.facts ?? opened.facts, port: opened.lan.port }
  }

  /** This hub as the server it takes over from tells it to its desks: they have one key, given to nobody else. */
  placeFor(addresses: string[]): HubPlace {
    const { facts, certificate, desks } = this.opened
    const deskKey = randomBytes(32).toString('base64url')
    desks.add({ key: hashOfKey(deskKey), name: facts.name, pairedAt: this.#parts.clock.now().toISOString() })
    const { hubId, name, fingerprint } = facts
    return { kind: 'hub', hubId, name, fingerprint, certificate: certificate.certificate, deskKey, addresses }
  }

  /** Cuts off the desks of the local network; those of this machine stay. */
  async close(): Promise<void> {
    const opened = this.#opened
    this.#opened = null
    await opened?.advertisement?.end()
    await opened?.lan.close()
  }
}

/** Makes a folder the hub's of this machine. Refused where it was another's: two of them must not both serve. */
function ownFolder(folder: string, machine: string): z.infer<typeof hubFile> {
  const path = join(folder, 'hub.json')
  const known = readHubFile(path, hubFile)
  if (known && known.machine !== machine) reject('hub_conflict', { reason: 'copied' })
  const own = known ?? { hubId: newId(), machine }
  if (!known) writeHubFile(path, own)
  return own
}
