import { z } from 'zod'
import { reject, rejection } from '../../src-shared/kernel/rejection.ts'

const most = 100
const usual = 20
/** PL-R6: rows beyond this are not reached by page numbers. */
const deepest = 10_000

const count = (max: number) => z.coerce.number().int().min(1).max(max)

/** The parameters of every list: `limit` and `pageSize` are one and the same. */
export const pageParameters = {
  page: count(1_000_000).optional(),
  limit: count(most).optional(),
  pageSize: count(most).optional(),
}

/** A yes or no in an address. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

/** PL-R6: the page that was asked for. Refused: one too far from the first row, and two sizes that differ. */
export function pageOf(
  {
    page = 1,
    limit,
    pageSize,
  }: { page?: number | undefined; limit?: number | undefined; pageSize?: number | undefined },
  otherwise = usual,
): { page: number; limit: number } {
  if (limit !== undefined && pageSize !== undefined && limit !== pageSize) {
    const issues = [{ path: 'pageSize', code: 'invalid_value', message: 'limit and pageSize differ' }]
    reject('validation_failed', { issues })
  }
  const size = limit ?? pageSize ?? otherwise
  if (page * size > deepest)
    reject(rejection('page_too_deep', { page, pageSize: size, most: deepest }, { rule: 'PL-R6' }))
  return { page, limit: size }
}

/** One key of an order, first keys first. */
export interface SortKey {
  field: string
  descending: boolean
}

/** The parameters that say an order; the first that is there counts. */
export const sortParameters = {
  sort: z.string().max(200).optional(),
  sorts: z.string().max(200).optional(),
  orderBy: z.string().max(100).optional(),
  orderDirection: z.enum(['asc', 'desc']).optional(),
}

/** PL-R7: `sort=-issued_at,name`. Refused: a field that is not published. */
export function sortOf(asked: z.infer<z.ZodObject<typeof sortParameters>>, published: readonly string[]): SortKey[] {
  const { sort, sorts, orderBy, orderDirection } = asked
  const text = sort ?? sorts ?? (orderBy === undefined ? '' : `${orderDirection === 'desc' ? '-' : ''}${orderBy}`)
  const keys = text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => ({ field: part.replace(/^[-+]/, ''), descending: part.startsWith('-') }))
  const unknown = keys.find(({ field }) => !published.includes(field))
  if (unknown)
    reject(rejection('sort_field_unknown', { field: unknown.field, known: [...published] }, { rule: 'PL-R7' }))
  return keys
}
