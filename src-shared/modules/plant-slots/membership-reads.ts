import type { Db } from '../../kernel/database.ts'

// Two reads of rows that memberships owns, each one row by its key.

/** The member record of a signed-in user, if there is one: what *own* means for slots. */
export async function ownMemberOf(db: Db, userId: string): Promise<string | null> {
  const own = await db
    .selectFrom('members')
    .select('id')
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return own?.id ?? null
}

/** PS-R7: the location that the terms of a membership prefer. */
export async function planLocationOf(db: Db, planVersionId: string): Promise<string | null> {
  const terms = await db
    .selectFrom('membership_plan_versions')
    .select('slot_location_id')
    .where('id', '=', planVersionId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return terms?.slot_location_id ?? null
}
