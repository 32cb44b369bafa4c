import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { CellIndex, Place } from './geometry.ts'
import { findTyped, type MapCell } from './map-cell.ts'

interface MapKeys {
  cells: readonly MapCell[]
  index: CellIndex
  current: MapCell | undefined
  rows: number
  columns: number
  onMove(cell: MapCell, block: boolean): void
  onToggle(cell: MapCell): void
  onClear(): void
  onOpen(): void
  onZoom(by: 1 | -1 | 'fit'): void
}

/** What was typed is one number as long as the keys follow each other this closely (ms). */
const typingPause = 1200

const steps: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/** The letter or digit of a key, also while an input method composes Hangul. */
function typedLetter({ key, code }: KeyboardEvent): string | null {
  if (/^[\p{L}\p{N}]$/u.test(key) && key.charCodeAt(0) < 0x1100) return key
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? null
}

/** Arrows move, Shift+arrows take a block, Space selects, Enter opens, a typed number is jumped to. */
export function useMapKeys(keys: MapKeys): { onKeyDown(event: KeyboardEvent): void; typed: string } {
  const { cells, index, current, rows, columns } = keys
  const [typed, setTyped] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  /** The next cell in a direction; empty places are stepped over. */
  const beyond = ({ row, column }: Place): MapCell | undefined => {
    if (!current) return cells[0]
    let place = { row: current.row + row, column: current.column + column }
    while (place.row >= 1 && place.row <= rows && place.column >= 1 && place.column <= columns) {
      const cell = index.at(place)
      if (cell) return cell
      place = { row: place.row + row, column: place.column + column }
    }
    return undefined
  }

  const type = (letter: string) => {
    const next = typed + letter
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setTyped(''), typingPause)
    setTyped(next)
    const hit = findTyped(cells, next)
    if (hit) keys.onMove(hit, false)
  }

  const named: Record<string, () => void> = {
    ' ': () => current && keys.onToggle(current),
    Enter: keys.onOpen,
    Escape() {
      setTyped('')
      keys.onClear()
    },
    '+': () => keys.onZoom(1),
    '=': () => keys.onZoom(1),
    '-': () => keys.onZoom(-1),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    const letter = typedLetter(event)
    if (step) {
      const cell = beyond(step)
      if (cell) keys.onMove(cell, event.shiftKey)
    } else if (named[event.key]) named[event.key]?.()
    else if (letter) type(letter)
    else return
    event.preventDefault()
  }
  return { onKeyDown, typed }
}
