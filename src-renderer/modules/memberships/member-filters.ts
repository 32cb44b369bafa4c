import { z } from 'zod'
import { addDays, type Day } from '../../../src-shared/kernel/calendar.ts'
import type { InputOf } from '../../../src-shared/kernel/query.ts'
import type { listMembers } from '../../../src-shared/modules/memberships/member-list.ts'
import type { Words } from '../../i18n/i18n.ts'
import { memberSheets } from './member-sheet.ts'

/** What the list of members can be narrowed to. */
export const memberFilters = ['active', 'ends_soon', 'pending_slots', 'past_due', 'expired', 'suspended'] as const
export type MemberFilter = (typeof memberFilters)[number]

export const memberFilterWords: Record<MemberFilter, Words> = {
  active: 'members.filter.active',
  ends_soon: 'members.filter.ends_soon',
  pending_slots: 'members.filter.pending_slots',
  past_due: 'members.filter.past_due',
  expired: 'members.filter.expired',
  suspended: 'members.filter.suspended',
}

export const memberSorts = ['name', 'endsOn', 'created'] as const

const optionalText = z.string().max(100).optional().catch(undefined)

/** What the address of the members' screen holds. */
export const memberSearch = z.object({
  search: optionalText,
  filter: z.enum(memberFilters).optional().catch(undefined),
  sort: z.enum(memberSorts).optional().catch(undefined),
  member: optionalText,
  /** What is open beside the list instead of the member. */
  sheet: z
    .enum(['enrol', ...memberSheets])
    .optional()
    .catch(undefined),
  /** Opened from the first steps, to which the way leads back. */
  first: z.boolean().optional().catch(undefined),
})
export type MemberSearch = z.infer<typeof memberSearch>

type Filters = Omit<InputOf<typeof listMembers>, 'page' | 'limit'>

/** Days in which a membership that ends is worth a look. */
const soonDays = 8

const narrowed: Record<MemberFilter, (today: Day) => Filters> = {
  active: () => ({ effective: 'active' }),
  ends_soon: (today) => ({ effective: 'active', endsBefore: addDays(today, soonDays) }),
  pending_slots: () => ({ effective: 'pending_slots' }),
  past_due: () => ({ pastDue: true }),
  expired: () => ({ effective: 'expired' }),
  suspended: () => ({ status: 'SUSPENDED' }),
}

/** The address as the query's input. */
export function filtersOf({ search, filter, sort }: MemberSearch, today: Day): Filters {
  return { ...(filter ? narrowed[filter](today) : {}), ...(search ? { search } : {}), ...(sort ? { sort } : {}) }
}
