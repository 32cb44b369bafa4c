import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef } from 'react'
import { useLooks } from '../../theme/looks.ts'
import { asDrawn, placedColumns } from './column-layout.ts'
import type { DataTableProps } from './table-props.ts'
import { useRowChoice } from './use-row-choice.ts'
import { useRowKeys } from './use-row-keys.ts'

const rowHeights = { comfortable: 36, compact: 28, touch: 48 } as const
/** What stands before the first column where rows can be chosen (px). */
export const chooserWidth = 44

/** The rows of a list that are in sight, the place of its columns, and what its keys do. */
export function useTable<Row>(props: DataTableProps<Row>) {
  const { setting, choosing, count, rowAt, keyOf, selected, onSelect, onOpen, onVisible } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width: available } = useElementSize()
  const lead = choosing ? chooserWidth : 0
  const { placed, width } = placedColumns(props.columns, setting?.choice ?? asDrawn, available, lead)
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
  const isOpen = (row: Row | undefined) => row !== undefined && keyOf(row) === selected
  const openIndex = items.find(({ index }) => isOpen(rowAt(index)))?.index
  const choice = useRowChoice({ choosing, count, rowAt, keyOf })
  const onKeyDown = useRowKeys({
    count,
    selectedIndex: openIndex,
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
    before: choice.typed,
  })
  return {
    id,
    ref: useMergedRef(scroller, sized),
    placed,
    /** Undefined until the list has been measured. */
    width: available > 0 ? width : undefined,
    items,
    isOpen,
    openIndex,
    choice,
    onKeyDown,
    before: items[0]?.start ?? 0,
    after: rows.getTotalSize() - (items[items.length - 1]?.end ?? 0),
  }
}
