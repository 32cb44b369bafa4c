import { expect, test } from 'vitest'
import { placesAfter } from '../../../src-renderer/modules/memberships/plan-places.ts'

const plans = [
  { id: 'a', sortOrder: 1 },
  { id: 'b', sortOrder: 2 },
  { id: 'c', sortOrder: null },
]

test.each([
  [
    'up',
    'b',
    -1,
    [
      { planId: 'b', sortOrder: 1 },
      { planId: 'a', sortOrder: 2 },
      { planId: 'c', sortOrder: 3 },
    ],
  ],
  [
    'down',
    'b',
    1,
    [
      { planId: 'c', sortOrder: 2 },
      { planId: 'b', sortOrder: 3 },
    ],
  ],
  ['up from the first place', 'a', -1, []],
  ['down from the last place', 'c', 1, []],
  ['one that is not in the list', 'd', 1, []],
] as const)('a plan moves %s: only those whose number is another by that are sent', (_, id, by, expected) => {
  expect(placesAfter(plans, id, by)).toEqual(expected)
})
