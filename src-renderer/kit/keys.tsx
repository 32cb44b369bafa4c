import { Kbd } from '@mantine/core'
import classes from './keys.module.css'

const mac = /mac/i.test(navigator.userAgent)

/** How this machine writes a key. */
const written: Record<string, string> = { mod: mac ? '⌘' : 'Ctrl', enter: '⏎', space: 'Space', escape: 'Esc' }

/** A key that does the same as the button it stands on; said to nobody, since `aria-keyshortcuts` says it. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys} aria-hidden="true">
      {keys.split('+').map((key) => (
        <Kbd key={key}>{written[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</Kbd>
      ))}
    </span>
  )
}
