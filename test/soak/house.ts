import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'

/** A command as a form gives it. */
export interface Given {
  name: string
  input: JsonObject
  /** What the house has once the command is taken. */
  adds?: Partial<Known>
}

interface Known {
  membershipIds: string[]
  memberIds: string[]
  codes: string[]
}

/** What all of the house know from the start, and what its clerks told each other. */
export interface House extends Known {
  locationId: string
  planId: string
  planVersionId: string
  slotIds: string[]
}

/** How many slots a membership may hold. */
export const allowance = 4

/** The commands that open the house. */
export function openingCommands(slots: number): { house: House; commands: Given[] } {
  const house: House = {
    ...{ locationId: newId(), planId: newId(), planVersionId: newId() },
    ...{ slotIds: Array.from({ length: slots }, newId), membershipIds: [], memberIds: [], codes: [] },
  }
  const { locationId, planId, planVersionId: versionId } = house
  const terms = {
    durationType: 'MONTHS',
    durationValue: 1,
    priceMinor: 49_000,
    currency: 'TRY',
    slotAllocation: allowance,
  }
  const rows = house.slotIds.map((slotId, index) => ({ id: slotId, slotNumber: `GH1-${index + 1}` }))
  return {
    house,
    commands: [
      { name: 'memberships.create-plan', input: { planId, versionId, name: 'Basic', terms } },
      {
        name: 'plant-slots.create-location',
        input: { locationId, code: 'greenhouse-1', name: 'Greenhouse 1', kind: 'greenhouse' },
      },
      { name: 'plant-slots.create-slots', input: { locationId, slots: rows } },
    ],
  }
}
