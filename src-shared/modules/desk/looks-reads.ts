import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { type Language, languages } from '../../kernel/rejection.ts'

const none: Record<Language, string> = { en: '', es: '', ko: '', tr: '' }
const partly = z.partialRecord(z.enum(languages), z.string())

const perLanguage = (kept: unknown): Record<Language, string> => ({ ...none, ...partly.safeParse(kept).data })

/** What stands on every paper of the tenant; all empty, with version null, where nobody has set it. */
export async function looksOf(db: Db) {
  const row = await db
    .selectFrom('tenant_looks')
    .select(['receipt_header', 'receipt_footer', 'density_default', 'row_version'])
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return {
    receiptHeader: perLanguage(row?.receipt_header),
    receiptFooter: perLanguage(row?.receipt_footer),
    densityDefault: row?.density_default ?? ('comfortable' as const),
    version: row?.row_version ?? null,
  }
}
