import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addDays, addDuration } from '../../../src-shared/kernel/calendar.ts'
import { membershipDemo } from '../../../src-shared/modules/memberships/demo.ts'
import { demoCode } from '../../../src-shared/modules/memberships/demo-people.ts'

const tenantId = '6f1c7a52-2a0f-4b0e-9a3e-3b8f6d1f2c11'
const planned = z.object({
  planId: z.string(),
  terms: z.object({ durationType: z.enum(['DAYS', 'MONTHS']), durationValue: z.int(), priceMinor: z.int() }),
})
const enrolled = z.object({ planId: z.string(), startsOn: z.string().optional(), phone: z.string() })

describe('section 15: the demo is the same busy day, whatever the day', () => {
  const days = ['2026-11-20', '2027-01-31', '2027-03-31', '2028-02-29', '2028-03-01', '2029-02-28', '2026-12-31']

  it.each(days)('%s', (today) => {
    const commands = membershipDemo(tenantId, today)
    const given = (name: string) => commands.filter((command) => command.name === `memberships.${name}`)
    const plans = new Map(
      given('create-plan').map(({ input }) => [planned.parse(input).planId, planned.parse(input).terms]),
    )
    const ends = given('enrol').map(({ input, at }) => {
      const { planId, startsOn = at.slice(0, 10) } = enrolled.parse(input)
      const { durationType = 'DAYS', durationValue = 0, priceMinor = 0 } = plans.get(planId) ?? {}
      return { startsOn, priceMinor, endsOn: addDuration(startsOn, durationType, durationValue) }
    })
    expect(given('create-member').length + ends.length).toBe(640)
    expect(ends).toHaveLength(590)
    expect(ends.filter(({ endsOn }) => endsOn < today)).toHaveLength(60)
    expect(ends.filter(({ startsOn }) => startsOn > today)).toHaveLength(11)
    expect(ends.filter(({ endsOn }) => endsOn >= today && endsOn < addDays(today, 7))).toHaveLength(38)
    const pastDue = ends.filter(({ startsOn, priceMinor }) => priceMinor > 0 && startsOn < addDays(today, -90))
    expect(pastDue).toHaveLength(22)
    expect(commands.map(({ at }) => at)).toEqual(commands.map(({ at }) => at).sort())
    expect(commands.every(({ at }) => at.slice(0, 10) < today)).toBe(true)
    const phones = given('enrol').map(({ input }) => enrolled.parse(input).phone)
    expect(phones.length - new Set(phones).size).toBeGreaterThan(60)
  })

  it('no two card codes are alike', () => {
    const codes = Array.from({ length: 5000 }, (_, n) => demoCode(n))
    expect(new Set(codes).size).toBe(5000)
    expect(codes.every((code) => /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(code))).toBe(true)
  })
})
