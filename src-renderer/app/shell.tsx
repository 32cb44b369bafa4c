import { Outlet } from '@tanstack/react-router'
import { useUndoKeys } from '../modules/desk/use-undo.tsx'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'

/** The frame that stays: places at the left, the screen beside them. */
export function Shell() {
  useUndoKeys()
  return (
    <div className={classes.shell}>
      <Rail />
      <Outlet />
    </div>
  )
}
