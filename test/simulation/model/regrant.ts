import { type Act, move } from './act.ts'
import { give } from './begin-and-end.ts'
import { anySlots, byPlace } from './choice.ts'
import { vacated } from './lease-reads.ts'
import { owe } from './owing.ts'
import { serve, wantLess } from './queue.ts'
import { standingOf } from './standing.ts'
import type { Slot } from './state.ts'

/** Since when its holder has a slot. */
export const heldSince = ({ since }: Slot): string => since ?? ''

/** PS-R22: another number is granted: more is given like at a beginning, too much is taken back unless it grows. */
export function regrant(act: Act, membershipId: string, granted: number): ReturnType<typeof told> | undefined {
  const { draft } = act
  const membership = draft.memberships.get(membershipId)
  const right = draft.rights.get(membershipId)
  if (!membership || !right || right.closedAt !== null) return undefined
  draft.rights.put({ ...right, granted })
  const { most, allowance, held } = standingOf(draft, membershipId)
  const preferred = [draft.versions.get(membership.versionId)?.terms.slotLocationId ?? null]
  const theirs = heldBy(act, membershipId)
  const taken = most > 0 ? anySlots(draft, most, { preferred, only: null, deskId: act.deskId }) : []
  const series = `allowance:${membershipId}`
  give(act, taken, { memberId: membership.memberId, membershipId }, series)
  const surplus = takeBeyond(act, theirs, held - allowance, `surplus:${membershipId}`)
  const owed = most - taken.length
  if (owed !== right.owed) owe(act, membershipId, owed, { series, gone: 'ended' })
  const withdrawn = wantLess(draft, membershipId, Number.POSITIVE_INFINITY)
  if (withdrawn || surplus.length > 0) serve(act, { series })
  return told(taken, owed)
}

export const heldBy = ({ draft }: Act, membershipId: string): Slot[] =>
  draft.slots.where(({ holder }) => holder?.membershipId === membershipId)

/** PS-R22: what was given last is taken back first, and nothing that grows. */
export function takeBeyond(act: Act, held: readonly Slot[], beyond: number, series?: string): Slot[] {
  const surplus = held
    .filter(({ status }) => status === 'allocated')
    .sort((a, b) => (heldSince(a) === heldSince(b) ? byPlace(b, a) : heldSince(a) < heldSince(b) ? 1 : -1))
    .slice(0, Math.max(0, beyond))
  surplus.forEach((slot, n) => {
    const place = series === undefined ? { n } : { n, series }
    move(act, vacated(act, slot), 'released', { status: 'available', holder: null }, { of: slot.holder, place })
  })
  return surplus
}

const told = (slots: readonly Slot[], owed: number) => ({
  ...{ slotIds: slots.map(({ id }) => id), slotNumbers: slots.map(({ number }) => number), owed },
})
