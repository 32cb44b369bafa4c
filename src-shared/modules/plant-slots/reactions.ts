import type { Db } from '../../kernel/database.ts'
import { reaction } from '../../kernel/reaction.ts'
import {
  memberMerged,
  membershipActivated,
  membershipAllowanceChanged,
  membershipEnded,
  membershipResumed,
} from '../memberships/facts.ts'
import { allowanceOf, automaticShare, mostOf } from './allowance-rules.ts'
import { freeSlotsFor } from './automatic-choice.ts'
import { boundMemberships } from './bound-memberships.ts'
import { closeEntitlements, entitlementOf, openEntitlement } from './entitlements.ts'
import { slotsOwedChanged } from './facts.ts'
import { planLocationOf } from './membership-reads.ts'
import { moveToMember } from './merged-rows.ts'
import { endEntries, reduceWanted, setOwed } from './owed.ts'
import { heldByMembership, slotIdsLastHeld } from './queries.ts'
import { serveQueue } from './queue.ts'
import { comparePlaces, type PlacedSlot } from './slot-place.ts'
import { take } from './taking.ts'
import { endHoldings, releaseSurplus } from './vacating.ts'

/** Whether a membership that counts again holds just what it did when it ended. */
async function isAsBefore(db: Db, membershipId: string, endedAt: string, theirs: readonly PlacedSlot[]) {
  const before = await slotIdsLastHeld(db, membershipId, endedAt)
  return before.length === theirs.length && theirs.every(({ id }) => before.includes(id))
}

/**
 * PS-R20: a membership that begins to count opens its right and gets what is free of it: first, if it counted
 * before, the slots it last held. The rest is owed: it stands in the queue, and memberships are told. The answer names
 * all that is the membership's now; `asBefore`, where it had ended, says whether that is what it was.
 */
export const onMembershipActivated = reaction(
  membershipActivated,
  [slotsOwedChanged],
  async (context, { membershipId, memberId, slots: granted, locationId }) => {
    const before = await entitlementOf(context, membershipId)
    const held = (await heldByMembership(context.db, membershipId)).sort(comparePlaces)
    const standing = { granted, extra: 0, held: held.length }
    const most = mostOf(standing)
    const endedAt = before?.closedAt ?? null
    const taken = most > 0 ? await freeSlotsFor(context, membershipId, most, { locationId, endedAt }) : []
    const { owed } = automaticShare(standing, taken.length)
    const holder = { memberId, membershipId }
    const series = `activated:${membershipId}`
    await openEntitlement(context, { ...holder, granted })
    take(context, taken, holder, series)
    // One that counted before may still be remembered as waiting. Nothing is left that the queue could give.
    if (owed > 0 || before) await setOwed(context, holder, owed, { series })
    const theirs = [...held, ...taken]
    const answer = { slotIds: theirs.map(({ id }) => id), slotNumbers: theirs.map(({ number }) => number), owed }
    return endedAt ? { ...answer, asBefore: await isAsBefore(context.db, membershipId, endedAt, theirs) } : answer
  },
)

/**
 * PS-R21: a membership that counts no longer loses its slots. What was planted ends; the slot is cleared before
 * anyone gets it, or goes to maintenance, by the setting. It waits for nothing, and what is free goes to who does.
 */
export const onMembershipEnded = reaction(
  membershipEnded,
  [slotsOwedChanged],
  async (context, { membershipId, reason }) => {
    const series = `ended:${membershipId}`
    closeEntitlements(context, [membershipId])
    const [withdrawn, held] = await Promise.all([
      endEntries(context.db, membershipId),
      heldByMembership(context.db, membershipId),
    ])
    const slots = held.sort(comparePlaces)
    if (slots.length > 0) await endHoldings(context, slots, { membershipId, reason, series })
    if (withdrawn || slots.length > 0) await serveQueue(context, { series })
    return undefined
  },
  // Of all that end with a day, few hold slots or wait for some.
  async (context, ended) => {
    const bound = await boundMemberships(
      context.db,
      ended.map(({ membershipId }) => membershipId),
    )
    const [withSlots, without] = [
      ended.filter(({ membershipId }) => bound.has(membershipId)),
      ended.filter(({ membershipId }) => !bound.has(membershipId)),
    ]
    closeEntitlements(
      context,
      without.map(({ membershipId }) => membershipId),
    )
    return new Set(withSlots)
  },
)

/**
 * PS-R22: a plan that grants more is served like a new one. One that grants less takes back what was given last and
 * has nothing planted; what grows stays until it is harvested.
 */
export const onAllowanceChanged = reaction(
  membershipAllowanceChanged,
  [slotsOwedChanged],
  async (context, { membershipId, to: granted }) => {
    const right = await entitlementOf(context, membershipId)
    if (!right || right.closedAt !== null) return undefined
    const { memberId, extra } = right
    const holder = { memberId, membershipId }
    const series = `allowance:${membershipId}`
    await context.db
      .updateTable('plant_slot_entitlements')
      .set({ granted })
      .where('membership_id', '=', membershipId)
      .where('closed_at', 'is', null)
      .where('deleted_at', 'is', null)
      .execute()
    const held = await heldByMembership(context.db, membershipId)
    const standing = { granted, extra, held: held.length }
    const locationId = await planLocationOf(context.db, membershipId)
    const most = mostOf(standing)
    const taken = most > 0 ? await freeSlotsFor(context, membershipId, most, { locationId, endedAt: null }) : []
    take(context, taken, holder, series)
    const allowance = allowanceOf(standing)
    const surplus = await releaseSurplus(context, holder, { held, allowance, series: `surplus:${membershipId}` })
    const { owed } = automaticShare(standing, taken.length)
    if (owed !== right.owed) await setOwed(context, holder, owed, { series, gone: 'ended' })
    const room = Math.max(0, most - taken.length - owed)
    const withdrawn = await reduceWanted(context, membershipId, (wanted) => (room > 0 ? Math.min(room, wanted) : null))
    if (withdrawn || surplus.length > 0) await serveQueue(context, { series })
    return { slotIds: taken.map(({ id }) => id), slotNumbers: taken.map(({ number }) => number), owed }
  },
)

/** PS-R23: a membership that counts again is served at its old place. While it did not it was passed over. */
export const onMembershipResumed = reaction(
  membershipResumed,
  [slotsOwedChanged],
  async (context, { membershipId }) => {
    await serveQueue(context, { series: `resumed:${membershipId}` })
    return undefined
  },
)

/** PS-R23: what was of one record of a person is of the other. */
export const onMemberMerged = reaction(memberMerged, [], async ({ db }, { fromMemberId, toMemberId }) => {
  await moveToMember(db, fromMemberId, toMemberId)
  return undefined
})
