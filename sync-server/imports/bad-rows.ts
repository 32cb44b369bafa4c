import { z } from 'zod'
import type { Language, RejectionCatalogue } from '../../src-shared/kernel/rejection.ts'
import { csvText } from '../exports/csv-text.ts'
import type { Run } from './import-store.ts'

interface BadRow {
  raw: unknown
  code: string | null
  params: unknown
}

const cells = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
const params = z.record(z.string(), z.unknown()).nullable()

/** PL-R36: the rows that were not taken, as a file with two columns more: the code, and why in words. */
export function badRowsFile(
  run: Pick<Run, 'headers'>,
  rows: readonly BadRow[],
  words: RejectionCatalogue,
  language: Language,
) {
  const lines = rows.map((row) => [...cells.parse(row.raw), row.code, reasonOf(row, words, language)])
  return csvText([[...run.headers, 'code', 'reason'], ...lines])
}

function reasonOf(row: BadRow, words: RejectionCatalogue, language: Language): string {
  const given = params.parse(row.params) ?? {}
  const sentence = words[row.code ?? '']?.sentences[language] ?? ''
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ''))
}
