import type { Act, Told } from './act.ts'
import { giveTo } from './giving.ts'
import { liveEntry, owe } from './owing.ts'
import { serve, wantLess } from './queue.ts'
import { refuse } from './refusal.ts'
import { heldBy, takeBeyond } from './regrant.ts'
import { fields, list, optional, type Read, such, text, uuid, whole } from './shapes.ts'
import { requireInForce, standingOf } from './standing.ts'

export const extraSet = fields({
  membershipId: uuid,
  extra: whole(-500, 500),
  reason: text(1, 500),
  giveBack: optional(such(list(uuid, 1, 500), (ids) => new Set(ids).size === ids.length)),
})

/** PS-R2: what staff let somebody hold beyond the plan, or less; what it takes away goes as when a plan shrinks. */
export function setExtra(act: Act, { membershipId, extra, giveBack }: Read<typeof extraSet>): Told {
  const { draft, today } = act
  requireInForce(draft, membershipId, today, 'plant_slot_membership_required')
  const membership = draft.memberships.get(membershipId) ?? refuse('membership_not_found')
  const before = standingOf(draft, membershipId).right ?? {
    ...{ id: membershipId, granted: 0, extra: 0, owed: 0, closedAt: null },
  }
  draft.rights.put({ ...before, extra })
  if (giveBack) giveTo(act, membership, { slotIds: giveBack })
  const { most, allowance, held, right } = standingOf(draft, membershipId)
  const surplus = takeBeyond(act, heldBy(act, membershipId), held - allowance)
  const promised = right?.owed ?? 0
  const owed = Math.min(promised, most)
  if (owed < promised) owe(act, membershipId, owed, { gone: 'ended' })
  const entry = liveEntry(draft, membershipId, 'wanted')
  const beyond = entry ? entry.quantity - (most - owed) : 0
  const withdrawn = beyond > 0 && wantLess(draft, membershipId, beyond)
  if (withdrawn || surplus.length > 0) serve(act, { series: 'extra' })
  const taken = { slotIds: surplus.map(({ id }) => id), slotNumbers: surplus.map(({ number }) => number) }
  return { allowance, formerExtra: before.extra, ...taken }
}
