import type { Kysely } from 'kysely'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { reachOf } from '../../src-shared/kernel/permission.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { runQuery } from '../../src-shared/kernel/run-query.ts'
import { actorOf, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Clock } from '../clock.ts'
import { inTenant, readTenant } from '../database/tenant-transaction.ts'
import { flatTable } from './flat-table.ts'
import { readList } from './read-list.ts'
import { type ExportFormat, fileOf, mediaTypes } from './write-table.ts'

/** What exports are made of. */
export interface ExportParts {
  db: Kysely<Database>
  domain: Domain
  clock: Clock
}

/** A list that somebody wants as a file. */
export interface WantedExport {
  query: string
  input: JsonObject
  format: ExportFormat
  /** In this order; all that there are where none are named. */
  columns?: readonly string[] | undefined
}

/** A file to hand over. */
export interface ExportFile {
  name: string
  mediaType: string
  bytes: Buffer
  rows: number
}

/** Lists as files: the same query with the same filters and rights as on the screen (PL-R39). */
export class Exports {
  readonly #parts: ExportParts
  constructor(parts: ExportParts) {
    this.#parts = parts
  }

  /** Makes a file and notes who took it. Refused: no right to export, and whatever the query refuses. */
  async make(asker: { tenantId: string; userId: string }, wanted: WantedExport): Promise<ExportFile> {
    const { db, clock } = this.#parts
    const { query, input, format } = wanted
    const at = clock.now().toISOString()
    const list = await this.#read(asker, wanted, at)
    const table = flatTable(list, wanted.columns)
    const bytes = await fileOf(format, query, list, table)
    const noted = { query, input: JSON.stringify(input), format, columns: table.columns, rows: list.length }
    await inTenant(db, asker.tenantId, (writing) =>
      writing
        .insertInto('export_runs')
        .values({ id: newId(), ...noted, requested_by: asker.userId, requested_at: at })
        .execute(),
    )
    const name = `${query.replace(/\W+/g, '-')}-${at.slice(0, 10)}.${format}`
    return { name, mediaType: mediaTypes[format], bytes, rows: list.length }
  }

  /** All pages in one transaction: they belong to one moment. */
  #read(asker: { tenantId: string; userId: string }, { query, input }: WantedExport, at: string) {
    const { db, domain } = this.#parts
    return readTenant(db, asker.tenantId, async (reading) => {
      const actor = await actorOf(domain, reading, asker.userId, at)
      if ('code' in actor) reject(actor)
      const tenant = (await tenantOf(reading)) ?? reject('actor_not_permitted', { reason: 'unknown' })
      const permission = 'data_export'
      if (reachOf(actor.grants, permission) !== 'tenant') {
        reject('actor_not_permitted', { reason: 'permission', permission, scope: 'tenant' })
      }
      return readList(async (page) => {
        const answered = await runQuery(domain, reading, { name: query, input: page, at, desk: null, tenant, actor })
        return answered.done ? answered.value : reject(answered.rejection)
      }, input)
    })
  }
}
