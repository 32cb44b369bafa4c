import { join } from 'node:path'
import { domain } from '../../src-shared/domain.ts'
import { Printing } from '../printing/printing.ts'
import type { DeskDoor } from './api/desk-api.ts'
import { Desk } from './desk.ts'
import type { DeskOptions } from './desk-parts.ts'
import { type DeskUpdates, doorOf } from './door.ts'
import { LoggedConnection } from './exchange-log.ts'
import { HubDesk, type LocalHub } from './hub-desk.ts'
import { Rescue } from './rescue/rescue.ts'
import { RoamingConnection } from './roaming-connection.ts'
import { keepPlace, keptPlace } from './server-place-file.ts'
import { plainVault } from './vault.ts'

/** How a host opens the desk of this machine. */
export interface OpenOptions extends Pick<DeskOptions, 'folder' | 'name' | 'platform' | 'vault'> {
  /** Address of the sync server. */
  server: string
  /** A desk of the demo: it speaks to servers of the demo alone (DX-R48). */
  demo?: boolean
  /** The hub of this machine, where the host runs the server of its organisation. */
  localHub?: LocalHub
  /** Told of what should never happen. */
  report: (error: unknown, during: string) => void
  /** What looks for new versions, where there is something (DX-R52). */
  updates?: DeskUpdates | null
}

/** An open desk as hosts see it. */
export interface OpenedDesk {
  door: DeskDoor
  /** DX-R30: tries for a while to send what waits; gives how much is left. */
  sendRest(): Promise<number>
  close(): Promise<void>
}

/**
 * Opens the desk of a folder with the real domain and the real network. Its server is the one that it has joined or
 * followed since, if any.
 */
export async function openDesk({
  server,
  demo = false,
  report,
  updates = null,
  localHub,
  ...options
}: OpenOptions): Promise<OpenedDesk> {
  const { folder, name, vault = plainVault } = options
  const place = keptPlace(folder, vault) ?? { kind: 'open', url: server }
  const roaming = new RoamingConnection({ place, keep: (kept) => keepPlace(folder, kept, vault), http: { demo } })
  const connection = new LoggedConnection(roaming, () => new Date())
  const desk = await Desk.open({ ...options, domain, server: connection, report })
  const hub = new HubDesk({ status: desk.status, server: roaming, deskName: name, local: localHub ?? null })
  const rescue = new Rescue(desk, folder, roaming)
  const printing = await Printing.open({ folder: join(folder, 'printing'), report }).catch(async (error: unknown) => {
    await desk.close()
    throw error
  })
  const close = async () => {
    await printing.close()
    await desk.close()
  }
  const door = doorOf(desk, report, { hub, rescue, printing, updates })
  return { door, sendRest: () => desk.sendRest(), close }
}
