import { IconArrowNarrowDown, IconArrowNarrowUp } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import classes from '../data-table.module.css'
import { ResizeHandle } from './resize-handle.tsx'

export interface Sorting {
  by: string
  descending: boolean
  onSort(by: string, descending: boolean): void
}

interface Heading {
  key: string
  header: string
  align?: 'end'
  sortable?: boolean
}

/** The head of a column; one that can be ordered by is a button and tells which way it goes. */
export function HeaderCell({
  column,
  sorting,
  place,
  width,
  onResize,
}: {
  column: Heading
  sorting: Sorting | undefined
  place: { style?: CSSProperties; 'data-pinned'?: true }
  width: number
  onResize: ((width: number | null) => void) | undefined
}) {
  const { key, header, align, sortable } = column
  const sorted = sorting?.by === key
  const direction = sorting?.descending ? 'descending' : 'ascending'
  const Arrow = sorting?.descending ? IconArrowNarrowDown : IconArrowNarrowUp
  return (
    <th scope="col" data-align={align} aria-sort={sorted ? direction : undefined} title={header} {...place}>
      {sortable && sorting ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => sorting.onSort(key, sorted && !sorting.descending)}
        >
          {header}
          {sorted && <Arrow size={14} stroke={1.5} aria-hidden />}
        </button>
      ) : (
        header
      )}
      {onResize && <ResizeHandle width={width} onResize={onResize} />}
    </th>
  )
}
