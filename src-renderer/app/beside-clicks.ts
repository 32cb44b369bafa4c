import type { MouseEvent } from 'react'
import { useTabWalk } from './tabs-context.tsx'

const middle = 1

/** The address of a link of ours that was clicked as one clicks what should open beside; null for every other click. */
function addressOf(event: MouseEvent): string | null {
  const beside = event.button === middle || (event.button === 0 && (event.ctrlKey || event.metaKey))
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  const ours = link?.origin === location.origin && link.hash.startsWith('#/')
  return beside && link && ours ? link.hash.slice(1) : null
}

/** A middle click or a click with Ctrl on a link opens it in a tab of its own. */
export function useBesideClicks(): { onClickCapture(event: MouseEvent): void; onAuxClick(event: MouseEvent): void } {
  const walk = useTabWalk()
  const open = (event: MouseEvent): void => {
    const address = addressOf(event)
    if (address === null) return
    event.preventDefault()
    event.stopPropagation()
    walk.open(address)
  }
  return { onClickCapture: open, onAuxClick: open }
}
