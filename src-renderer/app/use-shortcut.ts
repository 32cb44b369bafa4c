import { useEffect, useRef, useSyncExternalStore } from 'react'
import { shortcutBoard } from './shortcut-board.ts'
import type { ShortcutId } from './shortcuts.ts'

/** While this part is on the screen, the key does this; `null` leaves it to the parts around. */
export function useShortcut(id: ShortcutId, act: (() => void) | null): void {
  const newest = useRef(act)
  useEffect(() => {
    newest.current = act
  })
  const acts = act !== null
  useEffect(() => (acts ? shortcutBoard.bind(id, () => newest.current?.()) : undefined), [id, acts])
}

/** Keys that do something now. */
export const useBoundShortcuts = (): ReadonlySet<ShortcutId> =>
  useSyncExternalStore(shortcutBoard.bound.subscribe, shortcutBoard.bound.get)
