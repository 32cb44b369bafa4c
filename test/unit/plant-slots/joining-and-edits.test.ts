import { describe, expect, it } from 'vitest'
import {
  clashRefusal,
  type Edit,
  namesWhatWasSeen,
  reversed,
} from '../../../src-shared/modules/plant-slots/edit-rules.ts'
import { comingSunday } from '../../../src-shared/modules/plant-slots/floor-rules.ts'
import { joinRefusal, triedWhen } from '../../../src-shared/modules/plant-slots/waitlist-rules.ts'

describe('[PS-R31] joining the line', () => {
  const joining = { granted: 3, extra: 1, held: 1, owed: 1, asked: 2, waits: false }

  it('is for what the allowance leaves beside what is held and owed', () => {
    expect(joinRefusal(joining)).toBeNull()
    expect(joinRefusal({ ...joining, asked: 3 })).toMatchObject({
      ...{ code: 'plant_slot_over_allowance', params: { allowance: 4, asked: 3 }, rule: 'PS-R31' },
    })
    expect(joinRefusal({ ...joining, held: 2 })?.code).toBe('plant_slot_over_allowance')
    expect(joinRefusal({ ...joining, owed: 2 })?.code).toBe('plant_slot_over_allowance')
  })

  it('is once, said before anything else', () => {
    expect(joinRefusal({ ...joining, waits: true, asked: 9 })).toMatchObject({
      ...{ code: 'plant_slot_already_waiting', params: {}, rule: 'PS-R31' },
    })
  })

  it('[PS-R31] counts from when it was tried, where staff say so and not of a time to come', () => {
    const at = '2027-03-01T09:00:00.000Z'
    const before = '2027-03-01T08:00:00.000Z'
    expect(triedWhen(undefined, { at, reach: 'own' })).toBe(at)
    expect(triedWhen(before, { at, reach: 'tenant' })).toBe(before)
    expect(triedWhen(at, { at, reach: 'tenant' })).toBe(at)
    const refused = { code: 'validation_failed', params: { issues: [{ path: 'triedAt', code: 'custom' }] } }
    expect(triedWhen('2027-03-01T09:00:00.001Z', { at, reach: 'tenant' })).toMatchObject(refused)
    expect(triedWhen(before, { at, reach: 'own' })).toMatchObject(refused)
  })
})

describe('an edit of some fields', () => {
  const edit = (more: Partial<Edit>): Edit => ({
    command: 'plant-slots.update-location',
    input: { seen: { name: 'Tent', kind: 'tent' }, patch: { name: 'Marquee', kind: 'tent' } },
    present: { name: 'Tent', kind: 'tent' },
    patch: { name: 'Marquee' },
    seen: { name: 'Tent' },
    writtenAt: '2027-03-01T09:00:00.000Z',
    ...more,
  })

  it('names what was seen of each field it changes', () => {
    expect(namesWhatWasSeen({ patch: { name: 'a' }, seen: { name: 'b', kind: 'tent' } })).toBe(true)
    expect(namesWhatWasSeen({ patch: { name: 'a', kind: 'tent' }, seen: { name: 'b' } })).toBe(false)
    expect(namesWhatWasSeen({ patch: {}, seen: {} })).toBe(true)
  })

  it('is done where nobody else changed what it changes, or changed it the same way', () => {
    expect(clashRefusal(edit({}))).toBeNull()
    expect(clashRefusal(edit({ present: { name: 'Marquee' } }))).toBeNull()
    expect(clashRefusal(edit({ present: { name: 'Tent', kind: 'field' } }))).toBeNull()
    // No value and none named are the same.
    expect(clashRefusal(edit({ present: {}, seen: { name: null } }))).toBeNull()
    const place = { row: 1, column: 2 }
    expect(clashRefusal(edit({ present: { place }, seen: { place: { ...place } }, patch: { place: null } }))).toBeNull()
  })

  it('is refused as a whole where somebody did, with theirs, mine and a way to have mine', () => {
    const refused = clashRefusal(
      edit({
        present: { name: 'Hall', kind: 'room' },
        patch: { name: 'Marquee', kind: 'field' },
        seen: { name: 'Tent', kind: 'tent' },
      }),
    )
    expect(refused).toEqual({
      code: 'version_conflict',
      params: { field: 'name', theirs: 'Hall', mine: 'Marquee', at: '2027-03-01T09:00:00.000Z' },
      alternatives: [
        {
          label: 'plant_slots.use_mine',
          command: 'plant-slots.update-location',
          input: { patch: { name: 'Marquee', kind: 'tent' }, seen: { name: 'Hall', kind: 'room' } },
        },
      ],
    })
  })

  it('tells of no value where there is none', () => {
    const refused = clashRefusal(edit({ present: {}, patch: { name: undefined }, seen: { name: 'Tent' } }))
    expect(refused).toBeNull()
    expect(clashRefusal(edit({ present: { name: 'Hall' }, patch: { name: undefined } }))?.params).toMatchObject({
      ...{ theirs: 'Hall', mine: null },
    })
    expect(clashRefusal(edit({ present: {} }))).toMatchObject({
      ...{ params: { theirs: null, mine: 'Marquee' }, alternatives: [{ input: { seen: { name: null } } }] },
    })
  })

  it('is taken back by what was seen of the fields it changed', () => {
    expect(reversed({ patch: { name: 'Marquee' }, seen: { name: 'Tent', kind: 'tent' } })).toEqual({
      ...{ patch: { name: 'Tent' }, seen: { name: 'Marquee' } },
    })
  })
})

describe('[PS-R47] the Sunday by which a slot is to be cleaned', () => {
  it('is the one that ends the week', () => {
    expect(comingSunday('2027-03-01')).toBe('2027-03-07')
    expect(comingSunday('2027-03-06')).toBe('2027-03-07')
    expect(comingSunday('2027-03-07')).toBe('2027-03-07')
  })
})
