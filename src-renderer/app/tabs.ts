import { newId } from '../../src-shared/kernel/id.ts'

/** One screen that is kept open. */
export interface Tab {
  id: string
  /** Address of the screen within the app, with its filters: `/members?filter=active`. */
  address: string
  /** What the screen called itself when it was last seen. */
  name: string
}

/** The tabs of one window (DX-R27); there is always one, and one of them is active. */
export interface Tabs {
  open: readonly Tab[]
  active: string
}

/** More cannot be told apart. */
export const maxTabs = 12
export const home = '/'

export function startTabs(address = home): Tabs {
  const id = newId()
  return { open: [{ id, address, name: '' }], active: id }
}

export const activeTab = ({ open, active }: Tabs): Tab | undefined => open.find(({ id }) => id === active)

const changed = (tabs: Tabs, id: string, change: Partial<Tab>): Tabs => ({
  ...tabs,
  open: tabs.open.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)),
})

/** The active tab shows another screen now. */
export const moved = (tabs: Tabs, address: string): Tabs => changed(tabs, tabs.active, { address })

/** The screen of the active tab says what it is called. */
export const named = (tabs: Tabs, name: string): Tabs => changed(tabs, tabs.active, { name })

export const activated = (tabs: Tabs, id: string): Tabs =>
  tabs.open.some((tab) => tab.id === id) ? { ...tabs, active: id } : tabs

/** A tab more, right of the active one. Where there are enough, the screen opens in the active one. */
export function opened(tabs: Tabs, address: string): Tabs {
  if (tabs.open.length >= maxTabs) return moved(tabs, address)
  const tab = { id: newId(), address, name: '' }
  const at = tabs.open.findIndex(({ id }) => id === tabs.active) + 1
  return { open: tabs.open.toSpliced(at, 0, tab), active: tab.id }
}

/** Without a tab; its right neighbour, or else its left one, becomes active. The last one leaves the home screen. */
export function closed(tabs: Tabs, id: string): Tabs {
  const at = tabs.open.findIndex((tab) => tab.id === id)
  if (at === -1) return tabs
  const open = tabs.open.toSpliced(at, 1)
  const next = open[at] ?? open[at - 1]
  if (!next) return startTabs()
  return { open, active: tabs.active === id ? next.id : tabs.active }
}
