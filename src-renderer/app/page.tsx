import type { ReactNode } from 'react'
import classes from './page.module.css'
import { PersonMenu } from './person-menu.tsx'

/** A screen: its title at the left, its one primary action and the person at the right, its content below. */
export function Page({ title, action, children }: { title: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <header className={classes.bar}>
        <h1 className={classes.title}>{title}</h1>
        {action}
        <PersonMenu />
      </header>
      <div className={classes.content}>{children}</div>
    </main>
  )
}
