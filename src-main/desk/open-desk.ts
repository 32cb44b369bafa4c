import { domain } from '../../src-shared/domain.ts'
import type { DeskDoor } from './api/desk-api.ts'
import { Desk, type DeskOptions } from './desk.ts'
import { doorOf } from './door.ts'
import { LoggedConnection } from './exchange-log.ts'
import { HttpConnection } from './server-connection.ts'

/** How a host opens the desk of this machine. */
export interface OpenOptions extends Pick<DeskOptions, 'folder' | 'name' | 'platform'> {
  /** Address of the sync server. */
  server: string
  /** Told of what should never happen. */
  report: (error: unknown, during: string) => void
}

/** An open desk as hosts see it. */
export interface OpenedDesk {
  door: DeskDoor
  close(): Promise<void>
}

/** Opens the desk of a folder with the real domain and the real network. */
export async function openDesk({ server, report, ...options }: OpenOptions): Promise<OpenedDesk> {
  const connection = new LoggedConnection(new HttpConnection(server), () => new Date())
  const desk = await Desk.open({ ...options, domain, server: connection, report })
  return { door: doorOf(desk, report), close: () => desk.close() }
}
