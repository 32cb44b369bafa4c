import type { useNavigate } from '@tanstack/react-router'
import type { Place } from '../app/places.ts'
import { type MemberSearch, memberSearch } from '../modules/memberships/member-filters.ts'
import type { SlotSearch } from '../modules/plant-slots/slot-address.ts'

/** A screen with what it shows there. */
export type Address =
  | { to: Exclude<Place['to'], '/members'> }
  | { to: '/members'; search: MemberSearch }
  | { to: '/slots/$locationId'; params: { locationId: string }; search: SlotSearch }

/** A thing that the box found, or a code meant. */
export interface Thing {
  kind: string
  id: string
  within: string | null
}

const shownAt: Record<string, (thing: Thing) => Address | null> = {
  member: ({ id }) => ({ to: '/members', search: { member: id } }),
  membership: ({ within }) => (within ? { to: '/members', search: { member: within } } : null),
  slot: ({ id, within }) =>
    within ? { to: '/slots/$locationId', params: { locationId: within }, search: { slot: id } } : null,
  location: ({ id }) => ({ to: '/slots/$locationId', params: { locationId: id }, search: {} }),
}

/** Where a thing is shown; null for a kind that has no screen. */
export const addressOf = (thing: Thing): Address | null => shownAt[thing.kind]?.(thing) ?? null

/** Lists that show all of what the box shows the first of (DX-R21). */
export const listOf = (kind: string, text: string): Address | null =>
  kind === 'member' ? { to: '/members', search: { search: text } } : null

/** Goes there as a link would. A thing that is opened beside a list leaves the list as it was narrowed. */
export function goTo(navigate: ReturnType<typeof useNavigate>, address: Address): void {
  if (address.to === '/members') {
    const { member, sheet } = address.search
    const beside = member !== undefined || sheet !== undefined
    void navigate({
      to: address.to,
      // Wherever one comes from, only what the list of members understands goes along.
      search: (before: object) => (beside ? { ...memberSearch.parse(before), member, sheet } : address.search),
    })
  } else if (address.to === '/slots/$locationId') void navigate({ ...address })
  else void navigate({ to: address.to })
}
