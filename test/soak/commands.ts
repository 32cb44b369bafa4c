import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import { allowance, type Given, type House } from './house.ts'
import type { Random } from './random.ts'

/** What of a slot on the board the clerks look at. */
export const seenSlot = z.object({
  id,
  status: z.enum(['available', 'allocated', 'occupied', 'maintenance']),
  membershipId: id.nullable(),
})
export type SeenSlot = z.infer<typeof seenSlot>

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
  return known ?? `${letters.slice(0, 4)}-${letters.slice(4)}`
}

const person = (moment: Moment) => ({
  ...{ memberId: newId(), code: cardCode(moment), givenName: `Guest ${moment.random.below(10_000)}`, language: 'en' },
})

const sale = ({ house: { planId, planVersionId } }: Moment) => ({
  ...{ membershipId: newId(), periodId: newId(), chargeId: newId(), planId, planVersionId },
})

/** One that may have more slots, as far as the board tells. */
function membershipWithRoom({ random, house, board }: Moment): string | undefined {
  const held = (id: string) => board.filter(({ membershipId }) => membershipId === id).length
  return random.pick(house.membershipIds.filter((id) => held(id) < allowance))
}

/** A slot of one of these kinds that somebody holds, with its holder. */
function held({ random, board }: Moment, ...statuses: SeenSlot['status'][]) {
  const slot = random.pick(board.filter(({ status, membershipId }) => membershipId && statuses.includes(status)))
  return slot?.membershipId ? { slotId: slot.id, membershipId: slot.membershipId } : null
}

const work: [share: number, work: Work][] = [
  [
    9,
    (moment) => {
      const input = { ...person(moment), ...sale(moment) }
      const adds = { memberIds: [input.memberId], membershipIds: [input.membershipId], codes: [input.code] }
      return { name: 'memberships.enrol', input, adds }
    },
  ],
  [
    5,
    (moment) => {
      const input = person(moment)
      return { name: 'memberships.create-member', input, adds: { memberIds: [input.memberId], codes: [input.code] } }
    },
  ],
  [
    5,
    (moment) => {
      const memberId = moment.random.pick(moment.house.memberIds)
      const input = { ...sale(moment) }
      if (!memberId) return null
      const adds = { membershipIds: [input.membershipId] }
      return { name: 'memberships.purchase', input: { memberId, ...input }, adds }
    },
  ],
  [
    4,
    ({ random, house }) => {
      const membershipId = random.pick(house.membershipIds)
      return membershipId ? { name: 'memberships.revoke-purchase', input: { membershipId } } : null
    },
  ],
  [
    16,
    (moment) => {
      const membershipId = membershipWithRoom(moment)
      if (!membershipId) return null
      return { name: 'plant-slots.allocate', input: { membershipId, pick: { quantity: 1 } } }
    },
  ],
  [
    18,
    (moment) => {
      const { random, board, house } = moment
      const membershipId = membershipWithRoom(moment)
      const free = board.filter(({ status }) => status === 'available').map((slot) => slot.id)
      const slotIds = random.some(free.length > 0 ? free : house.slotIds, 1 + random.below(2))
      return membershipId ? { name: 'plant-slots.allocate', input: { membershipId, pick: { slotIds } } } : null
    },
  ],
  [
    24,
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
