import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { member } from '../../../src-shared/modules/memberships/member-queries.ts'

/** A member as the detail shows them. */
export type Member = OutputOf<typeof member>
