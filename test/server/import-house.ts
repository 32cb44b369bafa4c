import { domain } from '../../src-shared/domain.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Imports } from '../../sync-server/imports/imports.ts'
import type { Ground } from './databases.ts'
import { Line } from './line.ts'

/** A tenant to which files are brought. */
export interface ImportHouse {
  line: Line
  imports: Imports
  asker: { tenantId: string; userId: string }
  /** Another process on the same tenant. */
  another(): Imports
  bring(text: string | Uint8Array, more?: { encoding?: 'euc-kr' | 'windows-1254' }): Promise<string>
  /** Brings, tries and does a file, and gives its run. */
  whole(text: string): Promise<string>
  show(runId: string): Promise<JsonObject>
  counts(runId: string): Promise<JsonObject>
}

/** Opens a tenant with an admin who brings files. */
export async function openImportHouse(ground: Ground): Promise<ImportHouse> {
  const line = await Line.open(ground, domain)
  const asker = { tenantId: line.tenantId, userId: await line.person('admin') }
  const another = () =>
    new Imports({
      ...{ domain, db: ground.database.db, writers: line.writers, clock: line.clock },
      isHeld: () => false,
      reportCrash: ({ error }) => console.error(error),
      report: (error) => console.error(error),
    })
  const imports = another()
  const bring: ImportHouse['bring'] = (text, more = {}) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    return imports.bring(asker, { entity: 'members', fileName: 'members.csv', bytes, ...more })
  }
  const show = (runId: string) => imports.show(asker, runId)
  return {
    ...{ line, imports, asker, another, bring, show },
    async whole(text) {
      const runId = await bring(text)
      await imports.check(asker, runId)
      await imports.commit(asker, runId)
      await imports.idle()
      return runId
    },
    counts: async (runId) => Object((await show(runId)).counts).states,
  }
}

/** A file of lines. */
export const fileOf = (...lines: string[]): string => `${lines.join('\n')}\n`
