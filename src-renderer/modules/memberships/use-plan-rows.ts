import { useCallback, useState } from 'react'
import type { CallFailure } from '../../../src-main/desk/api/desk-api.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import { listPlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'

export type PlanRow = OutputOf<typeof listPlans>['rows'][number]

/** As many rows as one question may answer. More than fit a screen, so that two pages cover what is in sight. */
const pageSize = 100

/** The plans of one status, fetched as they come into sight, live. */
export function usePlanRows(status: 'ACTIVE' | 'ARCHIVED'): {
  total: number | undefined
  failure: CallFailure | null
  /** All of them; none where they are too many to be held at once. */
  rows: readonly PlanRow[]
  rowAt(index: number): PlanRow | undefined
  onVisible(first: number, last: number): void
} {
  const [pages, setPages] = useState({ first: 1, last: 1 })
  const onVisible = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / pageSize) + 1, last: Math.floor(last / pageSize) + 1 }
    setPages((before) => (before.first === next.first && before.last === next.last ? before : next))
  }, [])
  const asked = (page: number) => ({ status, page, limit: pageSize })
  const one = useWatch(listPlans, asked(pages.first), status)
  const two = useWatch(listPlans, pages.last > pages.first ? asked(pages.last) : null, status)
  const rowAt = (index: number): PlanRow | undefined => {
    const page = Math.floor(index / pageSize) + 1
    return [one.value, two.value].find((value) => value?.page === page)?.rows[index % pageSize]
  }
  // Only where all of them are on one page is their order known.
  const rows = one.value && one.value.total <= one.value.rows.length ? one.value.rows : []
  return { total: one.value?.total, failure: one.failure, rows, rowAt, onVisible }
}
