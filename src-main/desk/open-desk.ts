import { domain } from '../../src-shared/domain.ts'
import type { DeskDoor } from './api/desk-api.ts'
import { Desk, type DeskOptions } from './desk.ts'
import { doorOf } from './door.ts'
import { HubDesk, type LocalHub } from './hub-desk.ts'
import { RoamingConnection } from './roaming-connection.ts'
import { keepPlace, keptPlace } from './server-place-file.ts'

/** How a host opens the desk of this machine. */
export interface OpenOptions extends Pick<DeskOptions, 'folder' | 'name' | 'platform'> {
  /** Address of the sync server. */
  server: string
  /** The hub of this machine, where the host runs the server of its organisation. */
  localHub?: LocalHub
  /** Told of what should never happen. */
  report: (error: unknown, during: string) => void
}

/** An open desk as hosts see it. */
export interface OpenedDesk {
  door: DeskDoor
  close(): Promise<void>
}

/**
 * Opens the desk of a folder with the real domain and the real network. Its server is the one that it has joined or
 * followed since, if any.
 */
export async function openDesk({ server, report, localHub, ...options }: OpenOptions): Promise<OpenedDesk> {
  const { folder, name } = options
  const place = keptPlace(folder) ?? { kind: 'open', url: server }
  const connection = new RoamingConnection({ place, keep: (kept) => keepPlace(folder, kept) })
  const desk = await Desk.open({ ...options, domain, server: connection, report })
  const hub = new HubDesk({ status: desk.status, server: connection, deskName: name, local: localHub ?? null })
  return { door: doorOf(desk, report, hub), close: () => desk.close() }
}
