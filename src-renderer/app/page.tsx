import type { ReactNode } from 'react'
import { BoxButton } from '../box/box-button.tsx'
import classes from './page.module.css'
import { PersonMenu } from './person-menu.tsx'

interface PageProps {
  /** What the window is called while this screen is open. */
  name: string
  /** The title where it is more than the name. */
  title?: ReactNode
  /** The one primary action. */
  action?: ReactNode
  children: ReactNode
}

/** A screen: its title at the left, its one primary action and the person at the right, its content below. */
export function Page({ name, title = name, action, children }: PageProps) {
  return (
    <main className={classes.page}>
      <title>{`${name} · Holdfast`}</title>
      <header className={classes.bar}>
        <h1 className={classes.title}>{title}</h1>
        <BoxButton />
        {action}
        <PersonMenu />
      </header>
      <div className={classes.content}>{children}</div>
    </main>
  )
}
