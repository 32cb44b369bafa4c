import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import { sessionGrant } from '../../src-shared/sync/protocol.ts'
import { lockDesk } from './desk-lock.ts'
import { type OpenedReplica, openReplica } from './replica.ts'

const identity = z.object({ deskId: id })
const session = sessionGrant

/** Who is signed in, with what the server gave them. */
export type Session = z.infer<typeof session>

/** Where a desk lives: its identity, the session, and a replica for each tenant. One process at a time has it. */
export interface DeskPlace {
  /** This installation's id; made at the first start. */
  deskId(): string
  session(): Session | null
  keepSession(session: Session | null): void
  openReplica(tenantId: string): Promise<OpenedReplica>
  /** Takes a replica out that is closed; the next opening makes another. */
  dropReplica?(tenantId: string): void
  /** Gives it free for another process. */
  leave(): void
}

/** The desk's folder on this machine. */
export class DeskFolder implements DeskPlace {
  readonly path: string
  readonly leave: () => void

  private constructor(path: string, leave: () => void) {
    this.path = path
    this.leave = leave
  }

  /** Takes a folder. Throws `DeskAlreadyRunning` where another process has it open. */
  static async enter(path: string): Promise<DeskFolder> {
    const leave = await lockDesk(path)
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      chmodSync(path, 0o700)
      return new DeskFolder(path, leave)
    } catch (error) {
      leave()
      throw error
    }
  }

  deskId(): string {
    const known = this.#read('desk.json', identity)
    if (known) return known.deskId
    const deskId = newId()
    this.#write('desk.json', { deskId })
    return deskId
  }

  openReplica(tenantId: string): Promise<OpenedReplica> {
    return openReplica(join(this.path, 'tenants', tenantId), tenantId)
  }

  dropReplica(tenantId: string): void {
    rmSync(join(this.path, 'tenants', tenantId), { recursive: true, force: true })
  }

  session(): Session | null {
    return this.#read('session.json', session)
  }

  keepSession(kept: Session | null): void {
    if (kept) this.#write('session.json', kept)
    else rmSync(join(this.path, 'session.json'), { force: true })
  }

  #read<T>(name: string, schema: z.ZodType<T>): T | null {
    try {
      return schema.parse(JSON.parse(readFileSync(join(this.path, name), 'utf8')))
    } catch {
      // A file that is missing, half written or not ours says nothing; the desk goes on without it.
      return null
    }
  }

  #write(name: string, value: object): void {
    const path = join(this.path, name)
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
}
