import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { isOver } from '../model/standing.ts'
import type { Person } from '../model/state.ts'
import { type Draw, fresh, type Generator, idOf, preferring, sometimes, todayOf, wanted } from './draw.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const given = ['Ayşe', 'Mehmet', '서연', 'José', 'Ölüş', 'Ana', 'Omar']
const family = ['Yılmaz', 'Kaya', '김', 'García', '', 'Müller']

/** From here on people are rather sold to than registered. */
export const manyMembers = 12

/** Sometimes one that somebody has. */
function cardCode({ random, seen }: Draw): string {
  const taken = random.chance(0.06) ? random.pick(seen.members.all()) : undefined
  if (taken) return random.chance(0.5) ? taken.code : taken.code.toLowerCase()
  const typed = Array.from({ length: 8 }, () => letters[random.below(letters.length)]).join('')
  return `${typed.slice(0, 4)}-${typed.slice(4)}`
}

/** Few numbers, so that two people get the same now and then. */
const memberNumber = ({ random }: Draw): string => `${random.chance(0.5) ? 'a' : 'A'}${random.below(30)}`

/** A new person, with ids and card. */
export function person(draw: Draw): JsonObject {
  const { random } = draw
  return {
    memberId: fresh(draw, draw.seen.members),
    code: cardCode(draw),
    givenName: random.chance(0.02) ? '' : (random.pick(given) ?? ''),
    familyName: random.pick(family) ?? '',
    ...sometimes(random, 0.3, () => ({ memberNumber: memberNumber(draw) })),
    ...sometimes(random, 0.3, () => ({ email: `guest${random.below(50)}@example.org` })),
    ...sometimes(random, 0.3, () => ({ phone: `+90 532 000 00 ${10 + random.below(90)}` })),
    ...sometimes(random, 0.05, () => ({ phone: random.chance(0.5) ? 'none' : '05320001122' })),
  }
}

export const createMember: Generator = (draw) =>
  draw.seen.members.all().length >= manyMembers && draw.random.chance(0.8) ? null : person(draw)

/** New values for a field or two of a member. */
const newValues = (draw: Draw): JsonObject => {
  const { random } = draw
  const values: JsonObject = {
    givenName: random.pick(['Ayşe', 'Zeynep', 'Zeynep', '']) ?? '',
    familyName: random.pick(family) ?? '',
    memberNumber: random.chance(0.2) ? null : memberNumber(draw),
    phone: `0532 000 00 ${10 + random.below(90)}`,
    email: random.chance(0.2) ? null : `guest${random.below(50)}@example.org`,
    notes: random.pick(['Likes basil', 'Comes late', '']) ?? '',
    waiverSignedOn: random.pick(['2027-01-05', '2027-02-30', null]) ?? null,
  }
  return Object.fromEntries(random.some(Object.entries(values), 1 + random.below(2)))
}

export const updateMember: Generator = (draw) => {
  const { random, seen } = draw
  const member = wanted(draw, seen.members.all())
  if (!member) return null
  const changes = newValues(draw)
  const known: { [Field in keyof Person]: string | null } = member.person
  const before = Object.entries(known).filter(([field]) => Object.hasOwn(changes, field))
  const stale = sometimes(random, 0.08, () => ({ ...Object.fromEntries(before.map(([field]) => [field, 'Ali'])) }))
  const plan = sometimes(random, 0.04, () => ({ planId: fresh(draw) }))
  const after = sometimes(random, 0.02, () => ({ address: 'unseen' }))
  return {
    memberId: idOf(draw, [member]),
    changes: { ...changes, ...plan, ...after },
    seen: { ...Object.fromEntries(before), ...stale },
  }
}

const reason = 'Asked at the desk'

export const setKyc: Generator = (draw) => {
  const { random, seen } = draw
  const status = random.pick(['approved', 'approved', 'pending', 'rejected', 'expired', 'not_required', 'maybe']) ?? ''
  const checked = sometimes(random, 0.5, () => ({ checkedOn: todayOf(draw) }))
  return { memberId: idOf(draw, seen.members.all()), status, ...checked }
}

/** Mostly somebody of whom nothing is in force. */
export const archiveMember: Generator = (draw) => {
  const { random, seen } = draw
  const today = todayOf(draw)
  const busy = new Set(seen.memberships.where((each) => !isOver(seen, each, today)).map(({ memberId }) => memberId))
  const idle = seen.members.where(({ id }) => !busy.has(id))
  if (idle.length === 0 && random.chance(0.7)) return null
  return { memberId: idOf(draw, idle.length > 0 && random.chance(0.8) ? idle : seen.members.all()) }
}

export const suspendMember: Generator = (draw) => ({ memberId: idOf(draw, draw.seen.members.all()), reason })

export const reactivateMember: Generator = (draw) => ({
  memberId: idOf(
    draw,
    preferring(draw, draw.seen.members.all(), ({ status }) => status !== 'ACTIVE'),
  ),
  reason: draw.random.chance(0.03) ? ' ' : reason,
})
