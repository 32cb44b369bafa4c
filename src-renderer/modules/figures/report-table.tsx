import type { ReactNode } from 'react'
import classes from './report-table.module.css'

/** A column of a report; numbers stand at its end. */
export interface ReportColumn<Row> {
  key: string
  title: string
  /** What a row has there. */
  cell(row: Row): ReactNode
  number?: boolean
  /** What of the width it takes, where that matters. */
  width?: string
}

interface ReportTableProps<Row> {
  label: string
  columns: readonly ReportColumn<Row>[]
  rows: readonly Row[]
  keyOf(row: Row): string
}

/** A short table that is read whole; the first column names the row. */
export function ReportTable<Row>({ label, columns, rows, keyOf }: ReportTableProps<Row>) {
  const [first, ...others] = columns
  return (
    <div className={classes.scroller}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, title, number, width }) => (
              <th key={key} scope="col" data-number={number} style={width === undefined ? undefined : { width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{first?.cell(row)}</th>
              {others.map(({ key, number, cell }) => (
                <td key={key} data-number={number}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The numbers of a picture, for whoever would rather read them; shut until it is asked for. */
export const TableBehind = <Row,>({ summary, ...table }: ReportTableProps<Row> & { summary: string }) => (
  <details className={classes.behind}>
    <summary>{summary}</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key */}
    <section className={classes.inside} aria-label={`${table.label} · ${summary}`} tabIndex={0}>
      <ReportTable {...table} />
    </section>
  </details>
)
