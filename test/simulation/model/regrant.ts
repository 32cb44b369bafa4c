import { type Act, move } from './act.ts'
import { give } from './begin-and-end.ts'
import { anySlots, byPlace } from './choice.ts'
import { owe } from './owing.ts'
import { serve, wantLess } from './queue.ts'
import { standingOf } from './standing.ts'
import type { Slot } from './state.ts'

/** Since when its holder has a slot. */
function heldSince({ past, holder }: Slot): string {
  const isTheirs = past.findLastIndex((each) => each.holder?.membershipId !== holder?.membershipId)
  return past[isTheirs + 1]?.at ?? ''
}

/** PS-R22: another number is granted: more is given like at a beginning, too much is taken back unless it grows. */
export function regrant(act: Act, membershipId: string, granted: number): ReturnType<typeof told> | undefined {
  const { draft } = act
  const membership = draft.memberships.get(membershipId)
  const right = draft.rights.get(membershipId)
  if (!membership || !right || right.closedAt !== null) return undefined
  draft.rights.put({ ...right, granted })
  const { most, allowance, held } = standingOf(draft, membershipId)
  const preferred = [draft.versions.get(membership.versionId)?.terms.slotLocationId ?? null]
  const theirs = draft.slots.where(({ holder }) => holder?.membershipId === membershipId)
  const taken = most > 0 ? anySlots(draft, most, { preferred, only: null }) : []
  const series = `allowance:${membershipId}`
  give(act, taken, { memberId: membership.memberId, membershipId }, series)
  const surplus = theirs
    .filter(({ status }) => status === 'allocated')
    .sort((a, b) => (heldSince(a) === heldSince(b) ? byPlace(b, a) : heldSince(a) < heldSince(b) ? 1 : -1))
    .slice(0, Math.max(0, held - allowance))
  surplus.forEach((slot, n) => {
    const place = { n, series: `surplus:${membershipId}` }
    move(act, slot, 'released', { status: 'available', holder: null }, { of: slot.holder, place })
  })
  const owed = most - taken.length
  if (owed !== right.owed) owe(act, membershipId, owed, { series, gone: 'ended' })
  const withdrawn = wantLess(draft, membershipId, Number.POSITIVE_INFINITY)
  if (withdrawn || surplus.length > 0) serve(act, { series })
  return told(taken, owed)
}

const told = (slots: readonly Slot[], owed: number) => ({
  ...{ slotIds: slots.map(({ id }) => id), slotNumbers: slots.map(({ number }) => number), owed },
})
