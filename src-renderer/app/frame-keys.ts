import { useNavigate } from '@tanstack/react-router'
import { useMay } from './desk-status.tsx'
import { modules, own, type Place } from './places.ts'
import { home } from './tabs.ts'
import { useTabWalk } from './tabs-context.tsx'
import { useShortcut } from './use-shortcut.ts'

/** The keys that work on every screen (`desk-ux.md` section 8): to places and between tabs. */
export function useFrameKeys(onKeys: () => void): void {
  useShortcut('keys', onKeys)
  useTabKeys()
  const navigate = useNavigate()
  const to = usePlaceKeys()
  useShortcut('attention', () => void navigate({ to: '/attention' }))
  useShortcut('outbox', () => void navigate({ to: '/outbox' }))
  useShortcut('go_today', to('/'))
  useShortcut('go_slots', to('/slots'))
  useShortcut('go_waiting', to('/waiting'))
  useShortcut('go_floor', to('/floor'))
  useShortcut('go_members', to('/members'))
  useShortcut('go_plans', to('/plans'))
  useShortcut('go_renewals', to('/renewals'))
  useShortcut('go_reports', to('/reports'))
  useShortcut('go_attention', to('/attention'))
  useShortcut('go_outbox', to('/outbox'))
  useShortcut('go_journal', to('/journal'))
  useShortcut('go_settings', to('/settings'))
}

/** Nothing where the place is not this person's. */
function usePlaceKeys(): (to: Place['to']) => (() => void) | null {
  const navigate = useNavigate()
  const may = useMay()
  return (to) => {
    const right = [...modules, ...own].find((place) => place.to === to)?.right
    return right === undefined || may(right) ? () => void navigate({ to }) : null
  }
}

function useTabKeys(): void {
  const walk = useTabWalk()
  useShortcut('tab_new', () => walk.open(home))
  useShortcut('tab_close', () => walk.close())
  useShortcut('tab_1', () => walk.activateNth(1))
  useShortcut('tab_2', () => walk.activateNth(2))
  useShortcut('tab_3', () => walk.activateNth(3))
  useShortcut('tab_4', () => walk.activateNth(4))
  useShortcut('tab_5', () => walk.activateNth(5))
  useShortcut('tab_6', () => walk.activateNth(6))
  useShortcut('tab_7', () => walk.activateNth(7))
  useShortcut('tab_8', () => walk.activateNth(8))
  useShortcut('tab_9', () => walk.activateNth(9))
}
