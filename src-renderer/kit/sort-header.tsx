import { IconArrowNarrowDown, IconArrowNarrowUp } from '@tabler/icons-react'
import classes from './data-table.module.css'

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
export function SortHeader({ column, sorting }: { column: Heading; sorting: Sorting | undefined }) {
  const { key, header, align, sortable } = column
  const sorted = sorting?.by === key
  const direction = sorting?.descending ? 'descending' : 'ascending'
  const Arrow = sorting?.descending ? IconArrowNarrowDown : IconArrowNarrowUp
  return (
    <th scope="col" data-align={align} aria-sort={sorted ? direction : undefined}>
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
    </th>
  )
}
