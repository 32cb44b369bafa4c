import type { Db } from '../../kernel/database.ts'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'

// Two reads of rows that memberships owns, each by a key.

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
export async function planLocationOf(db: Db, membershipId: string): Promise<string | null> {
  const [terms] = await readPlanLocation(db, { membershipId })
  return terms?.slot_location_id ?? null
}

const readPlanLocation = prepared((db, place: PlaceOf<{ membershipId: string }>) =>
  db
    .selectFrom('memberships as ms')
    .innerJoin('membership_plan_versions as v', 'v.id', 'ms.plan_version_id')
    .select('v.slot_location_id')
    .where('ms.id', '=', place('membershipId'))
    .where('ms.deleted_at', 'is', null)
    .where('v.deleted_at', 'is', null),
)
