import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import type { Language, RejectionCatalogue } from '../../src-shared/kernel/rejection.ts'
import { guarded } from '../exports/cell-guard.ts'
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
  const lines = rows.map((row) => [
    ...cells.parse(row.raw).map(guarded),
    row.code ?? '',
    reasonOf(row, words, language),
  ])
  return `\ufeff${stringify([[...run.headers.map(guarded), 'code', 'reason'], ...lines], { record_delimiter: '\r\n' })}`
}

function reasonOf(row: BadRow, words: RejectionCatalogue, language: Language): string {
  const given = params.parse(row.params) ?? {}
  const sentence = words[row.code ?? '']?.sentences[language] ?? ''
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ''))
}
