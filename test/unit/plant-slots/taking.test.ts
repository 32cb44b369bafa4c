import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allowanceOf,
  automaticShare,
  beyondAllowance,
  beyondHoldings,
  isSurplus,
  mostOf,
  nothingGranted,
  owedMore,
  surplusOf,
} from '../../../src-shared/modules/plant-slots/allowance-rules.ts'
import { type Shortage, shortageRefusal } from '../../../src-shared/modules/plant-slots/shortage-rules.ts'
import {
  canBeGiven,
  distance,
  elsewhere,
  firstObstacle,
  isHeldAlready,
  type NamedSlot,
  nearestSets,
  obstacleOf,
  obstacleRefusal,
  obstacleWithoutOffer,
} from '../../../src-shared/modules/plant-slots/specific-rules.ts'

const standing = (granted: number, extra: number, held: number) => ({ granted, extra, held })

describe('[PS-R2] the allowance', () => {
  it('is what was granted and added, never below none', () => {
    expect(allowanceOf(standing(2, 3, 0))).toBe(5)
    expect(allowanceOf(standing(2, -3, 0))).toBe(0)
    expect(mostOf(standing(4, 0, 3))).toBe(1)
    expect(mostOf(standing(2, 0, 3))).toBe(0)
    expect(allowanceOf(nothingGranted)).toBe(0)
  })

  it('[PS-A3] [PS-R3] tells who holds some from who holds none', () => {
    expect(beyondHoldings(standing(4, 0, 3), 2)).toMatchObject({
      code: 'plant_slot_already_allocated',
      params: { held: 3, allowance: 4, asked: 2, most: 1 },
      rule: 'PS-R3',
    })
    expect(beyondHoldings(standing(4, 0, 3), 1)).toBeNull()
    expect(beyondHoldings(standing(2, 0, 0), 3)).toBeNull()
    expect(beyondAllowance(standing(2, 0, 0), 3)).toMatchObject({
      code: 'plant_slot_over_allowance',
      params: { allowance: 2, asked: 3 },
      rule: 'PS-R3',
    })
    expect(beyondAllowance(standing(2, 0, 0), 2)).toBeNull()
    expect(beyondAllowance(standing(2, 0, 1), 3)).toBeNull()
  })

  it('[PS-R3] never lets anybody hold more than the allowance', () => {
    const small = fc.integer({ min: 0, max: 20 })
    fc.assert(
      fc.property(small, fc.integer({ min: -20, max: 20 }), small, small, (granted, extra, held, asked) => {
        const mine = standing(granted, extra, held)
        const passes = beyondHoldings(mine, asked) === null && beyondAllowance(mine, asked) === null
        if (asked > 0) expect(passes).toBe(held + asked <= allowanceOf(mine))
      }),
    )
  })

  it('[PS-R20] takes what is free and owes the rest', () => {
    expect(automaticShare(standing(2, 0, 0), 1)).toEqual({ take: 1, owed: 1 })
    expect(automaticShare(standing(2, 0, 1), 9)).toEqual({ take: 1, owed: 0 })
    expect(automaticShare(standing(2, 0, 3), 9)).toEqual({ take: 0, owed: 0 })
  })

  it('[PS-R22] is surplus only beyond what is allowed', () => {
    expect([2, 3, 4].map((held) => isSurplus(standing(2, 1, held)))).toEqual([false, false, true])
  })

  it('[PS-R22] takes back what was given last and has nothing planted, of one moment the higher place first', () => {
    const held = (id: string, allocatedAt: string | null, more: Partial<NamedSlot> = {}) => ({
      ...named(id, { status: 'allocated', ...more }),
      allocatedAt,
    })
    const slots = [
      held('never', null, { column: 9 }),
      held('early', '2027-03-01T08:00:00.000Z', { column: 8 }),
      held('late', '2027-03-01T10:00:00.000Z', { column: 2 }),
      held('lateToo', '2027-03-01T10:00:00.000Z', { column: 3 }),
      held('grows', '2027-03-01T11:00:00.000Z', { status: 'occupied' }),
    ]
    const back = (allowance: number) => surplusOf(slots, allowance).map(({ id }) => id)
    expect(back(0)).toEqual(['lateToo', 'late', 'early', 'never'])
    expect(back(3)).toEqual(['lateToo', 'late'])
    expect(back(5)).toEqual([])
    expect(back(6)).toEqual([])
    expect(surplusOf(slots.toReversed(), 3).map(({ id }) => id)).toEqual(['lateToo', 'late'])
  })

  it('[PS-R24] promises back no more than there is room for', () => {
    expect(owedMore(standing(3, 0, 1), 0, 1)).toBe(1)
    expect(owedMore(standing(3, 0, 1), 1, 4)).toBe(2)
    expect(owedMore(standing(3, 0, 5), 1, 1)).toBe(1)
  })
})

describe('[PS-R5] a shortage', () => {
  const shortage = (more: Partial<Shortage>): Shortage => ({
    membershipId: 'm',
    asked: 5,
    most: 6,
    preferred: null,
    locations: [],
    winner: null,
    askedBy: 'allocate',
    wait: { entryId: 'w', triedAt: null },
    ...more,
  })
  const waiting = { label: 'plant_slots.join_waitlist', params: { quantity: 5 }, command: 'plant-slots.join-waitlist' }
  const place = (id: string, free: number, largestRun = free) => ({ id, name: id.toUpperCase(), free, largestRun })

  it('tells what is free in all, and offers that', () => {
    const refused = shortageRefusal(shortage({ locations: [place('a', 2), place('b', 1)] }))
    expect(refused).toMatchObject({ code: 'plant_slot_insufficient_slots', rule: 'PS-R5' })
    expect(refused.params).toEqual({ asked: 5, free: 3, inLocation: null, largestRun: 2 })
    expect(refused.alternatives).toEqual([
      {
        label: 'plant_slots.take_fewer',
        params: { quantity: 3 },
        command: 'plant-slots.allocate',
        input: { membershipId: 'm', pick: { quantity: 3 } },
      },
      { ...waiting, input: { entryId: 'w', membershipId: 'm', quantity: 5 } },
    ])
    expect(refused.winner).toBeUndefined()
  })

  it('tells of the location asked for, and keeps it first where another would do too', () => {
    const preferred = { id: 'b', only: false }
    const refused = shortageRefusal(shortage({ preferred, locations: [place('a', 2, 1), place('b', 1)] }))
    expect(refused.params).toEqual({ asked: 5, free: 3, inLocation: 1, largestRun: 1 })
    expect(refused.alternatives[0]?.input).toEqual({ membershipId: 'm', pick: { quantity: 3, locationId: 'b' } })
  })

  it('offers other locations with enough, three ways and to wait', () => {
    const preferred = { id: 'a', only: true }
    const locations = [place('a', 1), ...['b', 'c', 'd'].map((id) => place(id, 5)), place('e', 4)]
    const winner = { userName: 'Ayşe', deskName: null, at: '2027-03-01T09:00:00.000Z' }
    const refused = shortageRefusal(shortage({ preferred, locations, winner }))
    expect(refused.params).toEqual({ asked: 5, free: 1, inLocation: 1, largestRun: 1 })
    expect(refused.alternatives.map(({ input }) => input.pick)).toEqual([
      { quantity: 1, locationId: 'a', locationOnly: true },
      { quantity: 5, locationId: 'b', locationOnly: true },
      { quantity: 5, locationId: 'c', locationOnly: true },
      undefined,
    ])
    expect(refused.alternatives[3]?.input).toMatchObject({ locationId: 'a' })
    expect(refused.alternatives[1]).toMatchObject({
      label: 'plant_slots.take_elsewhere',
      params: { quantity: 5, location: 'B' },
    })
    expect(refused.winner).toEqual(winner)
  })

  it('[PS-R5] offers a member the same by a request of their own, and staff to have waited since then', () => {
    const at = '2027-03-01T09:00:00.000Z'
    const wait = { entryId: 'w', triedAt: at }
    const preferred = { id: 'a', only: true }
    const refused = shortageRefusal(shortage({ preferred, locations: [place('a', 2)], askedBy: 'request', wait }))
    expect(refused.alternatives.map(({ command, input }) => ({ command, input }))).toEqual([
      { command: 'plant-slots.request', input: { quantity: 2, preferredLocation: 'a', locationOnly: true } },
      {
        command: 'plant-slots.join-waitlist',
        input: { entryId: 'w', membershipId: 'm', quantity: 5, locationId: 'a', triedAt: at },
      },
    ])
  })

  it('offers nothing that the allowance would refuse', () => {
    const preferred = { id: 'a', only: true }
    const locations = [place('a', 3), place('b', 9)]
    const offered = (most: number) => shortageRefusal(shortage({ preferred, locations, most })).alternatives
    expect(offered(2).map(({ params }) => params)).toEqual([{ quantity: 2 }])
    expect(offered(0)).toEqual([])
    expect(offered(5).map(({ params }) => params)).toEqual([
      ...[{ quantity: 3 }, { quantity: 5, location: 'B' }, { quantity: 5 }],
    ])
  })

  it('tells of none in a location that is not there', () => {
    const refused = shortageRefusal(shortage({ preferred: { id: 'x', only: true } }))
    expect(refused).toMatchObject({
      params: { free: 0, inLocation: 0, largestRun: 0 },
      alternatives: [{ label: 'plant_slots.join_waitlist' }],
    })
  })
})

const named = (id: string, more: Partial<NamedSlot> = {}): NamedSlot => ({
  id,
  number: id.toUpperCase(),
  numberKey: id,
  locationId: 'l',
  row: 1,
  column: 1,
  level: 1,
  status: 'available',
  membershipId: null,
  maintenanceRequired: false,
  locationClosed: false,
  leaseId: null,
  leased: null,
  offeredUntil: null,
  ...more,
})

describe('[PS-R6] named slots', () => {
  it('[PS-R1] are free when available, in order, and in an open location', () => {
    expect(obstacleOf(named('a'))).toBeNull()
    expect(obstacleOf(named('a', { status: 'allocated' }))).toBe('plant_slot_taken')
    expect(obstacleOf(named('a', { status: 'occupied' }))).toBe('plant_slot_taken')
    expect(obstacleOf(named('a', { status: 'maintenance' }))).toBe('plant_slot_maintenance_required')
    expect(obstacleOf(named('a', { maintenanceRequired: true }))).toBe('plant_slot_maintenance_required')
    expect(canBeGiven(named('a', { locationClosed: true }))).toBe(false)
    expect(canBeGiven(named('a'))).toBe(true)
  })

  it('[PS-R1] [PS-R53] are not free while leased to another desk or offered, but to whom they are offered', () => {
    const lease = { deskName: 'Floor', until: '2027-03-02T09:00:00.000Z' }
    const until = '2027-03-03T09:00:00.000Z'
    const [leased, offered] = [named('a', { leased: lease }), named('b', { offeredUntil: until })]
    expect(obstacleOf(leased)).toBe('plant_slot_leased')
    expect(obstacleOf(offered)).toBe('plant_slot_offered')
    expect(obstacleOf(named('c', { leased: lease, offeredUntil: until }))).toBe('plant_slot_leased')
    expect(obstacleWithoutOffer(offered)).toBeNull()
    expect(obstacleWithoutOffer(leased)).toBe('plant_slot_leased')
    expect(obstacleWithoutOffer(named('d', { status: 'occupied' }))).toBe('plant_slot_taken')
    const of = (code: 'plant_slot_leased' | 'plant_slot_offered' | 'plant_slot_taken', slots: NamedSlot[]) =>
      obstacleRefusal({ code, slots }).params
    const told = (slot: NamedSlot) => [{ slotId: slot.id, number: slot.number, status: 'available' }]
    const both = named('e', { leased: lease, offeredUntil: until })
    expect(of('plant_slot_leased', [both])).toEqual({ slots: told(both), ...lease })
    expect(of('plant_slot_offered', [both])).toEqual({ slots: told(both), until })
    expect(of('plant_slot_taken', [both])).toEqual({ slots: told(both) })
    expect(of('plant_slot_leased', [])).toEqual({ slots: [] })
    expect(of('plant_slot_offered', [])).toEqual({ slots: [], until: null })
  })

  it('are given once more to the membership that holds them, unless planted', () => {
    const mine = { membershipId: 'm', status: 'allocated' } as const
    expect(isHeldAlready(named('a', mine), 'm')).toBe(true)
    expect(isHeldAlready(named('a', mine), 'n')).toBe(false)
    expect(isHeldAlready(named('a', { ...mine, status: 'occupied' }), 'm')).toBe(false)
  })

  it('tell taken ones before those that need care, all of a kind', () => {
    const care = named('a', { maintenanceRequired: true })
    const [b, c] = [named('b', { status: 'allocated' }), named('c', { status: 'occupied' })]
    expect(firstObstacle([care, named('d'), b, c])).toEqual({ code: 'plant_slot_taken', slots: [b, c] })
    expect(firstObstacle([care, named('d')])?.code).toBe('plant_slot_maintenance_required')
    expect(firstObstacle([named('d')])).toBeNull()
    expect(obstacleRefusal({ code: 'plant_slot_taken', slots: [b] })).toMatchObject({
      rule: 'PS-R6',
      params: { slots: [{ slotId: 'b', number: 'B', status: 'allocated' }] },
    })
  })

  it('measures distance on one level of one location only', () => {
    const here = named('a', { row: 2, column: 3 })
    expect(distance(here, named('b', { row: 4, column: 1 }))).toBe(4)
    expect(distance(here, named('b', { level: 2 }))).toBe(elsewhere)
    expect(distance(here, named('b', { locationId: 'k' }))).toBe(elsewhere)
    const nowhere = { row: null, column: null, level: null }
    expect(distance(named('a', nowhere), named('b', nowhere))).toBe(elsewhere)
  })

  it('is nowhere near without a whole place', () => {
    const here = named('a', { row: 2, column: 3 })
    for (const half of [named('b', { row: null }), named('b', { column: null })]) {
      expect(distance(here, half)).toBe(elsewhere)
      expect(distance(half, here)).toBe(elsewhere)
    }
  })

  it('are replaced by the nearest: same level, same location, other locations in order', () => {
    const taken = named('t', { column: 5, status: 'allocated' })
    const ids = (free: NamedSlot[]) => nearestSets([taken], free, ['l', 'k', 'j']).map((set) => set.map(({ id }) => id))
    const upstairs = named('up', { level: 2, column: 5 })
    const [near, far] = [named('near', { column: 7 }), named('far', { column: 1 })]
    const [k, j] = [named('k', { locationId: 'k' }), named('j', { locationId: 'j' })]
    expect(ids([j, k, upstairs, far, near])).toEqual([['near'], ['far'], ['up']])
    expect(ids([j, k, upstairs])).toEqual([['up'], ['k'], ['j']])
    expect(ids([j])).toEqual([['j']])
    const lastInOrder = nearestSets([taken], [k, upstairs], ['k', 'l'])
    expect(lastInOrder.map((set) => set.map(({ id }) => id))).toEqual([['up'], ['k']])
    expect(ids([])).toEqual([])
  })

  it('keeps the free ones that were named in every set', () => {
    const wish = [
      named('a', { column: 1 }),
      named('b', { column: 2, status: 'occupied' }),
      named('c', { column: 3, maintenanceRequired: true }),
    ]
    const free = [wish[0] ?? named('a'), ...[4, 5, 6, 7, 8].map((column) => named(`f${column}`, { column }))]
    expect(nearestSets(wish, free, ['l']).map((set) => set.map(({ id }) => id))).toEqual([
      ['a', 'f4', 'f5'],
      ['a', 'f6', 'f7'],
    ])
    expect(nearestSets([named('a')], free, ['l'])).toEqual([])
  })

  it('[PS-R6] count as near what is near to any of those to be replaced, and come in the order of their places', () => {
    const wish = [named('t', { column: 1, status: 'occupied' }), named('u', { column: 20, status: 'occupied' })]
    const free = [5, 9, 19].map((column) => named(`f${column}`, { column }))
    expect(nearestSets(wish, free, ['l']).map((set) => set.map(({ id }) => id))).toEqual([['f5', 'f19']])
  })
})
