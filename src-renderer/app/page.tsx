import { type ReactNode, useEffect, useRef } from 'react'
import classes from './page.module.css'
import { useTabWalk } from './tabs-context.tsx'
import { useShortcut } from './use-shortcut.ts'

interface PageProps {
  /** What the window is called while this screen is open. */
  name: string
  /** The title where it is more than the name. */
  title?: ReactNode
  /** The one primary action. */
  action?: ReactNode
  children: ReactNode
}

/** A screen: its title at the left, its one primary action at the right, its content below. */
export function Page({ name, title = name, action, children }: PageProps) {
  const walk = useTabWalk()
  const actions = useRef<HTMLDivElement>(null)
  useEffect(() => walk.name(name), [walk, name])
  useShortcut('new', action ? () => actions.current?.querySelector('button')?.click() : null)
  return (
    <main className={classes.page} tabIndex={-1}>
      <title>{`${name} · Holdfast`}</title>
      <header className={classes.bar}>
        <h1 className={classes.title}>{title}</h1>
        {action && <div ref={actions}>{action}</div>}
      </header>
      <div className={classes.content}>{children}</div>
    </main>
  )
}
