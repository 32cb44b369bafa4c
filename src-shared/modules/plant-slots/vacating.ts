import { sql } from 'kysely'
import type { CommandContext } from '../../kernel/command.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { surplusOf } from './allowance-rules.ts'
import { clearOutText } from './clear-out.ts'
import { type GivenSlot, giveBackToLeases } from './given-leases.ts'
import { endOccupancies } from './maintenance-entries.ts'
import type { heldByMembership } from './queries.ts'
import { settingsOf } from './settings.ts'
import { recordEvents } from './slot-events.ts'
import type { Holder } from './standing.ts'
import { type OnEndOccupied, statusAfterEnd } from './transitions.ts'

type Held = Awaited<ReturnType<typeof heldByMembership>>[number]

/** Makes slots available, with nobody holding them; what came from a lease may go back to it. */
export async function freeSlots(context: CommandContext, slots: readonly GivenSlot[]): Promise<void> {
  if (slots.length === 0) return
  context.later(takeBack(context.db, { ids: slots.map(({ id }) => id) }))
  await giveBackToLeases(context, slots)
}

const takeBack = prepared((db, place: PlaceOf<{ ids: readonly string[] }>) =>
  db
    .updateTable('plant_slots')
    .set({ status: 'available', member_id: null, membership_id: null, allocated_at: null, taken_lease_id: null })
    .where(({ eb, fn }) => eb('id', '=', fn.any(place('ids')))),
)

/**
 * PS-R22: takes back what a membership holds beyond its allowance, the latest first and nothing that grows. Gives what
 * it took. Whoever calls it serves the queue.
 */
export async function releaseSurplus(
  context: CommandContext,
  holder: Holder,
  { held, allowance, series }: { held: readonly Held[]; allowance: number; series?: string },
): Promise<Held[]> {
  const surplus = surplusOf(held, allowance)
  await freeSlots(context, surplus)
  recordEvents(
    context,
    surplus.map(({ id: slotId, status }) => ({
      ...{ slotId, event: 'released', from: status, to: 'available', ...holder, reason: 'allowance_changed' },
    })),
    series,
  )
  return surplus
}

/** PS-R21: takes its slots from a membership that counts no longer. */
export async function endHoldings(
  context: CommandContext,
  slots: readonly Held[],
  { membershipId, reason, series }: { membershipId: string; reason: string; series: string },
): Promise<void> {
  const { onEndOccupied } = await settingsOf(context.db)
  const occupied = slots.filter(({ status }) => status === 'occupied').map(({ id }) => id)
  await vacate(context, slots, onEndOccupied)
  const free = slots.filter(({ status }) => statusAfterEnd[status][onEndOccupied] === 'available')
  await giveBackToLeases(
    context,
    free.filter(({ id }) => !occupied.includes(id)),
  )
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
}

/** One statement: each slot by its status and the setting; nobody holds any of them afterwards. */
async function vacate({ db }: CommandContext, slots: readonly Held[], onEndOccupied: OnEndOccupied): Promise<void> {
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
      taken_lease_id: null,
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
