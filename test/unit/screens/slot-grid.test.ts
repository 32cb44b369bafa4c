import { expect, test } from 'vitest'
import {
  batchesOf,
  codeOf,
  endsOf,
  prefixOf,
  type SlotGrid,
  slotsOf,
} from '../../../src-renderer/modules/plant-slots/slot-grid.ts'

/** What a first organisation makes without having read anything: numbers and codes must come out right by themselves. */
const grid = (change: Partial<SlotGrid> = {}): SlotGrid => ({
  prefix: 'GH1',
  rows: 2,
  columns: 3,
  levels: 2,
  ...change,
})

test('[PS-R50] every slot of a block has its own number and its own place', () => {
  const slots = slotsOf(grid())
  expect(slots.map(({ slotNumber }) => slotNumber)).toEqual([
    ...['GH1-01-01', 'GH1-01-02', 'GH1-01-03', 'GH1-02-01', 'GH1-02-02', 'GH1-02-03'],
    ...['GH1B-01-01', 'GH1B-01-02', 'GH1B-01-03', 'GH1B-02-01', 'GH1B-02-02', 'GH1B-02-03'],
  ])
  expect(new Set(slots.map(({ level, row, column }) => `${level}/${row}/${column}`)).size).toBe(12)
  expect(endsOf(grid())).toEqual(['GH1-01-01', 'GH1B-02-03'])
})

test('[PS-R50] a further block begins behind the rows that stand there', () => {
  expect(slotsOf(grid({ rows: 1, levels: 1 }), 7).map(({ slotNumber, row }) => [slotNumber, row])).toEqual([
    ['GH1-07-01', 7],
    ['GH1-07-02', 7],
    ['GH1-07-03', 7],
  ])
})

test('[PS-R50] no command makes more than five hundred', () => {
  const batches = batchesOf(slotsOf(grid({ rows: 30, columns: 20, levels: 2 })))
  expect(batches.map(({ length }) => length)).toEqual([500, 500, 200])
})

test.each([
  ['Greenhouse 1', 'G1'],
  ['Sera', 'SER'],
  ['North field', 'NF'],
  ['온실', '온실'],
  ['', ''],
])('numbers of “%s” begin with “%s”', (name, prefix) => expect(prefixOf(name)).toBe(prefix))

test.each([
  ['Greenhouse 1', [], 'greenhouse-1'],
  ['Sera İçi', [], 'sera-ici'],
  ['온실 1', [], '1'],
  ['온실', [], 'place'],
  ['Sera', ['sera', 'sera-2'], 'sera-3'],
])('the code of “%s” beside %j is %s', (name, taken, code) => {
  expect(codeOf(name, new Set(taken))).toBe(code)
  expect(codeOf(name, new Set(taken))).toMatch(/^[a-z0-9][a-z0-9-]{0,39}$/)
})
