import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'

/** Gives a command that must be done. */
type Give = (name: string, input: JsonObject) => Promise<unknown>

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A card code that no other test has: of random letters, since ids of one moment begin alike. */
export const cardCode = (): string => {
  const letters = Array.from({ length: 8 }, () => crockford[Math.floor(Math.random() * crockford.length)] ?? '0')
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

/** What makes a plan; its terms may be said. */
export const newPlan = (terms: JsonObject = {}, name = `Plan ${newId().slice(-12)}`) => ({
  planId: newId(),
  versionId: newId(),
  name,
  terms: { durationType: 'MONTHS', durationValue: 12, priceMinor: 4900, ...terms },
})
export type Plan = ReturnType<typeof newPlan>

/** What registers a person and sells them a plan. */
export const newEnrolment = ({ planId, versionId }: Plan, more: JsonObject = {}) => ({
  ...{ memberId: newId(), membershipId: newId(), periodId: newId(), chargeId: newId() },
  ...{ planId, planVersionId: versionId, code: cardCode(), givenName: 'Ada', familyName: 'Byron' },
  ...{ email: 'ada@post.test', phone: '+90 555 000 11 22', notes: 'allergic to nuts', ...more },
})

export const newLocation = (code = `l-${newId().slice(-12)}`) => ({
  ...{ locationId: newId(), code, name: `Place ${code}`, kind: 'greenhouse' },
})

/** Slots in one row, numbered from 1. */
export const newSlots = ({ locationId, code }: { locationId: string; code: string }, count: number) => ({
  locationId,
  slots: Array.from({ length: count }, (_, n) => ({
    ...{ id: newId(), slotNumber: `${code}-${n + 1}`, row: 1, column: n + 1, level: 1 },
  })),
})

/** A greenhouse with free slots, and members who are each entitled to one and hold none. */
export interface Garden {
  plan: Plan
  location: ReturnType<typeof newLocation>
  slots: { id: string; slotNumber: string }[]
  members: ReturnType<typeof newEnrolment>[]
}

export async function plantGarden(give: Give, { members, slots }: { members: number; slots: number }): Promise<Garden> {
  // What a plan grants is owed until it is given, and served by itself; what is allowed beyond it waits to be asked for.
  const plan = newPlan({ slotAllocation: 0 })
  await give('memberships.create-plan', plan)
  const enrolled = Array.from({ length: members }, () => newEnrolment(plan))
  for (const each of enrolled) {
    await give('memberships.enrol', each)
    await give('plant-slots.set-extra', { membershipId: each.membershipId, extra: 1, reason: 'Agreed' })
  }
  const location = newLocation()
  await give('plant-slots.create-location', location)
  const made = newSlots(location, slots)
  await give('plant-slots.create-slots', made)
  return { plan, location, slots: made.slots, members: enrolled }
}
