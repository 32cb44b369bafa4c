import { IconPlant2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './entrance.module.css'

/** What stands before the screens: one card in the middle, and below it what concerns the looks. */
export function Entrance({
  title,
  line,
  below,
  children,
}: {
  title: string
  line: string
  below?: ReactNode
  children: ReactNode
}) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <span className={classes.logo} aria-hidden="true">
          <IconPlant2 size={24} stroke={1.5} />
        </span>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.line}>{line}</p>
        {children}
      </div>
      {below && <div className={classes.below}>{below}</div>}
    </main>
  )
}
