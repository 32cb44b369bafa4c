import { useCallback, useState } from 'react'
import { z } from 'zod'
import type { CallFailure } from '../../../src-main/desk/api/desk-api.ts'
import type { InputOf, OutputOf } from '../../../src-shared/kernel/query.ts'
import { listMembers } from '../../../src-shared/modules/memberships/member-list.ts'
import { useDesk, useWatch } from '../../desk/hooks.tsx'
import type { ChosenRow } from '../../kit/table/use-selection.ts'

export type MemberRow = OutputOf<typeof listMembers>['rows'][number]
type Filters = Omit<InputOf<typeof listMembers>, 'page' | 'limit'>

/** As many rows as one question may answer. More than fit a screen, so that two pages cover what is in sight. */
const pageSize = 100

export interface MemberRows {
  total: number | undefined
  failure: CallFailure | null
  rowAt(index: number): MemberRow | undefined
  onVisible(first: number, last: number): void
  /** The members of a stretch of the list, also those that were never in sight. */
  rowsBetween(first: number, last: number): Promise<readonly ChosenRow[]>
}

/** What is read of a page when rows are chosen. */
const named = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string() })) })

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
  const { client } = useDesk()
  const rowsBetween = async (from: number, to: number): Promise<readonly ChosenRow[]> => {
    const found: ChosenRow[] = []
    const [firstPage, lastPage] = [from, to].map((index) => Math.floor(index / pageSize) + 1)
    for (let page = firstPage ?? 1; page <= (lastPage ?? 1); page += 1) {
      const answer = await client.callFor('query', { name: listMembers.name, input: asked(page) }, named)
      if (!answer.ok) break
      const before = (page - 1) * pageSize
      const inside = answer.value.rows.filter((_, n) => before + n >= from && before + n <= to)
      found.push(...inside.map(({ id, name }) => ({ key: id, label: name })))
    }
    return found
  }
  return { rowsBetween, total: one.value?.total, failure: one.failure, rowAt, onVisible }
}
