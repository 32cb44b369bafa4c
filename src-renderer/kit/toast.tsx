import type { ReactNode } from 'react'
import classes from './toast.module.css'

/** What stands in a notice for a while: what was done, about what or where, and below it what became of it. */
export const Toast = ({ what, about, children }: { what: string; about: ReactNode; children: ReactNode }) => (
  <div className={classes.toast}>
    <div className={classes.what}>
      <strong>{what}</strong>
      <span className={classes.about}>{about}</span>
    </div>
    {children}
  </div>
)

/** What became of it, and at the end of the line what can be done about that. */
export const ToastLine = ({ children }: { children: ReactNode }) => <div className={classes.line}>{children}</div>
