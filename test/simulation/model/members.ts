import type { Act, Told } from './act.ts'
import { memberNumberKey, tidyLine } from './names.ts'
import { note } from './plans.ts'
import { serve } from './queue.ts'
import { refuse } from './refusal.ts'
import {
  day,
  fields,
  leftOut,
  matching,
  nullable,
  oneOf,
  optional,
  type Read,
  type Shape,
  such,
  text,
  uuid,
  withDefault,
} from './shapes.ts'
import { inForceOf, isOver } from './standing.ts'
import type { Draft, Member, Membership, Person } from './state.ts'

const upper = (typed: string): string => typed.trim().toUpperCase()
const mail = /^[A-Za-z0-9_+'-]+(\.[A-Za-z0-9_+'-]+)*(?<!')@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/
const telephone = /^\+?[\d\s().\-/]*\d[\d\s().\-/]*$/

/** An e-mail address as far as the generators go: the full grammar has corners that nobody types. */
const email: Shape<string> = (raw) => such(text(1, 254), (typed) => mail.test(typed))(raw)

const person = {
  givenName: text(0, 80, tidyLine),
  familyName: text(0, 80, tidyLine),
  memberNumber: nullable(text(1, 32, memberNumberKey)),
  language: matching(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  waiverSignedOn: nullable(day),
}
const contact = {
  email: nullable(email),
  phone: nullable(such(text(1, 40), (typed) => telephone.test(typed))),
  birthOn: nullable(day),
  address: note(500),
  notes: note(2000),
}

/** Fields of a person who is registered; enrol has them too. */
export const newPerson = {
  memberId: uuid,
  code: matching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/, upper),
  givenName: withDefault(person.givenName, ''),
  familyName: withDefault(person.familyName, ''),
  memberNumber: withDefault(person.memberNumber, null),
  language: optional(person.language),
  waiverSignedOn: withDefault(person.waiverSignedOn, null),
  email: withDefault(contact.email, null),
  phone: withDefault(contact.phone, null),
  birthOn: withDefault(contact.birthOn, null),
  address: withDefault(contact.address, null),
  notes: withDefault(contact.notes, null),
}

/** A member has at least one character of name. */
export const isNamed = ({ givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>): boolean =>
  (givenName + familyName).length > 0

const newPersonShape = fields(newPerson)
export const newMember = such(newPersonShape, isNamed)

const changeable = leftOut({ ...person, ...contact })
const anything: Shape<unknown> = (raw) => raw

export const changedMember = such(
  fields({
    memberId: uuid,
    changes: fields({ ...changeable, planId: anything, membershipPlanId: anything }),
    seen: fields(changeable),
  }),
  ({ changes, seen }) => Object.keys(changes).every((field) => namesPlan(field) || Object.hasOwn(seen, field)),
)

const namesPlan = (field: string): boolean => field === 'planId' || field === 'membershipPlanId'

export const movedMember = fields({ memberId: uuid, reason: text(1, 500) })

/** MB-R60: codes first, then numbers. */
function refuseTaken({ members }: Draft, memberId: string, code: string | null, memberNumber: string | null): void {
  const others = members.where(({ id }) => id !== memberId)
  if (code !== null && others.some((other) => other.code === code)) refuse('member_code_taken')
  if (memberNumber !== null && others.some((other) => other.person.memberNumber === memberNumber)) {
    refuse('member_number_taken')
  }
}

/** Writes a person down; part of enrol too. */
export function register({ draft }: Act, input: Read<typeof newPersonShape>): Member {
  const { memberId, code, language = draft.house?.locale ?? '' } = input
  const { givenName, familyName, memberNumber, waiverSignedOn, email, phone, birthOn, address, notes } = input
  refuseTaken(draft, memberId, code, memberNumber)
  const named = { givenName, familyName, memberNumber, language, waiverSignedOn }
  const member: Member = {
    id: memberId,
    code,
    status: 'ACTIVE',
    kyc: 'not_required',
    kycOn: null,
    person: { ...named, email, phone, birthOn, address, notes },
  }
  draft.members.add(member)
  return member
}

export function createMember(act: Act, input: Read<typeof newMember>): Told {
  return { memberId: register(act, input).id }
}

const memberOf = ({ members }: Draft, memberId: string): Member => members.get(memberId) ?? refuse('member_not_found')

/** MB-R64: a record that went into another one is not written any more. */
function liveMemberOf(draft: Draft, memberId: string): Member {
  const member = memberOf(draft, memberId)
  return member.status === 'MERGED' ? refuse('member_merged') : member
}

/**
 * MB-R62, field by field. Order, which the spec leaves open after permission and existence: a plan among the fields
 * (MB-R50), clashes (MB-R62), the number (MB-R60), the name.
 */
export function updateMember({ draft, reach }: Act, input: Read<typeof changedMember>): Told {
  // Nobody's sign-in is linked to a member yet, so whoever may change only their own has none.
  if (reach === 'own') refuse('actor_not_permitted')
  const member = liveMemberOf(draft, input.memberId)
  const { planId, membershipPlanId, ...changes } = input.changes
  if (planId !== undefined || membershipPlanId !== undefined) refuse('member_plan_change_not_allowed')
  const wanted = { ...member.person, ...changes }
  for (const field of fieldsOf(changes)) {
    const now = member.person[field]
    if (now !== input.seen[field] && now !== wanted[field]) refuse('version_conflict')
  }
  if (changes.memberNumber) refuseTaken(draft, member.id, null, changes.memberNumber)
  if (fieldsOf(changes).some((field) => field in person) && !isNamed(wanted)) refuse('validation_failed')
  draft.members.put({ ...member, person: wanted })
  return {}
}

const all = Object.keys({ ...person, ...contact })
const fieldsOf = (changes: Partial<Person>): (keyof Person)[] =>
  // The names of a person's fields are those of the shapes above.
  Object.keys(changes).filter((field): field is keyof Person => all.includes(field))

/** Section 3: whoever is archived comes back before anything else. */
const moved =
  (status: 'ACTIVE' | 'SUSPENDED') =>
  (act: Act, { memberId }: Read<typeof movedMember>): Told => {
    const { draft, today } = act
    const was = liveMemberOf(draft, memberId)
    if (was.status === 'ARCHIVED' && status === 'SUSPENDED') refuse('member_not_active')
    if (was.status === status) return { status }
    const member = { ...was, status }
    draft.members.put(member)
    // PS-R23: what waits for a suspended member was passed over.
    const counts = inForceOf(draft, member, today)
    if (counts) serve(act, { series: `resumed:${counts.id}` })
    return { status }
  }

export const suspendMember = moved('SUSPENDED')
export const reactivateMember = moved('ACTIVE')

export const checkedMember = fields({
  memberId: uuid,
  status: oneOf('not_required', 'pending', 'approved', 'rejected', 'expired'),
  checkedOn: withDefault(nullable(day), null),
})

/** Records how the check of who somebody is stands. */
export function setKyc({ draft }: Act, { memberId, status, checkedOn }: Read<typeof checkedMember>): Told {
  const member = liveMemberOf(draft, memberId)
  draft.members.put({ ...member, kyc: status, kycOn: checkedOn })
  return { kycStatus: status, before: { status: member.kyc, checkedOn: member.kycOn } }
}

export const archivedMember = fields({ memberId: uuid })

/** MB-R63: not while something of theirs is in force, scheduled or frozen; then nothing renews itself any more. */
export function archiveMember({ draft, today }: Act, { memberId }: Read<typeof archivedMember>): Told {
  const member = liveMemberOf(draft, memberId)
  if (member.status === 'ARCHIVED') return { status: 'ARCHIVED' }
  const theirs = draft.memberships.where((each) => each.memberId === memberId)
  if (!theirs.every((each) => isOver(draft, each, today))) refuse('member_has_active_membership')
  for (const each of theirs) draft.memberships.put({ ...each, autoRenew: false })
  draft.members.put({ ...member, status: 'ARCHIVED' })
  return { status: 'ARCHIVED' }
}

export const merged = such(fields({ winnerId: uuid, loserId: uuid }), ({ winnerId, loserId }) => winnerId !== loserId)

/** MB-R64: two records of one person become one. */
export function mergeMembers({ draft }: Act, { winnerId, loserId }: Read<typeof merged>): Told {
  const { members, memberships } = draft
  const [winner, loser] = [memberOf(draft, winnerId), memberOf(draft, loserId)]
  if (winner.status === 'MERGED' || loser.status === 'MERGED') refuse('member_merged')
  if (winner.status === 'ARCHIVED' && loser.status !== 'ARCHIVED') refuse('member_not_active')
  const [ours, theirs] = [winnerId, loserId].map((memberId) => memberships.where((each) => each.memberId === memberId))
  if (overlap(draft, ours ?? [], theirs ?? [])) refuse('member_merge_overlap')
  const moved = new Set(theirs?.map(({ id }) => id))
  for (const membership of theirs ?? []) memberships.put({ ...membership, memberId: winnerId })
  for (const slot of draft.slots.where(({ holder }) => holder?.memberId === loserId)) {
    if (slot.holder) draft.slots.put({ ...slot, holder: { ...slot.holder, memberId: winnerId } })
  }
  const lacking = Object.entries(loser.person).filter(([field]) => field in contact)
  const filled = lacking.filter(([field]) =>
    Object.entries(winner.person).some(([f, is]) => f === field && is === null),
  )
  members.put({ ...winner, person: { ...winner.person, ...Object.fromEntries(filled) } })
  members.put({ ...loser, status: 'MERGED' })
  const charges = draft.charges.where(({ membershipId }) => moved.has(membershipId)).length
  return { memberships: moved.size, charges }
}

/** Whether on some day both have a period that counts. */
function overlap({ periods }: Draft, ours: readonly Membership[], theirs: readonly Membership[]): boolean {
  const daysOf = (memberships: readonly Membership[]) =>
    periods.where(({ membershipId, voidBy }) => voidBy === null && memberships.some(({ id }) => id === membershipId))
  const others = daysOf(theirs)
  return daysOf(ours).some((one) => others.some((two) => one.startsOn <= two.endsOn && two.startsOn <= one.endsOn))
}
