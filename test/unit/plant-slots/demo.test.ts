import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { floorDemo, slotDemo } from '../../../src-shared/modules/plant-slots/demo.ts'

const tenantId = '0191d0a0-0000-7000-8000-000000000001'
const today = '2027-03-01'
const madeSlots = z.object({ slots: z.array(z.looseObject({ id: z.string(), slotNumber: z.string() })).max(500) })

describe('the demo of plant slots', () => {
  it('makes 10,000 slots with different numbers in 8 locations', () => {
    const commands = slotDemo(tenantId, today)
    expect(commands.filter(({ name }) => name === 'plant-slots.create-location')).toHaveLength(8)
    const slots = commands.flatMap(({ name, input }) =>
      name === 'plant-slots.create-slots' ? madeSlots.parse(input).slots : [],
    )
    expect(slots).toHaveLength(10_000)
    expect(new Set(slots.map(({ slotNumber }) => slotNumber)).size).toBe(10_000)
    expect(new Set(slots.map(({ id }) => id)).size).toBe(10_000)
    expect(slots.filter(({ row }) => row === undefined)).toHaveLength(228)
    expect(slots.find(({ slotNumber }) => slotNumber === 'GH1-01-05')).toMatchObject({ row: 1, column: 5, level: 1 })
  })

  it('is the same for the same arguments', () => {
    expect(slotDemo(tenantId, today)).toEqual(slotDemo(tenantId, today))
  })

  it('gives the floor a morning of at most 700 commands', () => {
    const held = Array.from({ length: 1200 }, (_, n) => ({
      slotId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      slotNumber: `S-${n}`,
      membershipId: tenantId,
    }))
    const commands = floorDemo(tenantId, held, today)
    expect(commands.length).toBeLessThanOrEqual(700)
    const named = (name: string) => commands.filter((command) => command.name === `plant-slots.${name}`)
    expect(named('report-maintenance')).toHaveLength(140)
    expect(named('report-maintenance').filter(({ input }) => input.priority === 'high')).toHaveLength(12)
    expect(named('force-status')).toHaveLength(1)
    expect(commands.map(({ at }) => at)).toEqual(commands.map(({ at }) => at).sort())
    expect(floorDemo(tenantId, [], today)).toEqual([])
  })
})
