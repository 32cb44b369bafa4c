/** A card of a board, as far as its place goes. */
export interface Card {
  id: string
  /** What people call it. */
  title: string
}

/** A column of a board with its cards in order. */
export interface BoardColumn<C extends Card = Card> {
  key: string
  title: string
  cards: readonly C[]
}

/** Where a card is, or is wanted: a column and the place in it from 0. */
export interface CardPlace {
  column: string
  index: number
}

export function placeOf(columns: readonly BoardColumn[], id: string): CardPlace | null {
  for (const { key, cards } of columns) {
    const index = cards.findIndex((card) => card.id === id)
    if (index >= 0) return { column: key, index }
  }
  return null
}

/** The same board with one card in another place; a place past the end is the end. */
export function withCardAt<C extends Card>(
  columns: readonly BoardColumn<C>[],
  id: string,
  to: CardPlace,
): BoardColumn<C>[] {
  const card = columns.flatMap(({ cards }) => cards).find((each) => each.id === id)
  if (!card) return [...columns]
  return columns.map((column) => {
    const others = column.cards.filter((each) => each.id !== id)
    return { ...column, cards: column.key === to.column ? others.toSpliced(to.index, 0, card) : others }
  })
}

const steps: Readonly<Record<string, readonly [columns: number, cards: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Where an arrow key leads from a place; null where it leads nowhere. A lifted card may stand behind the last one. */
export function nextPlace(
  columns: readonly BoardColumn[],
  { column, index }: CardPlace,
  key: string,
  lifted: boolean,
): CardPlace | null {
  const step = steps[key]
  const at = columns.findIndex((each) => each.key === column)
  if (!step || at < 0) return null
  const target = columns[at + step[0]]
  if (!target) return null
  const room = target.cards.length + (lifted && target.key !== column ? 1 : 0)
  if (room === 0 || (step[0] === 0 && (index + step[1] < 0 || index + step[1] >= room))) return null
  return { column: target.key, index: Math.min(index + step[1], room - 1) }
}
