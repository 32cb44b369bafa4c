import { z } from 'zod'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { Refused, reject } from '../../src-shared/kernel/rejection.ts'

/** PL-R39: rows of an export that is answered at once. */
const mostRows = 10_000
/** PL-R6: rows of one page at most. */
const pageSize = 100

/** Asks the query with an input; a refusal throws. */
export type Ask = (input: JsonObject) => Promise<Json>

const rows = z.array(z.record(z.string(), z.json()))
const paged = z.looseObject({ page: z.int(), limit: z.int(), total: z.int() })

/** All rows of a list, page by page as a screen would see them. Refused: a query that is no list, more than 10,000 rows. */
export async function readList(ask: Ask, input: JsonObject): Promise<JsonObject[]> {
  const { page: _page, limit: _limit, ...filters } = input
  const whole = await firstAnswer(ask, filters)
  const list = paged.safeParse(whole)
  if (!list.success) return refuseTooMany(rowsOf(whole))
  const { total } = list.data
  if (total > mostRows) reject('export_too_large', { rows: total, max: mostRows }, { rule: 'PL-R39' })
  const found = rowsOf(whole)
  for (let page = 2; found.length < total; page += 1) {
    const next = rowsOf(await ask({ ...filters, page, limit: pageSize }))
    if (next.length === 0) break
    found.push(...next)
  }
  return found
}

/** A list without pages takes neither. */
async function firstAnswer(ask: Ask, filters: JsonObject): Promise<Json> {
  try {
    return await ask({ ...filters, page: 1, limit: pageSize })
  } catch (error) {
    if (!(error instanceof Refused) || error.rejection.code !== 'validation_failed') throw error
    return ask(filters)
  }
}

function refuseTooMany(found: JsonObject[]): JsonObject[] {
  if (found.length > mostRows) reject('export_too_large', { rows: found.length, max: mostRows }, { rule: 'PL-R39' })
  return found
}

/** The rows are the answer itself, or the one list in it that holds rows. */
function rowsOf(answer: Json): JsonObject[] {
  const whole = rows.safeParse(answer)
  if (whole.success) return whole.data
  const inside = answer !== null && typeof answer === 'object' ? Object.values(answer) : []
  const list = inside.map((value) => rows.safeParse(value)).find((read) => read.success)
  return list?.data ?? reject('export_not_a_list', {}, { rule: 'PL-R39' })
}
