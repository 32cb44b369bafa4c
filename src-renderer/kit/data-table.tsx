import classes from './data-table.module.css'
import { HeaderCell } from './table/header-cell.tsx'
import { ChooseAll } from './table/row-checkbox.tsx'
import type { DataTableProps } from './table/table-props.ts'
import { placeOf, TableRow } from './table/table-row.tsx'
import { chooserWidth, useTable } from './table/use-table.ts'

/**
 * A list of any length: only the rows in sight exist. Arrow keys move, Enter opens, Space chooses; hairlines, no zebra.
 * Columns can be chosen, pulled and pinned (DX-R31).
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, setting, choosing, count, rowAt, keyOf, onSelect, onOpen, sorting } = props
  const { id, ref, placed, width, items, isOpen, openIndex, choice, onKeyDown, before, after } = useTable(props)
  const span = placed.length + (choosing ? 1 : 0)
  return (
    <div className={classes.scroller} ref={ref}>
      <table
        className={classes.table}
        style={{ width }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table in which rows are chosen by key is a grid
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={span}
        aria-multiselectable={choosing ? true : undefined}
        aria-activedescendant={openIndex === undefined ? undefined : `${id}-${openIndex}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {choosing && <col style={{ width: chooserWidth }} />}
          {placed.map((each) => (
            <col key={each.column.key} style={{ width: width === undefined ? each.column.width : each.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {choosing && <ChooseAll choosing={choosing} count={count} onTakeAll={choice.takeAll} />}
            {placed.map((each) => (
              <HeaderCell
                key={each.column.key}
                column={each.column}
                sorting={sorting}
                place={placeOf(each)}
                width={each.width}
                onResize={setting && ((wanted) => setting.resize(each.column.key, wanted))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Spacer height={before} span={span} />}
          {items.map(({ index }) => {
            const row = rowAt(index)
            return (
              <TableRow
                key={index}
                id={`${id}-${index}`}
                index={index}
                row={row}
                placed={placed}
                isOpen={isOpen(row)}
                isChosen={row !== undefined && choosing?.selection.rows.has(keyOf(row)) === true}
                choosing={choosing}
                onToggle={() => choice.toggle(index)}
                onPress={(event, pressed) => choice.pressed(event, index) || onSelect(pressed, index)}
                onOpen={onOpen}
              />
            )
          })}
          {after > 0 && <Spacer height={after} span={span} />}
        </tbody>
      </table>
    </div>
  )
}

/** Stands for the rows that are out of sight. */
const Spacer = ({ height, span }: { height: number; span: number }) => (
  <tr style={{ height }}>
    <td colSpan={span} className={classes.spacer} />
  </tr>
)
