import type { ReactNode } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'
import classes from './panel.module.css'

/** A part of a screen under its own name, which stops alone if it stops (DX-R34). */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.panel} aria-label={title}>
      <header className={classes.head}>
        <h2>{title}</h2>
        {aside}
      </header>
      <div className={classes.body}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </div>
    </section>
  )
}
