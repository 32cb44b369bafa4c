import type { CommandContext } from '../../kernel/command.ts'
import { activeLeases } from '../platform/queries.ts'

/** A slot with the lease that its holder got it from, if any. */
export interface GivenSlot {
  id: string
  takenLeaseId: string | null
}

/**
 * PL-R43: what was given from a lease of this desk is leased again when the command that gave it is taken back, while
 * the lease lives. The slots are free already, and nobody else was served yet.
 */
export async function giveBackToLeases(context: CommandContext, slots: readonly GivenSlot[]): Promise<void> {
  const { db, desk, meta } = context
  const given = slots.filter(({ takenLeaseId }) => takenLeaseId !== null)
  if (!meta.undoOf || desk === null || given.length === 0) return
  for (const { id: leaseId } of await activeLeases(db, { kind: 'plant_slots', deskId: desk })) {
    const ids = given.filter(({ takenLeaseId }) => takenLeaseId === leaseId).map((slot) => slot.id)
    if (ids.length === 0) continue
    await db.updateTable('plant_slots').set({ lease_id: leaseId }).where('id', 'in', ids).execute()
    context.giveBackLease(leaseId, ids.length)
  }
}
