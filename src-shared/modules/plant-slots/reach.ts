import type { QueryContext } from '../../kernel/query.ts'
import { ownMemberOf } from './membership-reads.ts'

/** A member id that nobody has: what someone sees who may see only their own and is no member. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** PS-R54: the one member whose slots the asker may see; null is all. */
export const onlyMember = async ({
  db,
  actor,
  reach,
}: Pick<QueryContext, 'db' | 'actor' | 'reach'>): Promise<string | null> =>
  reach === 'own' ? ((await ownMemberOf(db, actor.userId)) ?? nobody) : null
