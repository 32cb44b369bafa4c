import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failingRules, smallestChange, type WishFacts } from '../../../src-shared/modules/plant-slots/why-not-rules.ts'

const standing = (granted: number, extra: number, held: number) => ({ granted, extra, held })

describe('why not', () => {
  const wish = (more: Partial<WishFacts> = {}): WishFacts => ({
    asked: 2,
    standing: standing(4, 0, 0),
    membership: null,
    closedLocation: null,
    free: 9,
    obstacle: null,
    nearest: null,
    ...more,
  })
  const codes = (facts: WishFacts) => failingRules(facts).map(({ code }) => code)
  const gone = { code: 'plant_slot_membership_required', params: { reason: 'expired' }, alternatives: [] }

  it('names all that fails in the order of PS-R3', () => {
    const taken = { code: 'plant_slot_taken', status: 'allocated' } as const
    const all = wish({ membership: gone, closedLocation: 'Sera', free: 1, obstacle: taken, asked: 5 })
    expect(failingRules(all)).toEqual([
      { rule: 'PS-R3', code: 'plant_slot_membership_required', found: 'expired', allowed: 'in_force' },
      { rule: 'PS-R3', code: 'plant_slot_location_closed', found: 'closed', allowed: 'active' },
      { rule: 'PS-R5', code: 'plant_slot_insufficient_slots', found: 5, allowed: 1 },
      { rule: 'PS-R6', code: 'plant_slot_taken', found: 'allocated', allowed: 'available' },
      { rule: 'PS-R3', code: 'plant_slot_over_allowance', found: 5, allowed: 4 },
    ])
    expect(failingRules(wish({ standing: standing(4, 0, 3) }))).toEqual([
      { rule: 'PS-R3', code: 'plant_slot_already_allocated', found: 2, allowed: 1 },
    ])
    expect(codes(wish())).toEqual([])
  })

  it('[PS-R41] tells of a slot that needs care, though it is available', () => {
    const care = { code: 'plant_slot_maintenance_required', status: 'available' } as const
    expect(failingRules(wish({ obstacle: care, free: null }))[0]?.found).toBe('maintenance_required')
  })

  it('finds the smallest change that passes, where there is one', () => {
    expect(smallestChange(wish({ asked: 9, free: 3 }))).toEqual({ quantity: 3, slot: null })
    expect(smallestChange(wish({ asked: 9 }))).toEqual({ quantity: 4, slot: null })
    expect(smallestChange(wish({ free: 0 }))).toBeNull()
    expect(smallestChange(wish({ membership: gone }))).toBeNull()
    expect(smallestChange(wish({ standing: standing(1, 0, 1) }))).toBeNull()
    expect(smallestChange(wish({ closedLocation: 'Sera' }))).toBeNull()
    const nearest = { slotId: 's', number: 'S' }
    expect(smallestChange(wish({ free: null, nearest }))).toEqual({ quantity: null, slot: nearest })
    expect(smallestChange(wish({ free: null }))).toBeNull()
    expect(smallestChange(wish({ free: null, nearest, standing: standing(1, 0, 1) }))).toBeNull()
  })

  it('§14.4 of 10,000 wishes that are refused the named change is accepted, and none smaller is', () => {
    const small = fc.integer({ min: 0, max: 12 })
    let refused = 0
    fc.assert(
      fc.property(small, small, small, fc.integer({ min: 1, max: 12 }), (granted, held, free, asked) => {
        const facts = wish({ standing: standing(granted, 0, held), free, asked })
        fc.pre(failingRules(facts).length > 0)
        refused += 1
        const passes = (quantity: number) => failingRules({ ...facts, asked: quantity }).length === 0
        const change = smallestChange(facts)
        const best = Array.from({ length: asked }, (_, n) => asked - n).find(passes)
        expect(change?.quantity ?? undefined).toBe(best)
      }),
      { numRuns: 10_000, maxSkipsPerRun: 100 },
    )
    expect(refused).toBe(10_000)
  })
})
