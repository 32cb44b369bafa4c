import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type BoardColumn, type Card, type CardPlace, nextPlace, placeOf, withCardAt } from './board-move.ts'

/** A card in the air. */
export interface Lifted {
  id: string
  from: CardPlace
  to: CardPlace
  /** Why it cannot stand there; null where it can. */
  refusal: string | null
}

interface Parts<C extends Card> {
  columns: readonly BoardColumn<C>[]
  refuses(card: C, to: CardPlace): string | null
  onMove(card: C, to: CardPlace): void
}

/** Where the keys are on a board, and which card is in the air. */
export function useBoard<C extends Card>({ columns, refuses, onMove }: Parts<C>) {
  const board = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<string | null>(null)
  const [lifted, setLifted] = useState<Lifted | null>(null)
  const shown = lifted && lifted.refusal === null ? withCardAt(columns, lifted.id, lifted.to) : columns
  const cardOf = (id: string) => columns.flatMap(({ cards }) => cards).find((card) => card.id === id)
  const first = columns.find(({ cards }) => cards.length > 0)?.cards[0]?.id
  const current = at !== null && cardOf(at) ? at : first
  const focus = (id: string) => {
    setAt(id)
    board.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus()
  }
  // A card that goes into another column is another element there; the focus goes with it.
  const movedTo = lifted && `${lifted.to.column} ${lifted.to.index}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each move, and for nothing else
  useEffect(() => {
    if (lifted) board.current?.querySelector<HTMLElement>(`[data-card="${lifted.id}"]`)?.focus()
  }, [movedTo])
  const lift = (id: string) => {
    const from = placeOf(columns, id)
    if (from) setLifted({ id, from, to: from, refusal: null })
  }
  const carry = (to: CardPlace) => {
    const card = lifted && cardOf(lifted.id)
    if (lifted && card)
      setLifted({ ...lifted, to, refusal: to.column === lifted.from.column ? null : refuses(card, to) })
  }
  const putDown = () => {
    const card = lifted && cardOf(lifted.id)
    setLifted(null)
    if (!lifted || !card || lifted.refusal !== null) return
    const moved = lifted.to.column !== lifted.from.column || lifted.to.index !== lifted.from.index
    if (moved) onMove(card, lifted.to)
  }
  const inTheAir = ({ key }: KeyboardEvent): (() => void) | null => {
    if (!lifted) return null
    if (key === ' ' || key === 'Enter') return putDown
    if (key === 'Escape') return () => setLifted(null)
    const next = nextPlace(columns, lifted.to, key, true)
    return next && (() => carry(next))
  }
  const onTheBoard = ({ key }: KeyboardEvent, id: string): (() => void) | null => {
    if (lifted) return null
    if (key === ' ') return () => lift(id)
    const place = placeOf(columns, id)
    const next = place && nextPlace(columns, place, key, false)
    return next && (() => focus(columns.find((each) => each.key === next.column)?.cards[next.index]?.id ?? id))
  }
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const act = inTheAir(event) ?? onTheBoard(event, id)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return { board, shown, current, lifted, lift, carry, putDown, putBack: () => setLifted(null), onKeyDown, setAt }
}
