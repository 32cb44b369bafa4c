import type { Db } from '../../kernel/database.ts'
import type { WholeMembership } from './whole-membership.ts'

/** Who cancelled a membership, by name; null where nobody did, or nobody knows any more. */
export async function cancellerOf(db: Db, { cancelled_by }: WholeMembership): Promise<string | null> {
  if (cancelled_by === null) return null
  const user = await db.selectFrom('users').select('display_name').where('id', '=', cancelled_by).executeTakeFirst()
  return user?.display_name ?? null
}
