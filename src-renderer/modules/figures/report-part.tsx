import { type ReactNode, useId } from 'react'
import classes from './report-part.module.css'

/** A part of a report under its own heading. */
export function ReportPart({ title, line, children }: { title: string; line?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      {line && <p className={classes.line}>{line}</p>}
      {children}
    </section>
  )
}

/** Parts that are read beside each other where there is room. */
export const ReportParts = ({ children }: { children: ReactNode }) => <div className={classes.parts}>{children}</div>
