import { createMemoryHistory } from '@tanstack/react-router'
import { describe, expect, test } from 'vitest'
import { TabWalk } from '../../../src-renderer/app/tab-walk.ts'
import { activeTab, closed, maxTabs, opened, startTabs, type Tabs } from '../../../src-renderer/app/tabs.ts'

const addresses = ({ open }: Tabs) => open.map(({ address }) => address)

describe('[DX-R27] tabs', () => {
  test('there are never more than twelve, and never none', () => {
    let tabs = startTabs('/members')
    for (let n = 0; n < 20; n += 1) tabs = opened(tabs, `/members?search=${n}`)
    expect(tabs.open).toHaveLength(maxTabs)
    expect(activeTab(tabs)?.address).toBe('/members?search=19')
    for (const { id } of tabs.open) tabs = closed(tabs, id)
    expect(addresses(tabs)).toEqual(['/'])
  })

  test('one that is closed gives its place to its right neighbour, the last one to its left', () => {
    const three = opened(opened(startTabs('/one'), '/two'), '/three')
    const [, two] = three.open
    const middle = closed({ ...three, active: two?.id ?? '' }, two?.id ?? '')
    expect(activeTab(middle)?.address).toBe('/three')
    expect(activeTab(closed(three, three.active))?.address).toBe('/two')
  })

  const window = (address = '/') => {
    const history = createMemoryHistory({ initialEntries: [address] })
    const walk = new TabWalk(history)
    walk.follow()
    return { history, walk, at: () => activeTab(walk.tabs.get())?.address, all: () => addresses(walk.tabs.get()) }
  }

  test('a tab keeps the address, with its filters, that was last visited in it', () => {
    const { history, walk, at, all } = window()
    history.push('/members?filter=active')
    walk.open('/slots')
    history.push('/slots/a?view=list')
    expect(all()).toEqual(['/members?filter=active', '/slots/a?view=list'])
    walk.activateNth(1)
    expect(history.location.href).toBe('/members?filter=active')
    expect(at()).toBe('/members?filter=active')
    walk.activateNth(9)
    expect(history.location.href).toBe('/slots/a?view=list')
  })

  test('going back goes to what was seen before, in the tab in which it was seen', () => {
    const { history, walk, at } = window()
    history.push('/members')
    const [first] = walk.tabs.get().open
    walk.open('/slots')
    history.push('/slots/a')
    history.back()
    expect(at()).toBe('/slots')
    history.back()
    expect(walk.tabs.get().active).toBe(first?.id)
    expect(at()).toBe('/members')
    history.forward()
    expect(at()).toBe('/slots')
  })

  test('remembered tabs come back; an address that was asked for opens beside them, or is one of them', () => {
    const remembered = opened(startTabs('/members'), '/slots')
    const plain = window()
    plain.walk.restore(remembered)
    expect([plain.history.location.href, plain.all()]).toEqual(['/slots', ['/members', '/slots']])
    const linked = window('/open/slot/x')
    linked.walk.restore(remembered)
    expect([linked.at(), linked.all()]).toEqual(['/open/slot/x', ['/members', '/slots', '/open/slot/x']])
    const reloaded = window('/members')
    reloaded.walk.restore(remembered)
    expect([reloaded.at(), reloaded.all()]).toEqual(['/members', ['/members', '/slots']])
  })
})
