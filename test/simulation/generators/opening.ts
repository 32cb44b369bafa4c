import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../../src-shared/kernel/permission.ts'
import type { Random } from '../../soak/random.ts'
import { type Given, newIdFrom } from './draw.ts'

/** The people a house needs before it opens, by what they do there. */
export const people: readonly { role: BuiltinRole; displayName: string }[] = [
  { role: 'owner', displayName: 'Defne' },
  { role: 'manager', displayName: 'Emre' },
  { role: 'frontdesk', displayName: 'Ayla' },
  { role: 'field', displayName: 'Kerem' },
  { role: 'viewer', displayName: 'Nil' },
  { role: 'member', displayName: 'Ozan' },
]

/** Slots of the two locations: the greenhouse in one row, the field without positions. */
const inGreenhouse = 6
const inField = 3

/**
 * Sets up a small house, given by its owner: two locations with nine slots, three plans, four members with a
 * membership and one without. What is granted is more than there is, so that people want the same from the start.
 */
export function openingCommands(random: Random, at: string): Given[] {
  const id = (): string => newIdFrom(random, at)
  const [greenhouse, field] = [id(), id()]
  const plans = [
    plan(id, 'Basic', { ...month, maxFreezeDays: 10, slotAllocation: 2, slotLocationId: greenhouse }),
    plan(id, 'Week', {
      durationType: 'DAYS',
      durationValue: 7,
      priceMinor: 9_900,
      maxFreezeDays: 3,
      freezeFeeMinor: 500,
      slotAllocation: 1,
    }),
    plan(id, 'Self-renewing', { ...month, slotAllocation: 3, autoRenew: true }),
  ]
  const sold = plans.flatMap(({ planId, versionId }) => ({ planId, planVersionId: versionId }))
  return [
    location(greenhouse, 'greenhouse-1', 'greenhouse', 0),
    location(field, 'field-north', 'field', 1),
    slots(id, greenhouse, 'GH1', inGreenhouse),
    slots(id, field, 'F', inField),
    ...plans.map((input) => ({ name: 'memberships.create-plan', input })),
    ...['0000-000A', '0000-000B', '0000-000C', '0000-000D'].map((code, n) => ({
      name: 'memberships.enrol',
      input: { ...person(id, code), ...sale(id), ...(sold[n % sold.length] ?? {}) },
    })),
    { name: 'memberships.create-member', input: person(id, '0000-000E') },
  ]
}

const month = { durationType: 'MONTHS', durationValue: 1, priceMinor: 49_000 }

const plan = (id: () => string, name: string, terms: JsonObject) => ({ planId: id(), versionId: id(), name, terms })

const location = (locationId: string, code: string, kind: string, sortOrder: number): Given => ({
  name: 'plant-slots.create-location',
  input: { locationId, code, name: code, kind, sortOrder },
})

const slots = (id: () => string, locationId: string, prefix: string, count: number): Given => ({
  name: 'plant-slots.create-slots',
  input: {
    locationId,
    slots: Array.from({ length: count }, (_, n) => ({
      ...{ id: id(), slotNumber: `${prefix}-${n + 1}` },
      ...(prefix === 'F' ? {} : { row: 1, column: n + 1, level: 1 }),
    })),
  },
})

const person = (id: () => string, code: string) => ({ memberId: id(), code, givenName: 'Guest', familyName: code })
const sale = (id: () => string) => ({ membershipId: id(), periodId: id(), chargeId: id() })
