import { useLayoutEffect, useState } from 'react'
import type { Block, Span } from './block.ts'

/** What can be done with the blocks of a grid. */
export interface GridHandlers {
  onLift(block: Block): void
  onDrop(): void
  onDropped(): void
  onResize(block: Block, to: Span): void
  onOpen(block: Block): void
}

/** The same handlers at every drawing, which do what the newest do: a full week is too large to be drawn for them. */
export function useSteady(handlers: GridHandlers): GridHandlers {
  const [kept] = useState(() => ({ newest: handlers }))
  useLayoutEffect(() => {
    kept.newest = handlers
  })
  const [steady] = useState<GridHandlers>(() => ({
    onLift: (block) => kept.newest.onLift(block),
    onDrop: () => kept.newest.onDrop(),
    onDropped: () => kept.newest.onDropped(),
    onResize: (block, to) => kept.newest.onResize(block, to),
    onOpen: (block) => kept.newest.onOpen(block),
  }))
  return steady
}
