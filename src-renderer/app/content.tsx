import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { ScrollMemory } from './scroll-memory.ts'
import classes from './shell.module.css'
import { useTabWalk } from './tabs-context.tsx'

/** The screen itself: scrolled as it was left, and never without focus. */
export function Content() {
  const { history } = useRouter()
  const walk = useTabWalk()
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = content.current
    if (!place) return
    const placeOf = () => `${walk.tabs.get().active} ${history.location.href}`
    const memory = new ScrollMemory(place, placeOf())
    place.addEventListener('scroll', memory.onScroll, { capture: true, passive: true })
    const stop = history.subscribe(({ action }) => {
      memory.went(placeOf(), action.type === 'REPLACE')
      requestAnimationFrame(() => keepFocus(place))
    })
    return () => {
      stop()
      place.removeEventListener('scroll', memory.onScroll, { capture: true })
    }
  }, [history, walk])
  return (
    <div ref={content} className={classes.content}>
      <Outlet />
    </div>
  )
}

/** What had the focus is gone with its screen: the next one has it, so that the keyboard goes on from its top. */
function keepFocus(place: HTMLElement): void {
  if (document.activeElement && document.activeElement !== document.body) return
  place.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
}
