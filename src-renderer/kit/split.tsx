import type { ReactNode } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'
import classes from './split.module.css'

/** A list and what is open of it, side by side: the detail is never a window over the list. */
export function Split({ children, detail, label }: { children: ReactNode; detail: ReactNode; label: string }) {
  return (
    <div className={classes.split} data-open={detail !== null}>
      <div className={classes.list}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </div>
      {detail !== null && (
        <aside className={classes.detail} aria-label={label}>
          <ErrorBoundary>{detail}</ErrorBoundary>
        </aside>
      )}
    </div>
  )
}
