import {
  IconChartHistogram,
  IconHandStop,
  IconHistory,
  IconHome,
  IconHourglass,
  IconInbox,
  IconPlant2,
  type IconProps,
  IconRefresh,
  IconSend,
  IconSettings,
  IconTicket,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Words } from '../i18n/i18n.ts'
import type { ShortcutId } from './shortcuts.ts'

/** A place in the rail. */
export interface Place {
  to:
    | '/'
    | '/slots'
    | '/waiting'
    | '/floor'
    | '/members'
    | '/plans'
    | '/renewals'
    | '/reports'
    | '/attention'
    | '/outbox'
    | '/journal'
    | '/settings'
  icon: ComponentType<IconProps>
  word: Words
  key: ShortcutId
  /** The right without which the place is not there. */
  right?: string
}

export const modules: readonly Place[] = [
  { to: '/', icon: IconHome, word: 'today.title', key: 'go_today' },
  { to: '/slots', icon: IconPlant2, word: 'slots.title', key: 'go_slots', right: 'plant_slot_view' },
  { to: '/waiting', icon: IconHourglass, word: 'waiting.title', key: 'go_waiting', right: 'plant_slot_view' },
  { to: '/floor', icon: IconHandStop, word: 'floor.title', key: 'go_floor', right: 'plant_slot_update' },
  { to: '/members', icon: IconUsers, word: 'members.title', key: 'go_members', right: 'member_view' },
  { to: '/renewals', icon: IconRefresh, word: 'renewals.title', key: 'go_renewals', right: 'membership_update' },
  { to: '/plans', icon: IconTicket, word: 'plans.title', key: 'go_plans', right: 'membership_plan_manage' },
  { to: '/reports', icon: IconChartHistogram, word: 'reports.title', key: 'go_reports', right: 'plant_slot_report' },
]

/** What the person and this desk have of their own. */
export const own: readonly Place[] = [
  { to: '/attention', icon: IconInbox, word: 'attention.title', key: 'go_attention' },
  { to: '/outbox', icon: IconSend, word: 'outbox.title', key: 'go_outbox' },
  { to: '/journal', icon: IconHistory, word: 'journal.title', key: 'go_journal' },
  { to: '/settings', icon: IconSettings, word: 'settings.title', key: 'go_settings' },
]

/** The place that an address belongs to, for its name and icon. */
export const placeOf = (address: string): Place | undefined => {
  const path = address.split('?')[0] ?? ''
  return [...modules, ...own].find(({ to }) => path === to)
}
