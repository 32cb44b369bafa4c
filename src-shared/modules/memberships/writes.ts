import type { Db } from '../../kernel/database.ts'

// What other modules may write of this one: its own tables only, and never refused.

/** IV-R17: these charges are on an invoice now, and only it settles them; null takes them off it again. */
export async function markBilled(db: Db, chargeIds: readonly string[], invoiceId: string | null): Promise<void> {
  if (chargeIds.length === 0) return
  await db
    .updateTable('membership_charges')
    .set({ invoice_id: invoiceId })
    .where('id', 'in', chargeIds)
    .where('deleted_at', 'is', null)
    .execute()
}
