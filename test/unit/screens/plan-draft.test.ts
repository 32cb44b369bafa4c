import { expect, test } from 'vitest'
import {
  planDraftOf,
  planPatch,
  planProblems,
  termsOfDraft,
  usualPlan,
} from '../../../src-renderer/modules/memberships/plan-draft.ts'

const t = ((key: string) => key) as unknown as Parameters<typeof planProblems>[2]

const sold = {
  name: 'Gold',
  description: null,
  terms: {
    ...{ durationType: 'MONTHS' as const, durationValue: 12, priceMinor: 4990, currency: 'TRY', maxFreezeDays: 30 },
    ...{ freezeFeeMinor: 100, autoRenew: true, renewalPricePolicy: 'current' as const, renewableWhenArchived: false },
    ...{ requiresKyc: true, slotAllocation: 2, slotLocationId: null },
  },
}

test('[MB-R5] a plan that was opened and not changed is not changed', () => {
  expect(planPatch(sold, planDraftOf(sold))).toEqual({})
})

test('[MB-R5] only what was changed is sent: terms that the form does not ask for stay as they are', () => {
  expect(planPatch(sold, { ...planDraftOf(sold), price: 59.9, description: ' new ' })).toEqual({
    description: ' new ',
    terms: { priceMinor: 5990 },
  })
})

test.each([
  ['TRY', 4990],
  ['JPY', 50],
  ['KWD', 49_900],
])('[MB-R4] a price in %s is in its own minor unit', (currency, priceMinor) => {
  expect(termsOfDraft({ ...usualPlan, price: 49.9 }, currency).priceMinor).toBe(priceMinor)
})

test('[MB-R3] [MB-R4] what the command would refuse is said at the field', () => {
  expect(Object.keys(planProblems(usualPlan, 'TRY', t)).sort()).toEqual(['name', 'price'])
  const wrong = { ...usualPlan, name: 'A', price: 1e12, durationValue: 25 }
  expect(Object.keys(planProblems(wrong, 'TRY', t)).sort()).toEqual(['durationValue', 'price'])
  expect(planProblems({ ...usualPlan, name: 'A', price: 0 }, 'TRY', t)).toEqual({})
})
