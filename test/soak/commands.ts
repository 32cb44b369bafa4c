import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Random } from './random.ts'

/** A command as a form gives it. */
export interface Given {
  name: string
  input: JsonObject
}

/** What of a slot on the board the clerks look at. */
export const seenSlot = z.object({
  id,
  status: z.enum(['available', 'allocated', 'occupied', 'maintenance']),
  membershipId: id.nullable(),
})
export type SeenSlot = z.infer<typeof seenSlot>

/** What all of the house know from the start, and what its clerks told each other. */
export interface House {
  locationId: string
  planId: string
  planVersionId: string
  slotIds: string[]
  membershipIds: string[]
  memberIds: string[]
  codes: string[]
}

interface Moment {
  random: Random
  house: House
  /** As this desk shows the slots; old, or empty, where it just died. */
  board: readonly SeenSlot[]
}

/** Null where the board has nothing to do it with. */
type Work = (moment: Moment) => Given | null

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Sometimes one that somebody has: both desks may give it out while they do not hear of each other. */
function cardCode({ random, house }: Moment): string {
  const known = random.chance(0.15) ? random.pick(house.codes) : undefined
  const letters = Array.from({ length: 8 }, () => alphabet[random.below(alphabet.length)]).join('')
  const code = known ?? `${letters.slice(0, 4)}-${letters.slice(4)}`
  house.codes.push(code)
  return code
}

const person = (moment: Moment) => {
  const memberId = newId()
  moment.house.memberIds.push(memberId)
  return { memberId, code: cardCode(moment), givenName: `Guest ${moment.house.memberIds.length}`, language: 'en' }
}

const sale = ({ house }: Moment) => {
  const membershipId = newId()
  house.membershipIds.push(membershipId)
  const { planId, planVersionId } = house
  return { membershipId, periodId: newId(), chargeId: newId(), planId, planVersionId }
}

const membership = ({ random, house }: Moment): string => random.pick(house.membershipIds) ?? newId()

/** A slot of one of these kinds that somebody holds, with its holder. */
function held({ random, board }: Moment, ...statuses: SeenSlot['status'][]) {
  const slot = random.pick(board.filter(({ status, membershipId }) => membershipId && statuses.includes(status)))
  return slot?.membershipId ? { slotId: slot.id, membershipId: slot.membershipId } : null
}

const work: [share: number, work: Work][] = [
  [10, (moment) => ({ name: 'memberships.enrol', input: { ...person(moment), ...sale(moment) } })],
  [4, (moment) => ({ name: 'memberships.create-member', input: person(moment) })],
  [
    8,
    (moment) => {
      const memberId = moment.random.pick(moment.house.memberIds)
      return memberId ? { name: 'memberships.purchase', input: { memberId, ...sale(moment) } } : null
    },
  ],
  [6, (moment) => ({ name: 'memberships.revoke-purchase', input: { membershipId: membership(moment) } })],
  [
    16,
    (moment) => {
      const pick = { quantity: 1 + moment.random.below(2) }
      return { name: 'plant-slots.allocate', input: { membershipId: membership(moment), pick } }
    },
  ],
  [
    18,
    (moment) => {
      const { random, board, house } = moment
      const free = board.filter(({ status }) => status === 'available').map((slot) => slot.id)
      const slotIds = random.some(free.length > 0 ? free : house.slotIds, 1 + random.below(2))
      return { name: 'plant-slots.allocate', input: { membershipId: membership(moment), pick: { slotIds } } }
    },
  ],
  [
    18,
    (moment) => {
      const taken = held(moment, 'allocated')
      if (!taken) return null
      return { name: 'plant-slots.release', input: { slotIds: [taken.slotId], membershipId: taken.membershipId } }
    },
  ],
  [
    12,
    (moment) => {
      const taken = held(moment, 'allocated', 'occupied')
      return taken && { name: 'plant-slots.occupy', input: { ...taken, occupancyId: newId(), label: 'Basil' } }
    },
  ],
  [
    8,
    (moment) => {
      const taken = held(moment, 'occupied')
      const entry = { entryId: newId(), kind: 'repair', description: 'A pipe leaks' }
      return taken && { name: 'plant-slots.start-maintenance', input: { slotId: taken.slotId, ...entry } }
    },
  ],
  [
    8,
    ({ random, board }) => {
      const slot = random.pick(board.filter(({ status }) => status === 'maintenance'))
      const returnTo = random.chance(0.5) ? 'holder' : 'pool'
      return slot ? { name: 'plant-slots.complete-maintenance', input: { slotId: slot.id, returnTo } } : null
    },
  ],
  [
    4,
    ({ random, house }) => {
      const slotId = random.pick(house.slotIds) ?? newId()
      const input = { entryId: newId(), slotId, kind: 'inspection', description: 'Yellow leaves' }
      return { name: 'plant-slots.report-maintenance', input }
    },
  ],
]
const shares = work.reduce((sum, [share]) => sum + share, 0)

/** What a clerk does next. */
export function nextCommand(moment: Moment): Given {
  for (;;) {
    let drawn = moment.random.below(shares)
    const chosen = work.find(([share]) => {
      drawn -= share
      return drawn < 0
    })
    const given = chosen?.[1](moment)
    if (given) return given
  }
}

/** The commands that open the house. */
export function openingCommands(slots: number): { house: House; commands: Given[] } {
  const house: House = {
    ...{ locationId: newId(), planId: newId(), planVersionId: newId() },
    ...{ slotIds: Array.from({ length: slots }, newId), membershipIds: [], memberIds: [], codes: [] },
  }
  const { locationId, planId, planVersionId: versionId } = house
  const terms = { durationType: 'MONTHS', durationValue: 1, priceMinor: 49_000, currency: 'TRY', slotAllocation: 3 }
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
