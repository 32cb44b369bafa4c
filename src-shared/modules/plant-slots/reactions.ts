import { sql } from 'kysely'
import type { CommandContext } from '../../kernel/command.ts'
import { naturalId } from '../../kernel/id.ts'
import { reaction } from '../../kernel/reaction.ts'
import { membershipActivated, membershipEnded } from '../memberships/facts.ts'
import { automaticShare, mostOf } from './allowance-rules.ts'
import { clearOutText } from './clear-out.ts'
import { slotsOwedChanged } from './facts.ts'
import { endOccupancies } from './maintenance-entries.ts'
import { freeSlotsLastHeld, heldByMembership, settingsOf } from './queries.ts'
import { recordEvents } from './slot-events.ts'
import { comparePlaces, type PlacedSlot } from './slot-place.ts'
import { pickAny, take } from './taking.ts'
import { statusAfterEnd } from './transitions.ts'

/**
 * PS-R20: a membership that begins to count opens its right and gets what is free of it: first, if it counted
 * before, the slots it last held. The rest is owed, and memberships are told.
 */
export const onMembershipActivated = reaction(
  membershipActivated,
  [slotsOwedChanged],
  async (context, { membershipId, memberId, slots: grantedSlots, locationId }) => {
    const { db } = context
    const before = await entitlementOf(context, membershipId)
    const held = (await heldByMembership(db, membershipId)).length
    const standing = { granted: grantedSlots, extra: 0, held }
    const most = mostOf(standing)
    const taken = most > 0 ? await choose(context, membershipId, most, { locationId, endedAt: before?.closed_at }) : []
    const { owed } = automaticShare(standing, taken.length)
    await openEntitlement(context, { membershipId, memberId, granted: grantedSlots, owed })
    take(context, taken, { memberId, membershipId }, `activated:${membershipId}`)
    // One that counted before may still be remembered as waiting.
    if (owed > 0 || before) await context.announce(slotsOwedChanged, { membershipId, owed })
    return { slotIds: taken.map(({ id }) => id), slotNumbers: taken.map(({ number }) => number), owed }
  },
)

/** Up to `most` free slots: those it held when it ended, then by the fixed choice. */
async function choose(
  context: CommandContext,
  membershipId: string,
  most: number,
  { locationId, endedAt }: { locationId: string | null; endedAt: string | null | undefined },
): Promise<PlacedSlot[]> {
  const again = endedAt ? await freeSlotsLastHeld(context, membershipId, endedAt) : []
  const first = again.sort(comparePlaces).slice(0, most)
  if (first.length === most) return first
  // The first are still free as the choice sees it, so it looks at as many more.
  const wish = { quantity: most, locationId, only: false, planLocationId: null }
  const { chosen } = await pickAny(context, wish)
  const others = chosen.filter((slot) => first.every(({ id }) => id !== slot.id))
  return [...first, ...others].slice(0, most)
}

const entitlementIdOf = ({ tenant }: CommandContext, membershipId: string): string =>
  naturalId(tenant.id, 'plant_slot_entitlements', membershipId)

const entitlementOf = (context: CommandContext, membershipId: string) =>
  context.db
    .selectFrom('plant_slot_entitlements')
    .select('closed_at')
    .where('id', '=', entitlementIdOf(context, membershipId))
    .where('deleted_at', 'is', null)
    .executeTakeFirst()

async function openEntitlement(
  context: CommandContext,
  right: { membershipId: string; memberId: string; granted: number; owed: number },
): Promise<void> {
  const { membershipId, memberId, granted, owed } = right
  const terms = { granted, owed, extra: 0, closed_at: null }
  const id = entitlementIdOf(context, membershipId)
  await context.db
    .insertInto('plant_slot_entitlements')
    .values({ id, membership_id: membershipId, member_id: memberId, ...terms })
    .onConflict((conflict) => conflict.constraint('plant_slot_entitlements_pkey').doUpdateSet(terms))
    .execute()
}

/**
 * PS-R21: a membership that counts no longer loses its slots. What was planted ends; the slot is cleared before
 * anyone gets it, or goes to maintenance, by the setting.
 */
export const onMembershipEnded = reaction(membershipEnded, [], async (context, { membershipId, reason }) => {
  const { db, at } = context
  const slots = (await heldByMembership(db, membershipId)).sort(comparePlaces)
  await db
    .updateTable('plant_slot_entitlements')
    .set({ closed_at: at, owed: 0 })
    .where('membership_id', '=', membershipId)
    .where('closed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  if (slots.length === 0) return undefined
  const { onEndOccupied } = await settingsOf(db)
  const series = `ended:${membershipId}`
  const occupied = slots.filter(({ status }) => status === 'occupied').map(({ id }) => id)
  await vacate(context, slots, onEndOccupied)
  if (occupied.length > 0) await endOccupancies(context, occupied, 'membership_ended')
  if (onEndOccupied === 'available') await clearOut(context, occupied, series)
  recordEvents(
    context,
    slots.map(({ id: slotId, status, memberId }) => ({
      slotId,
      event: 'membership_ended',
      from: status,
      to: statusAfterEnd[status][onEndOccupied],
      memberId,
      membershipId,
      reason,
    })),
    series,
  )
  return undefined
})

type Held = Awaited<ReturnType<typeof heldByMembership>>[number]

/** One statement: each slot by its status and the setting; nobody holds any of them afterwards. */
async function vacate(
  { db }: CommandContext,
  slots: readonly Held[],
  onEndOccupied: 'available' | 'maintenance',
): Promise<void> {
  const cleared = onEndOccupied === 'available'
  await db
    .updateTable('plant_slots')
    .set(({ eb }) => ({
      status: eb
        .case()
        .when('status', '=', 'maintenance')
        .then(statusAfterEnd.maintenance[onEndOccupied])
        .when('status', '=', 'occupied')
        .then(statusAfterEnd.occupied[onEndOccupied])
        .else(statusAfterEnd.allocated[onEndOccupied])
        .end(),
      maintenance_required: sql<boolean>`maintenance_required or (status = 'occupied' and ${cleared})`,
      member_id: null,
      membership_id: null,
      allocated_at: null,
    }))
    .where(
      'id',
      'in',
      slots.map(({ id }) => id),
    )
    .execute()
}

/** PS-R21: nobody gets the slot before it is cleared. */
async function clearOut({ db, actor, tenant, rowId }: CommandContext, slotIds: readonly string[], series: string) {
  if (slotIds.length === 0) return
  const rows = slotIds.map((slotId, n) => ({
    id: rowId(`plant_slot_maintenance:${series}`, n),
    slot_id: slotId,
    kind: 'clear_out' as const,
    description: clearOutText(tenant.locale),
    priority: 'high' as const,
    reported_by: actor.userId,
  }))
  await db.insertInto('plant_slot_maintenance').values(rows).execute()
}
