import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asDrawn, leastWidth, placedColumns, shownColumns } from '../../../src-renderer/kit/table/column-layout.ts'

const columns = [
  { key: 'name' },
  { key: 'code', width: '104px', optional: true },
  { key: 'plan', width: '20%' },
  { key: 'until', width: '132px' },
]
const keys = (shown: readonly { key: string }[]) => shown.map(({ key }) => key)

test('[DX-R31] optional columns leave a narrow list, unless somebody pinned them', () => {
  expect(keys(shownColumns(columns, asDrawn, 700))).toEqual(['name', 'plan', 'until'])
  expect(keys(shownColumns(columns, { ...asDrawn, pinned: ['code'] }, 700))).toEqual(['code', 'name', 'plan', 'until'])
})

test('[DX-R31] what is hidden is gone, what is pinned stands first and stays', () => {
  const { placed } = placedColumns(columns, { ...asDrawn, hidden: ['plan'], pinned: ['until'] }, 1000, 40)
  expect(keys(placed.map(({ column }) => column))).toEqual(['until', 'name', 'code'])
  expect(placed.map(({ start }) => start)).toEqual([40, null, null])
})

test('[DX-R31] columns without a width share what is left, to the last pixel', () => {
  const { placed, width } = placedColumns(columns, asDrawn, 1000)
  expect(width).toBe(1000)
  expect(placed.map((each) => each.width)).toEqual([1000 - 104 - 200 - 132, 104, 200, 132])
})

test('a list whose columns ask for more than there is scrolls sideways', () => {
  expect(placedColumns(columns, { ...asDrawn, widths: { plan: 900 } }, 1000).width).toBeGreaterThan(1000)
})

test('pinned columns leave room for the others on a small screen', () => {
  const { placed } = placedColumns(columns, { ...asDrawn, pinned: ['name', 'until'] }, 300)
  expect(placed.filter(({ start }) => start !== null).length).toBeLessThan(2)
})

test('whatever is chosen, the list is as wide as its columns and no narrower than its place', () => {
  const choice = fc.record({
    hidden: fc.subarray(['code', 'plan', 'until']),
    pinned: fc.subarray(keys(columns)),
    widths: fc.dictionary(fc.constantFrom(...keys(columns)), fc.integer({ min: -50, max: 3000 })),
  })
  fc.assert(
    fc.property(choice, fc.integer({ min: 1, max: 3000 }), (chosen, available) => {
      const { placed, width } = placedColumns(columns, chosen, available, 40)
      expect(40 + placed.reduce((sum, each) => sum + each.width, 0)).toBe(width)
      expect(width).toBeGreaterThanOrEqual(available)
      for (const each of placed) expect(each.width).toBeGreaterThanOrEqual(leastWidth)
    }),
  )
})
