import type { MouseEvent } from 'react'
import classes from '../data-table.module.css'
import type { Placed } from './column-layout.ts'
import { ChooseRow } from './row-checkbox.tsx'
import type { Column } from './table-props.ts'
import type { Choosing } from './use-row-choice.ts'

interface Props<Row> {
  id: string
  index: number
  /** Undefined while it is on its way. */
  row: Row | undefined
  placed: readonly Placed<Column<Row>>[]
  isOpen: boolean
  isChosen: boolean
  choosing: Choosing<Row> | undefined
  onToggle(): void
  onPress(event: MouseEvent, row: Row): void
  onOpen: ((row: Row) => void) | undefined
}

/** One row: open beside the list, or chosen for a common act, or both. */
export function TableRow<Row>(props: Props<Row>) {
  const { id, index, row, placed, isOpen, isChosen, choosing, onToggle, onPress, onOpen } = props
  return (
    <tr
      id={id}
      className={classes.row}
      data-at={isOpen || undefined}
      aria-rowindex={index + 2}
      aria-selected={choosing ? isChosen : isOpen}
      aria-current={choosing && isOpen ? true : undefined}
      onClick={row === undefined ? undefined : (event) => onPress(event, row)}
      onDoubleClick={row === undefined || !onOpen ? undefined : () => onOpen(row)}
    >
      {choosing && (
        <ChooseRow label={row === undefined ? '' : choosing.labelOf(row)} checked={isChosen} onToggle={onToggle} />
      )}
      {placed.map((each) => (
        <td key={each.column.key} data-align={each.column.align} {...placeOf(each)}>
          {row === undefined ? <span className={classes.coming} /> : each.column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** A pinned column stays where it is while the others go by. */
export const placeOf = ({ start }: { start: number | null }) =>
  start === null ? {} : { style: { insetInlineStart: start }, 'data-pinned': true as const }
