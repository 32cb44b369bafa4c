import { openAsBlob } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { openReplica } from '../../src-main/desk/replica.ts'
import { tell } from './stage/desk-of-bench.ts'

/**
 * The physical limit of a first sync: the same rows, from files that lie ready, by COPY into the same tables with the
 * same indexes of an empty replica; no network, no JSON, no triggers.
 */

const input = z.object({ folder: z.string(), tenantId: z.string(), files: z.string() })

const { folder, tenantId, files } = input.parse(JSON.parse(process.argv[2] ?? ''))
const began = performance.now()
const { replica } = await openReplica(folder, tenantId)
const replicaMs = performance.now() - began
await replica.close()

// The replica hides its connection; COPY from a blob needs it bare.
const { PGlite } = await import('@electric-sql/pglite')
const { btree_gin } = await import('@electric-sql/pglite/contrib/btree_gin')
const { btree_gist } = await import('@electric-sql/pglite/contrib/btree_gist')
const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm')
const { unaccent } = await import('@electric-sql/pglite/contrib/unaccent')
const pglite = await PGlite.create(join(folder, 'replica'), {
  extensions: { btree_gin, btree_gist, pg_trgm, unaccent },
})
await pglite.exec(`set timezone to 'UTC'; set session_replication_role to replica`)
const tables = await Promise.all(
  (await readdir(files)).map(async (name) => ({ name, blob: await openAsBlob(join(files, name)) })),
)
const copyBegan = performance.now()
await pglite.transaction(async (transaction) => {
  for (const { name, blob } of tables) await transaction.query(`copy ${name} from '/dev/blob'`, [], { blob })
})
const copyMs = performance.now() - copyBegan
let rows = 0
for (const { name } of tables) {
  const counted = await pglite.query<{ n: number }>(`select count(*)::int as n from ${name}`)
  rows += counted.rows[0]?.n ?? 0
}
await pglite.close()
tell({ rows, copyMs, replicaMs })
