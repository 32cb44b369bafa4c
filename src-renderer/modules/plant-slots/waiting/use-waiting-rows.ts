import { useCallback, useState } from 'react'
import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import type { OutputOf } from '../../../../src-shared/kernel/query.ts'
import { waitlist } from '../../../../src-shared/modules/plant-slots/waitlist-query.ts'
import { useWatch } from '../../../desk/hooks.tsx'
import type { WaitingSearch } from './waiting-address.ts'

/** Somebody who waits, as the list shows them. */
export type Waiting = OutputOf<typeof waitlist>['entries'][number]

/** As many rows as one question may answer. More than fit a screen, so that two pages cover what is in sight. */
const pageSize = 100

/** Those who wait, in the order in which they are served, fetched as they come into sight, live. */
export function useWaitingRows({ kind, location }: Pick<WaitingSearch, 'kind' | 'location'>): {
  total: number | undefined
  failure: CallFailure | null
  rowAt(index: number): Waiting | undefined
  onVisible(first: number, last: number): void
} {
  const [pages, setPages] = useState({ first: 1, last: 1 })
  const onVisible = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / pageSize) + 1, last: Math.floor(last / pageSize) + 1 }
    setPages((before) => (before.first === next.first && before.last === next.last ? before : next))
  }, [])
  const filters = { ...(kind ? { kind } : {}), ...(location ? { locationId: location } : {}) }
  const asked = (page: number) => ({ ...filters, page, limit: pageSize })
  const key = JSON.stringify(filters)
  const one = useWatch(waitlist, asked(pages.first), key)
  const two = useWatch(waitlist, pages.last > pages.first ? asked(pages.last) : null, key)
  const rowAt = (index: number): Waiting | undefined => {
    const page = Math.floor(index / pageSize) + 1
    return [one.value, two.value].find((value) => value?.page === page)?.entries[index % pageSize]
  }
  return { total: one.value?.total, failure: one.failure, rowAt, onVisible }
}
