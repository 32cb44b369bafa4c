import { useCallback, useMemo, useState } from 'react'

/** A row as it is chosen: by its key, with what people call it, so that it can be named when it is out of sight. */
export interface ChosenRow {
  key: string
  label: string
}

/** As many rows can be chosen at once (DX-R31). */
export const mostChosen = 5000

/** The rows that are chosen. They stay chosen whatever the list is filtered or sorted by. */
export interface Selection {
  rows: ReadonlyMap<string, string>
  /** Whether a choice had to stop at `mostChosen`. */
  full: boolean
  toggle(row: ChosenRow): void
  add(rows: readonly ChosenRow[]): void
  keepOnly(keys: readonly string[]): void
  clear(): void
}

interface State {
  rows: ReadonlyMap<string, string>
  full: boolean
}
const none: State = { rows: new Map(), full: false }

function added(before: ReadonlyMap<string, string>, more: readonly ChosenRow[]): State {
  const rows = new Map(before)
  for (const { key, label } of more) {
    if (rows.size >= mostChosen && !rows.has(key)) return { rows, full: true }
    rows.set(key, label)
  }
  return { rows, full: false }
}

export function useSelection(): Selection {
  const [{ rows, full }, setState] = useState(none)
  const toggle = useCallback((row: ChosenRow) => {
    setState((before) => {
      if (!before.rows.has(row.key)) return added(before.rows, [row])
      return { rows: new Map([...before.rows].filter(([key]) => key !== row.key)), full: false }
    })
  }, [])
  const add = useCallback((more: readonly ChosenRow[]) => setState((before) => added(before.rows, more)), [])
  const keepOnly = useCallback((keys: readonly string[]) => {
    const kept = new Set(keys)
    setState((before) => ({ rows: new Map([...before.rows].filter(([key]) => kept.has(key))), full: false }))
  }, [])
  const clear = useCallback(() => setState(none), [])
  return useMemo(() => ({ rows, full, toggle, add, keepOnly, clear }), [rows, full, toggle, add, keepOnly, clear])
}
