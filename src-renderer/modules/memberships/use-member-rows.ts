import { useCallback, useState } from 'react'
import type { CallFailure } from '../../../src-main/desk/api/desk-api.ts'
import type { InputOf, OutputOf } from '../../../src-shared/kernel/query.ts'
import { listMembers } from '../../../src-shared/modules/memberships/member-list.ts'
import { useWatch } from '../../desk/hooks.tsx'

export type MemberRow = OutputOf<typeof listMembers>['rows'][number]
type Filters = Omit<InputOf<typeof listMembers>, 'page' | 'limit'>

/** As many rows as one question may answer. More than fit a screen, so that two pages cover what is in sight. */
const pageSize = 100

export interface MemberRows {
  total: number | undefined
  failure: CallFailure | null
  rowAt(index: number): MemberRow | undefined
  onVisible(first: number, last: number): void
}

/** The members a filter finds, fetched as they come into sight, live. */
export function useMemberRows(filters: Filters): MemberRows {
  const [pages, setPages] = useState({ first: 1, last: 1 })
  const onVisible = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / pageSize) + 1, last: Math.floor(last / pageSize) + 1 }
    setPages((before) => (before.first === next.first && before.last === next.last ? before : next))
  }, [])
  const asked = (page: number) => ({ ...filters, page, limit: pageSize })
  const one = useWatch(listMembers, asked(pages.first))
  const two = useWatch(listMembers, pages.last > pages.first ? asked(pages.last) : null)
  const rowAt = (index: number): MemberRow | undefined => {
    const page = Math.floor(index / pageSize) + 1
    const held = [one.value, two.value].find((value) => value?.page === page)
    return held?.rows[index % pageSize]
  }
  return { total: one.value?.total, failure: one.failure, rowAt, onVisible }
}
