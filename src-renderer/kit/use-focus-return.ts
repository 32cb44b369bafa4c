import { useEffect, useRef } from 'react'

/**
 * When something that held the focus goes away, the focus goes where the person was or goes on, never to nowhere.
 * `find` is asked after the closing; a focus that stands somewhere by then is left alone.
 */
export function useFocusReturn(open: boolean, find: () => HTMLElement | null | undefined): void {
  const was = useRef(open)
  useEffect(() => {
    if (was.current && !open && document.activeElement === document.body) find()?.focus()
    was.current = open
  })
}
