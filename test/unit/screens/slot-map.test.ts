import { describe, expect, test } from 'vitest'
import { CellIndex, cellAt, gridOf, placeAt, stepZoom, zoomToFit } from '../../../src-renderer/kit/slot-map/geometry.ts'
import { labelsThatFit } from '../../../src-renderer/kit/slot-map/labels.ts'
import { findTyped, type MapCell } from '../../../src-renderer/kit/slot-map/map-cell.ts'
import { planOf, sharedBeginning } from '../../../src-renderer/modules/plant-slots/board-cells.ts'

const cell = (row: number, column: number, number = `GH1-0${row}-0${column}`): MapCell => ({
  ...{ id: number, number, short: number.slice(4), row, column, status: 'available', flagged: false, promised: null },
  ...{ certainty: 'confirmed', holder: '', dim: false },
})
const unpromised = { offeredUntil: null, leasedUntil: null, leasedTo: null, leasedHere: false }
const cells = [1, 2, 3].flatMap((row) => [1, 2, 3, 4].map((column) => cell(row, column)))

describe('where things are on the map', () => {
  test('a click in a cell finds that cell, a click between cells finds none', () => {
    const grid = gridOf(3, 4, 40, true)
    for (const { row, column } of cells) {
      const { x, y } = cellAt(grid, { row, column })
      expect(placeAt(grid, x + 1, y + 1)).toEqual({ row, column })
      expect(placeAt(grid, x + 40, y + 40)).toEqual({ row, column })
      expect(placeAt(grid, x + 42, y + 1)).toBeNull()
    }
    expect(placeAt(grid, 0, 0)).toBeNull()
  })

  test('the whole of a map of 10,000 is in sight on a small screen', () => {
    const zoom = zoomToFit(100, 100, 768, 740, true)
    const grid = gridOf(100, 100, zoom, true)
    expect(grid.width).toBeLessThanOrEqual(768)
    expect(grid.height).toBeLessThanOrEqual(740)
  })

  test('zooming in and out again leads back, and stops at both ends', () => {
    expect(stepZoom(stepZoom(40, 1), -1)).toBe(40)
    expect(stepZoom(96, 1)).toBe(96)
    expect(stepZoom(5, -1)).toBe(5)
  })

  test('a block between two corners holds all cells between them, whichever corner is first', () => {
    const index = new CellIndex(cells, 3, 4)
    const numbers = ['GH1-02-02', 'GH1-02-03', 'GH1-03-02', 'GH1-03-03']
    expect(index.block({ row: 2, column: 2 }, { row: 3, column: 3 }).map(({ number }) => number)).toEqual(numbers)
    expect(index.block({ row: 3, column: 3 }, { row: 2, column: 2 }).map(({ number }) => number)).toEqual(numbers)
  })
})

describe('typing a number', () => {
  test.each([
    ['GH10302', 'GH1-03-02'],
    ['gh1-03-02', 'GH1-03-02'],
    ['0204', 'GH1-02-04'],
    ['gh1', 'GH1-01-01'],
  ])('%s goes to %s', (typed, number) => {
    expect(findTyped(cells, typed)?.number).toBe(number)
  })
  test('what is no number of this map goes nowhere', () => {
    expect(findTyped(cells, '99')).toBeUndefined()
    expect(findTyped(cells, '-')).toBeUndefined()
  })
})

describe('labels', () => {
  const widthOf = (text: string) => text.length * 6
  test('all cells of a map are labelled alike: the fullest that fits the widest number', () => {
    expect(labelsThatFit(cells, 34, widthOf)).toBe('last')
    expect(labelsThatFit(cells, 44, widthOf)).toBe('number')
    expect(labelsThatFit(cells, 80, widthOf)).toBe('named')
    expect(labelsThatFit(cells, 16, widthOf)).toBe('none')
  })
})

describe('a location as a map', () => {
  test('numbers are shortened by what they all begin with', () => {
    expect(sharedBeginning(['GH1-01-01', 'GH1-01-02', 'GH1-02-01'])).toBe('GH1-')
    expect(sharedBeginning(['A1', 'A2'])).toBe('')
    expect(sharedBeginning(['FN-1'])).toBe('FN-')
    expect(sharedBeginning([])).toBe('')
  })

  test('slots without a place stand in rows, in the order of the list', () => {
    const slots = Array.from({ length: 21 }, (_, n) => ({
      ...{ id: `${n}`, number: `FN-${n + 1}`, row: null, column: null, level: null, status: 'available' as const },
      ...{
        memberId: null,
        membershipId: null,
        label: null,
        maintenanceRequired: false,
        holder: null,
        cleaningDue: false,
        ...unpromised,
      },
    }))
    const plan = planOf(slots, null, { '3': 'held' }, () => true)
    expect(plan).toMatchObject({ rows: 2, columns: 20, named: false })
    expect(plan.cells[20]).toMatchObject({ row: 2, column: 1, short: '21' })
    expect(plan.cells[3]?.certainty).toBe('held')
  })
})
