import { type KeyboardEvent, useEffect, useRef } from 'react'

interface RowKeys {
  count: number
  /** The selected row, where it is in sight. */
  selectedIndex: number | undefined
  /** Rows in a page. */
  page(): number
  go(index: number): void
  open(index: number): void
  /** Keys that mean something else here; true where it was one. */
  before?(event: KeyboardEvent, at: number, go: (index: number) => void): boolean
}

/** Arrow keys, J and K, Home, End and pages move through a list; Enter opens. */
export function useRowKeys({ count, selectedIndex, page, go, open, before }: RowKeys): (event: KeyboardEvent) => void {
  /** Where the keys are; null before the first of them, when nothing is selected either. */
  const active = useRef<number | null>(null)
  useEffect(() => {
    if (selectedIndex !== undefined) active.current = selectedIndex
  }, [selectedIndex])
  const at = () => active.current ?? -1
  const moves: Record<string, () => number> = {
    ArrowDown: () => at() + 1,
    KeyJ: () => at() + 1,
    ArrowUp: () => at() - 1,
    KeyK: () => at() - 1,
    Home: () => 0,
    End: () => count - 1,
    PageDown: () => at() + page(),
    PageUp: () => at() - page(),
  }
  const goTo = (index: number) => {
    active.current = index
    go(index)
  }
  return (event) => {
    if (before?.(event, at(), goTo)) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    // By place on the keyboard, so that J is J while an input method composes.
    const move = moves[event.code]
    if (move) goTo(Math.max(0, Math.min(count - 1, move())))
    else if (event.code === 'Enter') open(at())
    else return
    event.preventDefault()
  }
}
