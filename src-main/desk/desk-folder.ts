import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import { sessionGrant } from '../../src-shared/sync/protocol.ts'

const identity = z.object({ deskId: id })
const session = sessionGrant

/** Who is signed in, with what the server gave them. */
export type Session = z.infer<typeof session>

/** The desk's folder on this machine: its identity, the session, and a replica for each tenant. */
export class DeskFolder {
  readonly path: string

  constructor(path: string) {
    this.path = path
    mkdirSync(path, { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
  }

  /** This installation's id; made at the first start. */
  deskId(): string {
    const known = this.#read('desk.json', identity)
    if (known) return known.deskId
    const deskId = newId()
    this.#write('desk.json', { deskId })
    return deskId
  }

  /** Where a tenant's replica lies. */
  tenant(tenantId: string): string {
    return join(this.path, 'tenants', tenantId)
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
