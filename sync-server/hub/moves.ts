import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { ServerPlace } from '../../src-shared/sync/hub-protocol.ts'
import type { Deployment } from '../database/migrate.ts'
import { newsChannel } from '../sync/tenant-writer.ts'
import type { Gate } from './gate.ts'
import { exportTenant, importTenant } from './tenant-copy.ts'

/** What moves are made of. */
export interface MovesParts {
  db: Kysely<Database>
  gate: Gate
  deployment: Deployment
  /** Waits until nothing that has begun is still under way. */
  idle(): Promise<void>
  report(error: unknown): void
}

/** How often the other side is asked to begin, and how long between (ms): it must, once nobody serves here. */
const tries = { count: 20, pause: 3_000 }

const left = z.object({ tenantId: id, code: z.string() })

/** Takes an organisation from one server to another, whole or not at all (DX-R51). */
export class Moves {
  readonly #parts: MovesParts

  constructor(parts: MovesParts) {
    this.#parts = parts
  }

  /** Makes an organisation read-only and waits until nobody writes any more; then its copy is the whole of it. */
  async hold(tenantId: string): Promise<void> {
    this.#parts.gate.hold(tenantId)
    await this.#parts.idle()
  }

  /**
   * Brings this server's organisation to another, which has given a code for it; from then on this one tells its desks
   * where to go. Refused with `move_failed` where the other could not take it: then all is as it was.
   */
  async sendTo(url: string, code: string): Promise<Json> {
    const { db, gate } = this.#parts
    const tenantId = await this.#onlyTenant()
    const authorization = `Move ${code}`
    try {
      await this.hold(tenantId)
      // The two declarations of the same web stream, of Node and of the DOM, are not one type.
      const body = Readable.toWeb(Readable.from(bytesOf(exportTenant(db, tenantId)))) as RequestInit['body']
      const headers = { authorization, 'content-type': 'application/x-ndjson' }
      const init = { method: 'POST', headers, body, duplex: 'half' as const }
      const taken = await fetch(`${url}/move/import/${tenantId}`, init)
      if (taken.status === 403) reject('move_not_allowed')
      if (!taken.ok || !gate.holds(tenantId)) throw new Error(`The other server answered ${taken.status}`)
      await gate.moved(tenantId, { kind: 'open', url })
    } catch (error) {
      gate.letGo(tenantId)
      return this.#failed(error)
    }
    await this.#begin(`${url}/move/begin/${tenantId}`, authorization)
    await this.announce(tenantId)
    return { tenantId }
  }

  /**
   * Fetches an organisation from another server to this one. `token` is of somebody who may; `placeFor` says where its
   * desks find it from then on. The caller begins a new epoch.
   */
  async fetchFrom(url: string, token: string, place: ServerPlace): Promise<{ tenantId: string }> {
    try {
      const bearer = { authorization: `Bearer ${token}` }
      const leaving = await fetch(`${url}/move/leave`, { method: 'POST', headers: bearer })
      if (leaving.status === 403 || leaving.status === 401) reject('move_not_allowed')
      const { tenantId, code } = left.parse(await leaving.json())
      const headers = { authorization: `Move ${code}` }
      const leaves = await fetch(`${url}/move/export`, { headers })
      if (!leaves.ok || !leaves.body) throw new Error(`The other server answered ${leaves.status}`)
      // The two declarations of the same web stream, of the DOM and of Node, are not one type.
      const lines = createInterface({ input: Readable.fromWeb(leaves.body as ReadableStream) })
      await this.receive(tenantId, lines)
      const finished = await fetch(`${url}/move/finish`, {
        ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
        body: JSON.stringify({ place }),
      })
      if (!finished.ok) throw new Error(`The other server answered ${finished.status}`)
      await this.begin(tenantId)
      return { tenantId }
    } catch (error) {
      return this.#failed(error)
    }
  }

  /** Takes an organisation in. It is not served before it begins. */
  async receive(tenantId: string, lines: AsyncIterable<string>): Promise<JsonObject> {
    const { db, gate } = this.#parts
    const { rows } = await sql<{ n: number }>`
      select 1 as n from control.tenant_directory where tenant_id = ${tenantId}`.execute(db)
    if (rows.length > 0 && !gate.isMoved(tenantId)) reject('move_not_allowed')
    const { counts, slug } = await importTenant(db, tenantId, lines)
    await sql`insert into control.arrived_tenants (tenant_id, slug) values (${tenantId}, ${slug})
      on conflict (tenant_id) do update set slug = excluded.slug`.execute(db)
    return counts
  }

  /** Serves an organisation that has arrived. Told again, it changes nothing. */
  async begin(tenantId: string): Promise<void> {
    const { db, gate } = this.#parts
    await sql`
      with arrived as (delete from control.arrived_tenants where tenant_id = ${tenantId} returning slug)
      insert into control.tenant_directory (tenant_id, slug)
      select ${tenantId}::uuid, case when exists (
          select from control.tenant_directory as other where other.slug = arrived.slug and other.tenant_id <> ${tenantId}
        ) then arrived.slug || '-' || right(${tenantId}, 6) else arrived.slug end
      from arrived on conflict (tenant_id) do nothing`.execute(db)
    await gate.returned(tenantId)
  }

  /** A new history of this database: desks load anew (SY-14), and those that come back with the former one are not ahead. */
  async newEpoch(): Promise<void> {
    const epoch = newId()
    await this.#parts.db.transaction().execute(async (transaction) => {
      await sql`insert into control.former_epochs (epoch, ended_at) select epoch, now() from control.deployment`.execute(
        transaction,
      )
      await sql`update control.deployment set epoch = ${epoch}`.execute(transaction)
    })
    this.#parts.deployment.epoch = epoch
  }

  /** Desks that wait for news ask now, and learn where to go. */
  async announce(tenantId: string): Promise<void> {
    await sql`select pg_notify(${newsChannel}, ${`${tenantId}:${Number.MAX_SAFE_INTEGER}`})`.execute(this.#parts.db)
  }

  async #onlyTenant(): Promise<string> {
    const { rows } = await sql<{ tenant_id: string }>`select tenant_id from control.tenant_directory`.execute(
      this.#parts.db,
    )
    const [only, ...others] = rows
    return only && others.length === 0 ? only.tenant_id : reject('move_not_allowed')
  }

  async #begin(url: string, authorization: string): Promise<void> {
    for (let left = tries.count; left > 0; left -= 1) {
      const begun = await fetch(url, { method: 'POST', headers: { authorization } }).catch(() => null)
      if (begun?.ok) return
      await new Promise((done) => setTimeout(done, tries.pause))
    }
    this.#parts.report(new Error('The other server has the organisation and does not begin to serve it'))
  }

  #failed(error: unknown): never {
    if (error instanceof Error && error.name === 'Refused') throw error
    this.#parts.report(error)
    return reject('move_failed')
  }
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of lines) yield Buffer.from(text)
}
