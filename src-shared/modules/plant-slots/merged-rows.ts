import type { Db } from '../../kernel/database.ts'

/** Tables whose rows stand by a member and move with them. The past of slots and of the queue stays as it was. */
const tables = ['plant_slots', 'plant_slot_entitlements', 'plant_slot_occupancies', 'plant_slot_waitlist'] as const

/** PS-R23: gives all rows of a member to another. */
export async function moveToMember(db: Db, fromMemberId: string, toMemberId: string): Promise<void> {
  for (const table of tables) {
    await db.updateTable(table).set({ member_id: toMemberId }).where('member_id', '=', fromMemberId).execute()
  }
  for (const side of ['from_member_id', 'to_member_id'] as const) {
    await db
      .updateTable('plant_slot_transfers')
      .set({ [side]: toMemberId })
      .where(side, '=', fromMemberId)
      .execute()
  }
}
