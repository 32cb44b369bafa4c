import { expect, test } from 'vitest'
import { type BoardColumn, nextPlace, placeOf, withCardAt } from '../../../src-renderer/kit/board/board-move.ts'

/** DX-R37: a card goes where the keys say, and nowhere else. */
const card = (id: string) => ({ id, title: id })
const columns = [
  { key: 'todo', title: 'To do', cards: [card('a'), card('b')] },
  { key: 'doing', title: 'Doing', cards: [] },
  { key: 'done', title: 'Done', cards: [card('c')] },
]
const ids = (board: readonly BoardColumn[]) => board.map(({ cards }) => cards.map(({ id }) => id).join(''))

test('[DX-R37] a card taken to another place is there once, and the others keep their order', () => {
  expect(ids(withCardAt(columns, 'a', { column: 'done', index: 1 }))).toEqual(['b', '', 'ca'])
  expect(ids(withCardAt(columns, 'a', { column: 'todo', index: 1 }))).toEqual(['ba', '', 'c'])
  expect(ids(withCardAt(columns, 'a', { column: 'doing', index: 9 }))).toEqual(['b', 'a', 'c'])
  expect(placeOf(columns, 'c')).toEqual({ column: 'done', index: 0 })
})

test('[DX-R37] an empty column can be carried into, but not walked into', () => {
  const from = { column: 'todo', index: 1 }
  expect(nextPlace(columns, from, 'ArrowRight', true)).toEqual({ column: 'doing', index: 0 })
  expect(nextPlace(columns, from, 'ArrowRight', false)).toBeNull()
})

test('[DX-R37] arrows end at the edges of the board', () => {
  expect(nextPlace(columns, { column: 'todo', index: 0 }, 'ArrowUp', true)).toBeNull()
  expect(nextPlace(columns, { column: 'todo', index: 1 }, 'ArrowDown', true)).toBeNull()
  expect(nextPlace(columns, { column: 'todo', index: 0 }, 'ArrowLeft', true)).toBeNull()
  expect(nextPlace(columns, { column: 'done', index: 0 }, 'ArrowRight', true)).toBeNull()
  expect(nextPlace(columns, { column: 'todo', index: 0 }, 'ArrowDown', false)).toEqual({ column: 'todo', index: 1 })
})
