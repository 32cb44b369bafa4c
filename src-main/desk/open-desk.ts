import { domain } from '../../src-shared/domain.ts'
import type { DeskDoor } from './api/desk-api.ts'
import { Desk, type DeskOptions } from './desk.ts'
import { doorOf } from './door.ts'
import { LoggedConnection } from './exchange-log.ts'
import { Rescue } from './rescue/rescue.ts'
import { HttpConnection } from './server-connection.ts'

/** How a host opens the desk of this machine. */
export interface OpenOptions extends Pick<DeskOptions, 'folder' | 'name' | 'platform'> {
  /** Address of the sync server. */
  server: string
  /** A desk of the demo: it speaks to servers of the demo alone (DX-R48). */
  demo?: boolean
  /** Told of what should never happen. */
  report: (error: unknown, during: string) => void
}

/** An open desk as hosts see it. */
export interface OpenedDesk {
  door: DeskDoor
  close(): Promise<void>
}

/** Opens the desk of a folder with the real domain and the real network. */
export async function openDesk({ server, demo = false, report, ...options }: OpenOptions): Promise<OpenedDesk> {
  const http = new HttpConnection(server, { demo })
  const connection = new LoggedConnection(http, () => new Date())
  const desk = await Desk.open({ ...options, domain, server: connection, report })
  const rescue = new Rescue(desk, options.folder, http)
  return { door: doorOf(desk, report, rescue), close: () => desk.close() }
}
