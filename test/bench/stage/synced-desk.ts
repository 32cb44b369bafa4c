import { join } from 'node:path'
import { z } from 'zod'
import type { FilledTenant } from './filled-tenant.ts'
import { measureIn } from './program.ts'

const measured = z.object({
  rows: z.number(),
  replicaMs: z.number(),
  rowsMs: z.number(),
  totalMs: z.number(),
  answerRows: z.number(),
  rss: z.number(),
})

/** A desk that has synced with its tenant and is closed, with how that went. */
export interface SyncedDesk extends z.infer<typeof measured> {
  folder: string
  tenant: FilledTenant
}

/** The n-th desk's first sync over HTTP, from nothing, in a process of its own. */
export async function syncDesk(tenant: FilledTenant, n: number): Promise<SyncedDesk> {
  const query = { name: 'plant-slots.board', input: { locationId: tenant.house.locationIds[0] ?? '' } }
  const { credentials } = tenant.house
  const folder = tenant.deskFolder(n)
  const input = { folder, server: tenant.server.address, credentials, query }
  const script = join(import.meta.dirname, '..', 'desk-first-sync.ts')
  return { ...(await measureIn(script, input, measured)), folder, tenant }
}
