import type { RouterHistory } from '@tanstack/react-router'
import { Store } from '../desk/store.ts'
import { activated, activeTab, closed, home, moved, named, opened, startTabs, type Tabs } from './tabs.ts'

type Visit = Parameters<Parameters<RouterHistory['subscribe']>[0]>[0]

/**
 * Tabs and the window's history, kept in step: a tab shows the last address visited in it, and going back returns to
 * the tab in which that address was visited.
 */
export class TabWalk {
  readonly tabs: Store<Tabs>
  readonly #history: RouterHistory
  /** In which tab each entry of the history was visited. */
  readonly #tabOf = new Map<string, string>()

  constructor(history: RouterHistory, tabs: Tabs = startTabs(history.location.href)) {
    this.#history = history
    this.tabs = new Store(tabs)
    this.#tabOf.set(keyOf(history.location), tabs.active)
  }

  /** Takes up remembered tabs; an address that somebody asked for opens beside them. */
  restore(tabs: Tabs): void {
    const asked = this.#history.location.href
    const same = tabs.open.find(({ address }) => address === asked)
    const isAsked = asked !== home && !same
    this.#go(isAsked ? opened(tabs, asked) : same ? activated(tabs, same.id) : tabs, 'replace')
  }

  /** Hears where the window goes. Gives what ends it. */
  follow(): () => void {
    return this.#history.subscribe((visit) => this.#visited(visit))
  }

  name(name: string): void {
    this.tabs.set(named(this.tabs.get(), name))
  }

  open(address: string): void {
    this.#go(opened(this.tabs.get(), address))
  }

  activate(id: string): void {
    this.#go(activated(this.tabs.get(), id))
  }

  /** The n-th tab from the left, from 1; 9 is always the last one. */
  activateNth(n: number): void {
    const { open } = this.tabs.get()
    const tab = n === 9 ? open.at(-1) : open[n - 1]
    if (tab) this.activate(tab.id)
  }

  close(id: string = this.tabs.get().active): void {
    this.#go(closed(this.tabs.get(), id))
  }

  #go(tabs: Tabs, how: 'push' | 'replace' = 'push'): void {
    const before = this.tabs.get()
    this.tabs.set(tabs)
    const address = activeTab(tabs)?.address ?? home
    if (tabs.active === before.active && address === this.#history.location.href) return
    this.#history[how](address)
  }

  #visited({ location, action }: Visit): void {
    const tabs = this.tabs.get()
    const key = keyOf(location)
    const wentThrough = action.type === 'BACK' || action.type === 'FORWARD' || action.type === 'GO'
    const of = wentThrough ? (this.#tabOf.get(key) ?? tabs.active) : tabs.active
    const now = activated(tabs, of)
    this.#tabOf.set(key, now.active)
    this.tabs.set(moved(now, location.href))
  }
}

const keyOf = ({ state }: Visit['location']): string => state.__TSR_key ?? ''
