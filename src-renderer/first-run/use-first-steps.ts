import type { LinkProps } from '@tanstack/react-router'
import { listMembers } from '../../src-shared/modules/memberships/member-list.ts'
import { activePlans } from '../../src-shared/modules/memberships/plan-queries.ts'
import { locations as locationsQuery } from '../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useMay } from '../app/desk-status.tsx'
import { useWatch } from '../desk/hooks.tsx'
import type { Words } from '../i18n/i18n.ts'

/** One thing that an organisation needs before its first day. */
export interface FirstStep {
  key: 'slots' | 'plan' | 'member' | 'give'
  word: Words
  line: Words
  minutes: number
  done: boolean
  /** Where it is done; null while something else must come first. */
  to: Pick<LinkProps, 'to' | 'params' | 'search'> | null
}

/**
 * What a new organisation has not done yet and this person may do (DX-R47), each with where it is done; undefined while
 * that is not known, null once nothing is left.
 */
export function useFirstSteps(): readonly FirstStep[] | null | undefined {
  const may = useMay()
  const [slots, plan] = [may('plant_slot_inventory'), may('membership_plan_manage')]
  const sets = slots && plan && may('member_create') && may('plant_slot_assign')
  const { value: locations } = useWatch(locationsQuery, sets ? {} : null)
  const { value: plans } = useWatch(activePlans, sets ? {} : null)
  const { value: members } = useWatch(listMembers, sets ? { page: 1, limit: 1 } : null)
  if (!sets) return null
  if (!locations || !plans || !members) return undefined
  const hasSlots = locations.some(({ total }) => total > 0)
  const given = locations.some(({ allocated, occupied }) => allocated + occupied > 0)
  const free = locations.find((location) => location.free > 0)
  const steps: FirstStep[] = [
    {
      ...{ key: 'slots', word: 'first_steps.slots', line: 'first_steps.slots_line', minutes: 2, done: hasSlots },
      to: { to: '/slots', search: { sheet: 'new', first: true } },
    },
    {
      ...{ key: 'plan', word: 'first_steps.plan', line: 'first_steps.plan_line', minutes: 1, done: plans.length > 0 },
      to: { to: '/plans', search: { sheet: 'new', first: true } },
    },
    {
      ...{ key: 'member', word: 'first_steps.member', line: 'first_steps.member_line', minutes: 1 },
      ...{ done: members.total > 0, to: { to: '/members', search: { sheet: 'enrol', first: true } } },
    },
    {
      ...{ key: 'give', word: 'first_steps.give', line: 'first_steps.give_line', minutes: 1, done: given },
      to:
        free && members.total > 0
          ? { to: '/slots/$locationId', params: { locationId: free.id }, search: { give: true } }
          : null,
    },
  ]
  return steps.every(({ done }) => done) ? null : steps
}
