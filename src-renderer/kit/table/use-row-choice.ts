import { type KeyboardEvent, type MouseEvent, useRef } from 'react'
import { type ChosenRow, mostChosen, type Selection } from './use-selection.ts'

/** How a list lets its rows be chosen. */
export interface Choosing<Row> {
  selection: Selection
  /** What people call a row. */
  labelOf(row: Row): string
  /** The rows of a stretch of the list, in its order, also those that are not on this page yet. */
  rowsBetween(first: number, last: number): Promise<readonly ChosenRow[]> | readonly ChosenRow[]
}

interface Parts<Row> {
  choosing: Choosing<Row> | undefined
  count: number
  rowAt(index: number): Row | undefined
  keyOf(row: Row): string
}

/**
 * Choosing rows as lists everywhere do (DX-R31): Space and Ctrl+click take one, Shift+click and Shift+arrows take all up
 * to there, Ctrl+A takes all that match, Escape lets go.
 */
export function useRowChoice<Row>({ choosing, count, rowAt, keyOf }: Parts<Row>) {
  /** Where a stretch begins. */
  const anchor = useRef(0)
  const take = async (first: number, last: number) => {
    const [from, to] = first <= last ? [first, last] : [last, first]
    const rows = await choosing?.rowsBetween(from, Math.min(to, from + mostChosen))
    if (rows) choosing?.selection.add(rows)
  }
  const toggle = (index: number) => {
    const row = rowAt(index)
    if (row === undefined || !choosing) return
    anchor.current = index
    choosing.selection.toggle({ key: keyOf(row), label: choosing.labelOf(row) })
  }
  return {
    toggle,
    takeAll: () => void take(0, count - 1),
    /** Whether the press was about choosing; else it opens the row. */
    pressed(event: MouseEvent, index: number): boolean {
      if (!choosing) return false
      if (event.shiftKey) void take(anchor.current, index)
      else if (event.ctrlKey || event.metaKey) toggle(index)
      else {
        anchor.current = index
        return false
      }
      return true
    },
    /** Whether the key was about choosing. `at` is the row where the keys are, `go` moves them. */
    typed(event: KeyboardEvent, at: number, go: (index: number) => void): boolean {
      if (!choosing || event.target !== event.currentTarget || event.altKey) return false
      const step = event.shiftKey ? steps[event.code] : undefined
      const withCtrl = event.ctrlKey || event.metaKey
      if (step) {
        const next = Math.max(0, Math.min(count - 1, at + step))
        void take(Math.max(0, at), next)
        go(next)
      } else if (event.code === 'Space' && !withCtrl) toggle(Math.max(0, at))
      else if (event.code === 'KeyA' && withCtrl) void take(0, count - 1)
      else if (event.code === 'Escape' && choosing.selection.rows.size > 0) choosing.selection.clear()
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}

/** With Shift, where the keys go and what they take on the way. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
