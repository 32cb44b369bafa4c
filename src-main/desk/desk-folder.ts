import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import { sessionGrant } from '../../src-shared/sync/protocol.ts'
import { lockDesk } from './desk-lock.ts'
import { type OpenedReplica, openReplica } from './replica.ts'
import { plainVault, type Vault } from './vault.ts'

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
  /** Whether the files of an open replica are gone from under it: somebody deleted them. */
  replicaIsGone?(tenantId: string): boolean
  /** Takes a replica out that is closed; the next opening makes another. */
  dropReplica?(tenantId: string): void
  /** Gives it free for another process. */
  leave(): void
}

/** The desk's folder on this machine. */
export class DeskFolder implements DeskPlace {
  readonly path: string
  readonly leave: () => void
  readonly #vault: Vault

  private constructor(path: string, vault: Vault, leave: () => void) {
    this.path = path
    this.#vault = vault
    this.leave = leave
  }

  /** Takes a folder; its session lies in the vault. Throws `DeskAlreadyRunning` where another process has it open. */
  static async enter(path: string, vault: Vault = plainVault): Promise<DeskFolder> {
    const leave = await lockDesk(path)
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      chmodSync(path, 0o700)
      return new DeskFolder(path, vault, leave)
    } catch (error) {
      leave()
      throw error
    }
  }

  deskId(): string {
    const known = read(plainVault, this.#file('desk.json'), identity)
    if (known) return known.deskId
    const deskId = newId()
    plainVault.write(this.#file('desk.json'), JSON.stringify({ deskId }))
    return deskId
  }

  openReplica(tenantId: string): Promise<OpenedReplica> {
    return openReplica(join(this.path, 'tenants', tenantId), tenantId)
  }

  replicaIsGone(tenantId: string): boolean {
    // Every Postgres data folder has this file.
    return !existsSync(join(this.path, 'tenants', tenantId, 'replica', 'PG_VERSION'))
  }

  dropReplica(tenantId: string): void {
    rmSync(join(this.path, 'tenants', tenantId), { recursive: true, force: true })
  }

  session(): Session | null {
    return read(this.#vault, this.#file('session.json'), session)
  }

  keepSession(kept: Session | null): void {
    this.#vault.write(this.#file('session.json'), kept && JSON.stringify(kept))
  }

  #file(name: string): string {
    return join(this.path, name)
  }
}

function read<T>(vault: Vault, path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(vault.read(path) ?? 'null'))
  } catch {
    // A file that is missing, half written or not ours says nothing; the desk goes on without it.
    return null
  }
}
