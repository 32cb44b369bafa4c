import { describe, expect, it } from 'vitest'
import {
  type Inventory,
  inventoryRefusal,
  type NewSlot,
  numberKeyOf,
  placeKeyOf,
  renumbered,
  stemsOf,
} from '../../../src-shared/modules/plant-slots/inventory-rules.ts'
import { compareNatural, comparePlaces, naturalKey } from '../../../src-shared/modules/plant-slots/slot-place.ts'
import {
  heldByNobody,
  movedRights,
  sameMember,
  type TransferSlot,
  transferRefusal,
} from '../../../src-shared/modules/plant-slots/transfer-rules.ts'

describe('[PS-R25] a transfer', () => {
  const slot = (id: string, more: Partial<TransferSlot> = {}): TransferSlot => ({
    id,
    status: 'allocated',
    membershipId: 'giver',
    ...more,
  })
  const refusal = (slots: TransferSlot[], receiverHeld = 0, staffOnly = false) =>
    transferRefusal({ slots, giverMembershipId: 'giver', receiverHeld, limit: 3, staffOnly })

  it('passes for allocated slots of the giver, within the limit', () => {
    expect(refusal([slot('a'), slot('b')], 1)).toBeNull()
  })

  it('[PS-A32] is refused in its order', () => {
    const foreign = slot('f', { membershipId: null, status: 'available' })
    const [planted, broken] = [slot('p', { status: 'occupied' }), slot('m', { status: 'maintenance' })]
    expect(refusal([broken, planted, foreign])).toMatchObject({
      code: 'plant_slot_transfer_failed',
      params: { reason: 'not_holder', slotIds: ['f'] },
      rule: 'PS-R25',
    })
    expect(refusal([broken, planted])).toMatchObject({
      code: 'plant_slot_occupied_cannot_transfer',
      params: { slotIds: ['p'] },
      rule: 'PS-R25',
    })
    expect(refusal([broken, slot('a')])?.params).toEqual({ reason: 'in_maintenance', slotIds: ['m'] })
    expect(refusal([slot('a'), slot('b')], 2)?.params).toEqual({ reason: 'recipient_limit', most: 1 })
    expect(refusal([slot('a')], 9)?.params).toEqual({ reason: 'recipient_limit', most: 0 })
    expect(refusal([slot('a')], 0, true)?.params).toEqual({ reason: 'staff_only' })
    expect(sameMember().params).toEqual({ reason: 'same_member' })
    expect(heldByNobody(['a']).params).toEqual({ reason: 'not_holder', slotIds: ['a'] })
  })

  it('[PS-R26] moves the right with the slots', () => {
    expect(movedRights(2)).toEqual({ giver: -2, receiver: 2 })
  })
})

describe('[PS-R50] new slots', () => {
  const slot = (slotNumber: string, place: Partial<NewSlot> = {}): NewSlot => ({ id: slotNumber, slotNumber, ...place })
  it('[PS-A73] case 17: takes the next free number of a series for one that is taken, as wide as it was', () => {
    const numbers = (wanted: string[], taken: string[]) =>
      renumbered(
        wanted.map((number) => slot(number)),
        new Set(taken),
      ).map(({ slotNumber }) => slotNumber)
    expect(numbers(['GH1-01', 'GH1-02'], ['gh1-01'])).toEqual(['GH1-03', 'GH1-02'])
    expect(numbers(['GH1-01', 'GH1-02'], ['gh1-01', 'gh1-02', 'gh1-03'])).toEqual(['GH1-04', 'GH1-05'])
    expect(numbers(['N-9'], ['n-9'])).toEqual(['N-10'])
    expect(numbers(['A', 'a'], [])).toEqual(['A', 'a-1'])
    expect(numbers(['Tent'], ['tent', 'tent-1'])).toEqual(['Tent-2'])
    expect(numbers(['X-1'], [])).toEqual(['X-1'])
    const placed = slot('B-1', { row: 1, column: 2, level: 3 })
    expect(renumbered([placed], new Set(['b-1']))).toEqual([{ ...placed, slotNumber: 'B-2' }])
    expect(stemsOf([slot('GH1-01'), slot('Tent')])).toEqual(['gh1-', 'tent-'])
  })

  const place = { row: 1, column: 2, level: 3 }
  const inventory = (more: Partial<Inventory> = {}): Inventory => ({
    numberKeys: new Set(),
    places: new Set(),
    have: 0,
    max: null,
    ...more,
  })

  it('have numbers that differ by more than how they are written', () => {
    expect(numberKeyOf('gh1-01')).toBe(numberKeyOf(' GH1-01'))
    expect(numberKeyOf('GH1-1')).not.toBe(numberKeyOf('GH1-01'))
  })

  it('are refused for a number, then for room, then for a place', () => {
    const full = inventory({ numberKeys: new Set(['a']), places: new Set(['3/1/2']), have: 1, max: 2 })
    expect(inventoryRefusal([slot('A', place), slot('B')], full)).toMatchObject({
      code: 'plant_slot_number_taken',
      params: { numbers: ['A'] },
      rule: 'PS-R50',
    })
    expect(inventoryRefusal([slot('B', place), slot('C')], full)).toMatchObject({
      code: 'plant_slot_location_full',
      params: { max: 2, have: 1 },
      rule: 'PS-R50',
    })
    expect(inventoryRefusal([slot('B', place)], full)).toMatchObject({
      code: 'plant_slot_position_taken',
      params: { numbers: ['B'] },
      rule: 'PS-R50',
    })
    expect(inventoryRefusal([slot('B')], full)).toBeNull()
  })

  it('clash with each other too', () => {
    expect(inventoryRefusal([slot('A'), slot('a'), slot('A')], inventory())?.params).toEqual({ numbers: ['a', 'A'] })
    expect(inventoryRefusal([slot('A', place), slot('B', place)], inventory())?.params).toEqual({ numbers: ['B'] })
    expect(inventoryRefusal([slot('A'), slot('B')], inventory())).toBeNull()
  })

  it('may have no place', () => {
    expect(placeKeyOf(place)).toBe('3/1/2')
    expect(placeKeyOf({ row: null, column: null, level: null })).toBeNull()
    expect(placeKeyOf({})).toBeNull()
  })
})

describe('the natural order of numbers', () => {
  it('puts 2 before 10, and equal numbers by their text', () => {
    const sorted = ['gh1-1', 'gh1-02', 'gh1-2', 'gh1-10', 'gh2-1', 'gh10-1', 'tent']
    expect(sorted.toReversed().sort(compareNatural)).toEqual(sorted)
    expect(naturalKey('a0')).toBe(naturalKey('a00'))
  })

  it('puts places before slots without one', () => {
    const at = (level: number | null, row: number | null, column: number | null, key = 'k', id = 'i') => ({
      id,
      number: key,
      numberKey: key,
      locationId: 'l',
      level,
      row,
      column,
    })
    const sorted = [
      at(1, 1, 2),
      at(1, 2, 1),
      at(2, 1, 1),
      at(null, null, null, 'a', 'i'),
      at(null, null, null, 'a', 'j'),
      at(null, null, null, 'b'),
    ]
    expect(sorted.toReversed().sort(comparePlaces)).toEqual(sorted)
    expect([...sorted].sort(comparePlaces)).toEqual(sorted)
    expect(comparePlaces(at(1, 1, 2), at(1, 1, 2))).toBe(0)
  })
})
