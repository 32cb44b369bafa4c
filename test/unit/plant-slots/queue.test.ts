import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Logged,
  logOf,
  owedQuantity,
  quantityAfter,
  type Supply,
  serveInTurn,
  type Waiting,
} from '../../../src-shared/modules/plant-slots/queue-rules.ts'
import type { PlacedSlot } from '../../../src-shared/modules/plant-slots/slot-place.ts'

const slot = (id: string, column: number, locationId = 'a'): PlacedSlot => ({
  ...{ id, number: id.toUpperCase(), numberKey: id, locationId, row: 1, column, level: 1, leaseId: null },
})
const waiting = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ id, memberId: `member ${id}`, membershipId: `of ${id}`, kind: 'wanted', quantity: 1, locationId: null },
  ...{ planLocationId: null, standing: null },
  ...more,
})
const supply = (free: readonly PlacedSlot[], taken: readonly [string, string][] = []): Supply => ({
  free,
  locations: [
    { id: 'a', code: 'a', sortOrder: 0 },
    { id: 'b', code: 'b', sortOrder: 1 },
  ],
  takenFrom: new Map(taken),
})
const told = (free: Supply, ...entries: Waiting[]) =>
  serveInTurn(free, entries).steps.map((step) =>
    step.action === 'passed'
      ? [step.entry.id, step.reason]
      : [step.entry.id, step.action, ...step.slots.map(({ id }) => id)],
  )

describe('[PS-R30] the queue', () => {
  it('gives what is owed and offers what is wanted, in the order of the line, until nothing is free', () => {
    const free = [slot('s3', 3), slot('s1', 1), slot('s2', 2)]
    const entries = [waiting('o', { kind: 'owed', quantity: 2 }), waiting('w'), waiting('late')]
    expect(told(supply(free), ...entries)).toEqual([
      ['o', 'given', 's1', 's2'],
      ['w', 'offered', 's3'],
    ])
    expect(serveInTurn(supply(free), entries).left).toEqual([])
    expect(serveInTurn(supply(free), [waiting('w')]).left.map(({ id }) => id)).toEqual(['s2', 's3'])
  })

  it('[PS-A61] offers a part where fewer are free than are wanted', () => {
    expect(told(supply([slot('s1', 1)]), waiting('w', { quantity: 3 }))).toEqual([['w', 'offered', 's1']])
  })

  it('[PS-R23] passes over who is not in force, with the reason, and serves the next', () => {
    const entries = [waiting('f', { standing: 'frozen' }), waiting('s', { standing: 'suspended' }), waiting('w')]
    expect(told(supply([slot('s1', 1)]), ...entries)).toEqual([
      ['f', 'frozen'],
      ['s', 'suspended'],
      ['w', 'offered', 's1'],
    ])
  })

  it('passes over who waits for another location, and looks first where somebody waits, then where the plan says', () => {
    const free = [slot('a1', 1), slot('b1', 1, 'b')]
    expect(told(supply([slot('a1', 1)]), waiting('w', { locationId: 'b' }))).toEqual([['w', 'wrong_location']])
    expect(told(supply(free), waiting('w', { locationId: 'b' }))).toEqual([['w', 'offered', 'b1']])
    expect(told(supply(free), waiting('w', { planLocationId: 'b' }))).toEqual([['w', 'offered', 'b1']])
    expect(told(supply(free), waiting('w'))).toEqual([['w', 'offered', 'a1']])
  })

  it('[PS-R24] hands nobody the slot back that the same command took from them', () => {
    const free = [slot('s1', 1), slot('s2', 2)]
    const taken: [string, string][] = [['s1', 'of w']]
    expect(told(supply(free, taken), waiting('w', { quantity: 2 }))).toEqual([['w', 'offered', 's2']])
    expect(told(supply([slot('s1', 1)], taken), waiting('w'), waiting('x'))).toEqual([
      ['w', 'just_given_back'],
      ['x', 'offered', 's1'],
    ])
  })

  it('gives no slot twice, none that is not free, and nobody more than they wait for', () => {
    const quantities = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), quantities, (count, wanted) => {
        const free = Array.from({ length: count }, (_, n) => slot(`s${n}`, n))
        const entries = wanted.map((quantity, n) => waiting(`w${n}`, { quantity }))
        const { steps, left } = serveInTurn(supply(free), entries)
        const given = steps.flatMap((step) => (step.action === 'passed' ? [] : step.slots.map(({ id }) => id)))
        expect([...given, ...left.map(({ id }) => id)].sort()).toEqual(free.map(({ id }) => id).sort())
        expect(given).toHaveLength(
          Math.min(
            count,
            wanted.reduce((sum, quantity) => sum + quantity, 0),
          ),
        )
        for (const step of steps) {
          if (step.action !== 'passed') expect(step.slots.length).toBeLessThanOrEqual(step.entry.quantity)
        }
      }),
    )
  })
})

describe('[PS-A64] the log of the queue', () => {
  it('names the slot that went past whoever was passed over, and nobody behind the last who got one', () => {
    const entries = [
      ...[waiting('f', { standing: 'frozen' }), waiting('o', { kind: 'owed', quantity: 2 })],
      ...[waiting('b', { locationId: 'b' }), waiting('w'), waiting('e', { standing: 'expired' })],
    ]
    const free = [slot('s1', 1), slot('s2', 2), slot('s3', 3), slot('s4', 4)]
    expect(logOf(serveInTurn(supply(free), entries).steps)).toEqual([
      { slotId: 's1', entryId: 'f', action: 'passed', reason: 'frozen' },
      { slotId: 's1', entryId: 'o', action: 'given', reason: null },
      { slotId: 's2', entryId: 'o', action: 'given', reason: null },
      { slotId: 's3', entryId: 'b', action: 'passed', reason: 'wrong_location' },
      { slotId: 's3', entryId: 'w', action: 'offered', reason: null },
    ])
    expect(logOf([])).toEqual([])
  })
})

describe('[PS-R8] the quantity of an entry', () => {
  it('is at most a hundred of what is owed', () => {
    expect([1, 100, 101].map(owedQuantity)).toEqual([1, 100, 100])
  })

  it('shrinks by what was taken, to nothing', () => {
    expect(quantityAfter(3, 1)).toBe(2)
    expect(quantityAfter(3, 3)).toBeNull()
    expect(quantityAfter(3, 4)).toBeNull()
  })
})

/** Who got a slot by what the log says, and nothing else: the one line about it that passes nobody over. */
function replayed(log: readonly Logged[]): Map<string, string[]> {
  const got = new Map<string, string[]>()
  for (const { entryId, slotId, action } of log) {
    if (action !== 'passed') got.set(entryId, [...(got.get(entryId) ?? []), slotId])
  }
  return got
}

it('§14.3 from the log alone whoever reads it sees the same grants, and why each who stood before got none', () => {
  const entry = fc.record({
    kind: fc.constantFrom('owed' as const, 'wanted' as const),
    quantity: fc.integer({ min: 1, max: 3 }),
    locationId: fc.constantFrom(null, 'a', 'b'),
    standing: fc.constantFrom(null, null, null, 'frozen' as const, 'suspended' as const),
  })
  const free = fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 })
  const givenBack = fc.option(fc.nat(7), { nil: undefined })
  fc.assert(
    fc.property(free, fc.array(entry, { maxLength: 8 }), givenBack, (places, wishes, back) => {
      const slots = places.map((location, n) => slot(`s${n}`, n + 1, location))
      const line = wishes.map((wish, n) => waiting(`e${n}`, wish))
      const taken: [string, string][] = back === undefined ? [] : [[`s${back}`, 'of e0']]
      const { steps } = serveInTurn(supply(slots, taken), line)
      const log = logOf(steps)
      const served = steps.flatMap((step) => (step.action === 'passed' ? [] : [step]))
      expect(replayed(log)).toEqual(
        new Map(served.map(({ entry: { id }, slots: each }) => [id, each.map((s) => s.id)])),
      )
      // Each slot went to one; everybody before the last who got something is in the log, once or with what they got.
      const given = log.filter(({ action }) => action !== 'passed').map(({ slotId }) => slotId)
      expect(new Set(given).size).toBe(given.length)
      const last = served.at(-1)?.entry.id
      const before = line.slice(0, line.findIndex(({ id }) => id === last) + 1).map(({ id }) => id)
      expect([...new Set(log.map(({ entryId }) => entryId))]).toEqual(before)
      for (const { entryId, action, reason } of log) {
        const { kind, standing } = line.find(({ id }) => id === entryId) ?? waiting('nobody')
        if (action !== 'passed') expect([standing, kind === 'owed']).toEqual([null, action === 'given'])
        else expect(standing === null ? ['wrong_location', 'just_given_back'] : [standing]).toContain(reason)
      }
    }),
    { numRuns: 2000 },
  )
})
