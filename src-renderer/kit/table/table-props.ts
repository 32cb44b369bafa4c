import type { ReactNode } from 'react'
import type { LaidColumn } from './column-layout.ts'
import type { Sorting } from './header-cell.tsx'
import type { ColumnSetting } from './use-column-choice.ts'
import type { Choosing } from './use-row-choice.ts'

/** A column of a list: what it is called and what it shows of a row. */
export interface Column<Row> extends LaidColumn {
  header: string
  align?: 'end'
  /** Whether people may order by it. */
  sortable?: boolean
  cell(row: Row): ReactNode
}

/** What a list is made of. */
export interface DataTableProps<Row> {
  /** What the table lists, for those who do not see it. */
  label: string
  columns: readonly Column<Row>[]
  /** What people may do with the columns: see `useColumnChoice`. Without it they stand as drawn. */
  setting?: ColumnSetting
  /** How rows are chosen for a common act. Without it none can be. */
  choosing?: Choosing<Row>
  count: number
  /** Undefined while the row is on its way. */
  rowAt(index: number): Row | undefined
  keyOf(row: Row): string
  /** The row that is open beside the list. */
  selected: string | null
  onSelect(row: Row, index: number): void
  /** Enter on a row: on to what stands beside the list. */
  onOpen?(row: Row): void
  sorting?: Sorting
  /** Which rows are on the screen, so that they can be fetched. */
  onVisible?(first: number, last: number): void
}
