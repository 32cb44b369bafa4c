import { afterEach, describe, expect, test } from 'vitest'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'

const invoice = '0190a5f0-7c3e-7aaa-8bbb-0123456789ab'
const good = `holdfast://open/invoice/${invoice}`

describe('[DX-A23] [E13] links from outside', () => {
  let running: RunningApp
  const lines: string[] = []
  const start = async (argv: string[]) => {
    lines.length = 0
    running = await startApp(smallDesk().door, { argv, log: (event) => lines.push(event) })
    return running.electron
  }
  afterEach(() => running.remove())

  test('[DX-A23] a good one opens its subject, and nothing is said of it', async () => {
    const electron = await start([good])
    expect(electron.windows[0]?.loaded).toEqual([`holdfast://app/#/open/invoice/${invoice}`])
    expect(lines).toEqual([])
  })

  test.each(['holdfast://run/format', 'holdfast://open/../x', `HOLDFAST://open/invoice/${invoice}`, 'holdfast:x'])(
    '[DX-A23] %s is ignored and logged, without its words',
    async (link) => {
      const electron = await start(['app', '--flag', link])
      expect(electron.windows[0]?.loaded).toEqual(['holdfast://app/'])
      electron.app.emit('second-instance', {}, ['app', link])
      electron.app.emit('open-url', { preventDefault: () => {} }, link)
      expect(electron.windows[0]?.loaded).toEqual(['holdfast://app/'])
      expect(lines).toEqual(['link refused', 'link refused', 'link refused'])
    },
  )
})
