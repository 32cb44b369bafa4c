import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useLooks } from '../theme/looks.ts'
import classes from './data-table.module.css'
import { SortHeader, type Sorting } from './sort-header.tsx'
import { useRowKeys } from './use-row-keys.ts'

export interface Column<Row> {
  key: string
  header: string
  /** A CSS width; one column without takes what is left. */
  width?: string
  align?: 'end'
  /** Left out where the list is narrow. */
  optional?: boolean
  /** Whether people may order by it. */
  sortable?: boolean
  cell(row: Row): ReactNode
}

export interface DataTableProps<Row> {
  /** What the table lists, for those who do not see it. */
  label: string
  columns: readonly Column<Row>[]
  count: number
  /** Undefined while the row is on its way. */
  rowAt(index: number): Row | undefined
  keyOf(row: Row): string
  selected: string | null
  onSelect(row: Row, index: number): void
  /** Enter on a row: on to what stands beside the list. */
  onOpen?(row: Row): void
  sorting?: Sorting
  /** Which rows are on the screen, so that they can be fetched. */
  onVisible?(first: number, last: number): void
}

const rowHeights = { comfortable: 36, compact: 28, touch: 48 } as const
/** Below this width of the list its optional columns are left out (px). */
const narrow = 820

/** A list of any length: only the rows in sight exist. Arrow keys move, Enter opens; hairlines, no zebra. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, count, rowAt, keyOf, selected, onSelect, onOpen, sorting, onVisible } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width } = useElementSize()
  const columns = props.columns.filter(({ optional }) => !optional || width === 0 || width >= narrow)
  const rowHeight = rowHeights[useLooks().density]
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The header stands over the first rows when the list scrolls to one.
    scrollPaddingStart: rowHeight,
  })
  // A change of density is a change of every height that was measured before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is the same object, the height is not
  useEffect(() => rows.measure(), [rowHeight])

  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items[items.length - 1]?.index ?? 0
  useEffect(() => onVisible?.(first, last), [first, last, onVisible])
  const isSelected = (row: Row | undefined) => row !== undefined && keyOf(row) === selected
  const selectedIndex = items.find(({ index }) => isSelected(rowAt(index)))?.index
  const onKeyDown = useRowKeys({
    count,
    selectedIndex,
    page: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2),
    go(index) {
      const row = rowAt(index)
      rows.scrollToIndex(index)
      if (row) onSelect(row, index)
    },
    open(index) {
      const row = rowAt(index)
      if (row) onOpen?.(row)
    },
  })
  const before = items[0]?.start ?? 0
  const after = rows.getTotalSize() - (items[items.length - 1]?.end ?? 0)
  return (
    <div className={classes.scroller} ref={useMergedRef(scroller, sized)}>
      <table
        className={classes.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which rows are chosen by key is a grid
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-activedescendant={selectedIndex === undefined ? undefined : `${id}-${selectedIndex}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <SortHeader key={column.key} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Spacer height={before} span={columns.length} />}
          {items.map(({ index }) => {
            const row = rowAt(index)
            return (
              <tr
                key={index}
                id={`${id}-${index}`}
                className={classes.row}
                aria-rowindex={index + 2}
                aria-selected={isSelected(row)}
                onClick={row ? () => onSelect(row, index) : undefined}
                onDoubleClick={row && onOpen ? () => onOpen(row) : undefined}
              >
                <Cells row={row} columns={columns} />
              </tr>
            )
          })}
          {after > 0 && <Spacer height={after} span={columns.length} />}
        </tbody>
      </table>
    </div>
  )
}

function Cells<Row>({ row, columns }: { row: Row | undefined; columns: readonly Column<Row>[] }) {
  return columns.map(({ key, align, cell }) => (
    <td key={key} data-align={align}>
      {row === undefined ? <span className={classes.coming} /> : cell(row)}
    </td>
  ))
}

/** Stands for the rows that are out of sight. */
const Spacer = ({ height, span }: { height: number; span: number }) => (
  <tr style={{ height }}>
    <td colSpan={span} className={classes.spacer} />
  </tr>
)
