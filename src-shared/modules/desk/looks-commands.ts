import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { languages, reject } from '../../kernel/rejection.ts'
import { looksOf } from './looks-reads.ts'

const words = z.string().max(500)
/** A text in each language; one that is empty stands on no paper. */
const perLanguage = z.record(z.enum(languages), words)

const densities = ['comfortable', 'compact', 'touch'] as const

/** What stood before, and the version after. */
type Outcome = { former: JsonObject; version: number }

/**
 * Changes what stands on every paper, and how close lists are unless a person chose. Refused: looks that someone else
 * changed since they were read (`version_conflict`).
 */
export const setLooks = command('desk.set-looks', {
  input: z
    .object({
      receiptHeader: perLanguage,
      receiptFooter: perLanguage,
      densityDefault: z.enum(densities),
      /** Row version as it was read; null where nobody had set any. */
      seenVersion: z.int().nullable(),
    })
    .strict(),
  permission: 'tenant_update',
  offline: false,
  undo: (_, { former, version }: Outcome) => ({
    command: 'desk.set-looks',
    input: { ...former, seenVersion: version },
  }),
  async run({ db, tenant }, { receiptHeader, receiptFooter, densityDefault, seenVersion }): Promise<Outcome> {
    const before = await looksOf(db)
    if (before.version !== seenVersion) reject('version_conflict')
    const values = {
      receipt_header: JSON.stringify(receiptHeader),
      receipt_footer: JSON.stringify(receiptFooter),
      density_default: densityDefault,
    }
    const { row_version: version } = await db
      .insertInto('tenant_looks')
      .values({ id: tenant.id, ...values })
      .onConflict((taken) => taken.columns(['tenant_id', 'id']).doUpdateSet(values))
      .returning('row_version')
      .executeTakeFirstOrThrow()
    const { version: _, ...former } = before
    return { former, version }
  },
})
