import { useEffect } from 'react'
import { boxShows, openBox } from './box-store.ts'
import { focusedField } from './field-memory.ts'

const onMac = /mac/i.test(navigator.userAgent)

/** Ctrl+K (Cmd+K) anywhere, and `/` outside of fields, open the box (DX-R20). */
export function useBoxKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const mod = onMac ? event.metaKey : event.ctrlKey
      const byName = mod && !event.altKey && !event.shiftKey && event.code === 'KeyK'
      const bySlash = event.key === '/' && !mod && !event.altKey && !focusedField()
      if (event.defaultPrevented || !(byName || bySlash)) return
      event.preventDefault()
      if (boxShows.get() !== 'box') openBox()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
