import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import { type Act, move } from './act.ts'
import { anySlots } from './choice.ts'
import { liveEntry, owe } from './owing.ts'
import { isInForce, standingOf } from './standing.ts'
import type { Draft, Offer, Slot, Waiting } from './state.ts'

const inLine = (a: Waiting, b: Waiting): number =>
  a.kind !== b.kind
    ? a.kind === 'owed'
      ? -1
      : 1
    : Date.parse(a.joinedAt) - Date.parse(b.joinedAt) || (a.id < b.id ? -1 : 1)

const hour = 3_600_000

/** Who lost which slots by this command, and does not get them back by it. */
type Taken = readonly { slotId: string; membershipId: string }[]

/** PS-R30: whoever waits gets, or is offered, what is free, in the order of the line. */
export function serve(act: Act, { series = '', taken = [] }: { series?: string; taken?: Taken } = {}): void {
  const { draft, today } = act
  const kind = series === '' ? 'queue' : `queue:${series}`
  const counted = { given: 0, offers: 0 }
  for (const entry of draft.waitlist.where(({ state }) => state === 'waiting').sort(inLine)) {
    const membership = draft.memberships.get(entry.membershipId)
    if (!membership || !isInForce(draft, membership, today)) continue
    const ofPlan = draft.versions.get(membership.versionId)?.terms.slotLocationId ?? null
    const except = taken.filter(({ membershipId }) => membershipId === membership.id).map(({ slotId }) => slotId)
    const wish = { preferred: [entry.locationId, ofPlan], only: entry.locationId, except, deskId: null }
    const slots = anySlots(draft, entry.quantity, wish)
    if (slots.length === 0) continue
    if (entry.kind === 'owed') {
      const holder = { memberId: membership.memberId, membershipId: membership.id }
      for (const slot of slots) {
        const free = { ...slot, givenFrom: null }
        move(act, free, 'allocated', { status: 'allocated', holder }, { place: { n: counted.given, series: kind } })
        counted.given += 1
      }
      owe(act, membership.id, membership.owed - slots.length)
    } else {
      offer(act, entry, slots, rowIdOf(act.commandId, `plant_slot_offers:${kind}`, counted.offers))
      counted.offers += 1
    }
  }
}

function offer({ draft, at }: Act, entry: Waiting, slots: readonly Slot[], id: string): void {
  const expiresAt = new Date(Date.parse(at) + draft.slotSettings.offerHours * hour).toISOString()
  const slotIds = slots.map((slot) => slot.id)
  const { joinedAt } = entry
  draft.offers.put({ id, entryId: entry.id, slotIds, expiresAt, joinedAt, offeredAt: at, state: 'open' })
  draft.waitlist.put({ ...entry, state: 'offered' })
  for (const slot of slots) draft.slots.put({ ...slot, offerId: id })
}

/** An offer ends; what it held is held no more. */
export function closeOffer({ offers, slots }: Draft, closed: Offer, state: Offer['state']): void {
  offers.put({ ...closed, state })
  for (const slot of slots.where(({ offerId }) => offerId === closed.id)) slots.put({ ...slot, offerId: null })
}

const openOfferOf = ({ offers }: Draft, entryId: string): Offer | undefined =>
  offers.find((each) => each.entryId === entryId && each.state === 'open')

/** PS-R21: waits for nothing any more. Tells whether something was on offer. */
export function leaveLine(draft: Draft, membershipId: string): boolean {
  let withdrawn = false
  for (const kind of ['owed', 'wanted'] as const) {
    const entry = liveEntry(draft, membershipId, kind)
    if (!entry) continue
    draft.waitlist.put({ ...entry, state: 'ended' })
    withdrawn = withdrawOf(draft, entry.id) || withdrawn
  }
  return withdrawn
}

/** Takes back what is on offer for an entry. Tells whether there was something. */
export function withdrawOf(draft: Draft, entryId: string): boolean {
  const open = openOfferOf(draft, entryId)
  if (open) closeOffer(draft, open, 'withdrawn')
  return open !== undefined
}

/** PS-R8: what was taken is owed no longer, and beyond that no longer wanted. Tells whether something came free. */
export function countTaken(act: Act, membershipId: string, taken: number): boolean {
  const { draft } = act
  const owed = draft.rights.get(membershipId)?.owed ?? 0
  const served = Math.min(owed, taken)
  if (served > 0) owe(act, membershipId, owed - served)
  return served < taken && wantLess(draft, membershipId, taken - served)
}

/** Of what is wanted so much less is waited for, and what is on offer beyond is withdrawn. Tells whether something was. */
export function wantLess(draft: Draft, membershipId: string, less: number): boolean {
  const entry = liveEntry(draft, membershipId, 'wanted')
  if (!entry) return false
  const quantity = entry.quantity - less
  if (quantity <= 0) {
    draft.waitlist.put({ ...entry, state: 'fulfilled' })
    return withdrawOf(draft, entry.id)
  }
  draft.waitlist.put({ ...entry, quantity })
  const open = openOfferOf(draft, entry.id)
  const beyond = open?.slotIds.slice(quantity) ?? []
  if (!open || beyond.length === 0) return false
  draft.offers.put({ ...open, slotIds: open.slotIds.slice(0, quantity) })
  for (const slot of draft.slots.where(({ id }) => beyond.includes(id))) draft.slots.put({ ...slot, offerId: null })
  return true
}

/** PS-R24: promises as many slots back as staff took, while in force and as far as there is room. */
export function promiseBack(act: Act, membershipId: string, slots: number): void {
  const { draft, today } = act
  const membership = draft.memberships.get(membershipId)
  if (slots === 0 || !membership || !isInForce(draft, membership, today)) return
  const { most, right } = standingOf(draft, membershipId)
  const owed = right?.owed ?? 0
  const promised = Math.max(owed, Math.min(owed + slots, most))
  if (promised > owed) owe(act, membershipId, promised)
}
