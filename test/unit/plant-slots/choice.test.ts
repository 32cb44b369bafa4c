import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chooseInLocation,
  chooseSlots,
  largestRun,
  locationOrder,
  runsOf,
  sharesOf,
} from '../../../src-shared/modules/plant-slots/choice-rules.ts'
import type { PlacedSlot } from '../../../src-shared/modules/plant-slots/slot-place.ts'

const at = (column: number | null, more: Partial<PlacedSlot> = {}): PlacedSlot => ({
  id: `id-${more.locationId ?? 'a'}-${more.level ?? 1}-${more.row ?? 1}-${column}`,
  number: `N${column}`,
  numberKey: `n${column}`,
  locationId: 'a',
  leaseId: null,
  row: column === null ? null : 1,
  column,
  level: column === null ? null : 1,
  ...more,
})
const columns = (slots: readonly PlacedSlot[]) => slots.map(({ column }) => column)
const free = [1, 2, 4, 5, 6, 8].map((column) => at(column))

describe('[PS-R7] the choice inside a location', () => {
  it('[PS-A8] takes the shortest run that is long enough', () => {
    expect(columns(chooseInLocation(free, 2))).toEqual([1, 2])
    expect(columns(chooseInLocation(free, 3))).toEqual([4, 5, 6])
    expect(columns(chooseInLocation(free, 1))).toEqual([8])
  })

  it('takes the lowest columns of a run that is longer than needed', () => {
    expect(
      columns(
        chooseInLocation(
          [5, 6, 7].map((column) => at(column)),
          2,
        ),
      ),
    ).toEqual([5, 6])
  })

  it('of equally long runs takes the lowest level, then row, then column', () => {
    const rows = [at(3), at(4), at(1, { row: 2 }), at(2, { row: 2 }), at(1, { level: 2 }), at(2, { level: 2 })]
    expect(chooseInLocation(rows, 2)).toEqual([rows[0], rows[1]])
    expect(chooseInLocation(rows.slice(2), 2)).toEqual([rows[2], rows[3]])
    expect(columns(chooseInLocation([at(8), at(9), at(2), at(3)], 2))).toEqual([2, 3])
  })

  it('[PS-R53] looks only at what is leased to the desk where that is enough, else at all', () => {
    const own = [8, 9].map((column) => at(column, { leaseId: 'lease' }))
    const slots = [at(1), at(2), ...own]
    expect(columns(chooseInLocation(slots, 1))).toEqual([8])
    expect(columns(chooseInLocation(slots, 2))).toEqual([8, 9])
    expect(columns(chooseInLocation(slots, 3))).toEqual([1, 2, 8])
    expect(columns(chooseInLocation([at(1), at(2), at(5, { leaseId: 'lease' })], 2))).toEqual([1, 2])
  })

  it('takes the lowest places where no run is long enough, those without a position last', () => {
    expect(columns(chooseInLocation([at(null), ...free], 5))).toEqual([1, 2, 4, 5, 6])
    expect(columns(chooseInLocation([at(null), ...free], 7))).toEqual([1, 2, 4, 5, 6, 8, null])
  })

  it('takes slots without positions by their number, then their id', () => {
    const field = ['b', 'a', 'c'].map((key) => at(null, { id: key, numberKey: `n${key}` }))
    expect(chooseInLocation(field, 2).map(({ id }) => id)).toEqual(['a', 'b'])
    const same = ['y', 'x'].map((id) => at(null, { id, numberKey: 'n' }))
    expect(chooseInLocation(same, 2).map(({ id }) => id)).toEqual(['x', 'y'])
  })

  it('sees no run across rows or levels, nor over a gap', () => {
    expect(runsOf([at(1), at(2, { row: 2 }), at(3, { row: 2, level: 2 }), at(5, { row: 2, level: 2 })])).toHaveLength(4)
    expect(largestRun([...free, at(null)])).toBe(3)
    expect(largestRun([at(null)])).toBe(0)
  })
})

describe('[PS-R7] the choice of locations', () => {
  const place = (id: string, sortOrder: number, code = id) => ({ id, code, sortOrder })

  it('puts preferred ones first, then sort order, code, id', () => {
    const locations = [place('d', 1), place('c', 2), place('b', 1), place('a', 2, 'c')]
    const order = (preferred: (string | null)[]) => locationOrder(locations, preferred).map(({ id }) => id)
    expect(order([])).toEqual(['b', 'd', 'a', 'c'])
    expect(order(['c', 'd'])).toEqual(['c', 'd', 'b', 'a'])
    expect(order([null, 'c', 'c', 'unknown'])).toEqual(['c', 'b', 'd', 'a'])
  })

  it('[PS-A7] uses the first location that holds all, else fills them in order', () => {
    const order = [
      { id: 'a', free: 1 },
      { id: 'b', free: 2 },
      { id: 'c', free: 5 },
    ]
    expect(sharesOf(order, 2)).toEqual([{ locationId: 'b', quantity: 2 }])
    expect(sharesOf(order, 7)).toEqual([
      { locationId: 'a', quantity: 1 },
      { locationId: 'b', quantity: 2 },
      { locationId: 'c', quantity: 4 },
    ])
    expect(sharesOf([{ id: 'x', free: 0 }, ...order], 9)).toHaveLength(3)
    expect(sharesOf(order, 0)).toEqual([])
  })

  it('passes over locations that have nothing', () => {
    expect(chooseSlots(['x', 'a'], free, 2).map(({ locationId }) => locationId)).toEqual(['a', 'a'])
    expect(chooseSlots(['x'], [], 2)).toEqual([])
  })
})

/** Slots on distinct places of up to three locations, some without a position. */
const slots = fc
  .uniqueArray(
    fc.record({
      locationId: fc.constantFrom('a', 'b', 'c'),
      level: fc.integer({ min: 1, max: 2 }),
      row: fc.integer({ min: 1, max: 3 }),
      column: fc.integer({ min: 1, max: 8 }),
      placed: fc.boolean(),
    }),
    { selector: ({ locationId, level, row, column }) => `${locationId}/${level}/${row}/${column}`, maxLength: 40 },
  )
  .map((places) =>
    places.map(({ placed, ...place }, n): PlacedSlot => {
      const numberKey = `${place.locationId}-${place.level}-${place.row}-${place.column}`
      const nowhere = { row: null, column: null, level: null }
      return { id: `slot-${n}`, number: numberKey, numberKey, leaseId: null, ...place, ...(placed ? {} : nowhere) }
    }),
  )
const shuffled = slots.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
const order = fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 })
const quantity = fc.integer({ min: 1, max: 50 })

describe('[PS-R7] for any slots', () => {
  it('chooses as many as asked or all there are, each free and once', () => {
    fc.assert(
      fc.property(slots, order, quantity, (all, locations, asked) => {
        const chosen = chooseSlots(locations, all, asked)
        expect(chosen).toHaveLength(Math.min(asked, all.length))
        expect(new Set(chosen).size).toBe(chosen.length)
        for (const slot of chosen) expect(all).toContain(slot)
      }),
    )
  })

  it('chooses alike in whatever order the slots were read', () => {
    fc.assert(
      fc.property(shuffled, order, quantity, ([all, other], locations, asked) => {
        expect(chooseSlots(locations, other, asked)).toEqual(chooseSlots(locations, all, asked))
      }),
    )
  })

  it('uses one location where one can hold all, and the first such', () => {
    fc.assert(
      fc.property(slots, order, quantity, (all, locations, asked) => {
        const holds = (id: string) => all.filter(({ locationId }) => locationId === id).length >= asked
        const whole = locations.find(holds)
        if (!whole) return
        expect(new Set(chooseSlots(locations, all, asked).map(({ locationId }) => locationId))).toEqual(
          new Set([whole]),
        )
      }),
    )
  })

  it('keeps members side by side wherever a run is long enough', () => {
    fc.assert(
      fc.property(slots, quantity, (all, asked) => {
        const here = all.filter(({ locationId }) => locationId === 'a')
        const fitting = runsOf(here).filter((run) => run.length >= asked)
        if (fitting.length === 0) return
        const chosen = chooseInLocation(here, asked)
        expect(runsOf(chosen)).toEqual([chosen])
        const run = fitting.find((candidate) => chosen.every((slot) => candidate.includes(slot)))
        expect(run?.length).toBe(Math.min(...fitting.map(({ length }) => length)))
      }),
    )
  })
})
