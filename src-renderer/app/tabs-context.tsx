import { useRouter } from '@tanstack/react-router'
import { createContext, type ReactNode, use, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useHere } from './desk-status.tsx'
import { rememberedTabs, rememberTabs } from './tab-memory.ts'
import { TabWalk } from './tab-walk.ts'
import type { Tabs } from './tabs.ts'

const Context = createContext<TabWalk | null>(null)

/** The tabs of this window, for what opens, closes and names them. */
export function useTabWalk(): TabWalk {
  const walk = use(Context)
  if (!walk) throw new Error('There are no tabs before the entrance')
  return walk
}

/** The tabs of this window, live. */
export function useTabs(): Tabs {
  const { tabs } = useTabWalk()
  return useSyncExternalStore(tabs.subscribe, tabs.get)
}

/** Keeps the tabs of whoever is signed in: each person finds their own again. */
export function TabsProvider({ children }: { children: ReactNode }) {
  const { history } = useRouter()
  const userId = useHere().user?.id ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person begins with tabs of their own
  const walk = useMemo(() => new TabWalk(history), [history, userId])
  useEffect(() => {
    const stop = walk.follow()
    let left = false
    let unsubscribe = () => {}
    const begin = (tabs: Tabs | null): void => {
      if (left) return
      if (tabs) walk.restore(tabs)
      unsubscribe = walk.tabs.subscribe(() => rememberTabs(userId, walk.tabs.get()))
    }
    void rememberedTabs(userId).then(begin)
    return () => {
      left = true
      stop()
      unsubscribe()
    }
  }, [walk, userId])
  return <Context value={walk}>{children}</Context>
}
