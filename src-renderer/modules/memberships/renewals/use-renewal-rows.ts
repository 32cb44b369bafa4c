import { useCallback, useState } from 'react'
import { z } from 'zod'
import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import type { Day } from '../../../../src-shared/kernel/calendar.ts'
import type { OutputOf } from '../../../../src-shared/kernel/query.ts'
import { renewals } from '../../../../src-shared/modules/memberships/renewal-queries.ts'
import { useDesk, useWatch } from '../../../desk/hooks.tsx'
import type { ChosenRow } from '../../../kit/table/use-selection.ts'

/** A membership that ends, as the board shows it. */
export type Ending = OutputOf<typeof renewals>['rows'][number]

/** As many rows as one question may answer. More than fit a screen, so that two pages cover what is in sight. */
const pageSize = 100

/** What is read of a page when rows are chosen. */
const named = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string() })) })

/** Memberships that end in some days, fetched as they come into sight, live. */
export function useRenewalRows(days: { from: Day; to: Day }): {
  total: number | undefined
  failure: CallFailure | null
  rowAt(index: number): Ending | undefined
  onVisible(first: number, last: number): void
  rowsBetween(first: number, last: number): Promise<readonly ChosenRow[]>
} {
  const { client } = useDesk()
  const [pages, setPages] = useState({ first: 1, last: 1 })
  const onVisible = useCallback((first: number, last: number) => {
    const next = { first: Math.floor(first / pageSize) + 1, last: Math.floor(last / pageSize) + 1 }
    setPages((before) => (before.first === next.first && before.last === next.last ? before : next))
  }, [])
  const asked = (page: number) => ({ ...days, page, limit: pageSize })
  const one = useWatch(renewals, asked(pages.first), days.from)
  const two = useWatch(renewals, pages.last > pages.first ? asked(pages.last) : null, days.from)
  const rowAt = (index: number): Ending | undefined => {
    const page = Math.floor(index / pageSize) + 1
    return [one.value, two.value].find((value) => value?.page === page)?.rows[index % pageSize]
  }
  const rowsBetween = async (from: number, to: number): Promise<readonly ChosenRow[]> => {
    const found: ChosenRow[] = []
    for (let page = Math.floor(from / pageSize) + 1; page <= Math.floor(to / pageSize) + 1; page += 1) {
      const answer = await client.callFor('query', { name: renewals.name, input: asked(page) }, named)
      if (!answer.ok) break
      const before = (page - 1) * pageSize
      const inside = answer.value.rows.filter((_, n) => before + n >= from && before + n <= to)
      found.push(...inside.map(({ id, name }) => ({ key: id, label: name })))
    }
    return found
  }
  return { total: one.value?.total, failure: one.failure, rowAt, onVisible, rowsBetween }
}
