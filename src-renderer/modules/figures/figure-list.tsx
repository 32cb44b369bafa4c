import type { ReactNode } from 'react'
import classes from './figure-list.module.css'

/** One figure of a report: what it is called, what it is, and of how many. */
export interface ReportFigure {
  name: string
  value: string
  /** Of how many, or over what. */
  line?: ReactNode
}

/** The figures that matter most, side by side. */
export const FigureList = ({ figures }: { figures: readonly ReportFigure[] }) => (
  <dl className={classes.figures}>
    {figures.map(({ name, value, line }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd className={classes.value}>{value}</dd>
        {line && <dd className={classes.line}>{line}</dd>}
      </div>
    ))}
  </dl>
)
