import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hubLine } from '../../src-main/host-electron/server-forks.ts'
import { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { serverOrder } from '../../src-shared/sync/server-control.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'
import type { StandInChild } from './hosts/stand-in-window.ts'

let running: RunningApp
let dropped: string[]

beforeEach(async () => {
  dropped = []
  running = await startApp(smallDesk().door, {
    log: (event) => void dropped.push(event),
    prepare: (electron) => {
      electron.serverStarted = serve
    },
  })
})
afterEach(() => running.remove())

/** A process that answers as a sync server does. */
function serve(child: StandInChild): void {
  child.parentPort.on('message', ({ data }) => {
    const order = serverOrder.parse(data)
    if (order.order === 'stop') child.emit('exit', 0)
    else child.parentPort.postMessage({ word: 'done', call: order.call, value: order.task })
  })
  child.parentPort.postMessage({ word: 'ready', address: 'http://127.0.0.1:7400' })
}

/** What the desk's process has of main. */
function deskLine() {
  const [desk] = running.electron.children
  if (!desk) throw new Error('No desk has been started.')
  return { desk, ...hubLine(desk.parentPort) }
}

const startServer = ({ fork }: ReturnType<typeof deskLine>) =>
  EmbeddedServer.start({ folder: '/desk/server', host: '127.0.0.1', port: 0, fork, log: () => undefined })

describe('[DX-R49] the server of this computer, in the app', () => {
  test('runs in a process that main starts with its settings, and is asked and stopped over main', async () => {
    const server = await startServer(deskLine())
    const [desk, forked] = running.electron.forked
    expect(desk?.env).toBeUndefined()
    expect(forked).toMatchObject({ modulePath: '/app/server.ts', args: [], env: { HOLDFAST_FOLDER: '/desk/server' } })
    // A process without the system's own variables finds neither its home nor its temporary folder.
    expect(forked?.env).toMatchObject({ PATH: process.env.PATH })
    expect(await server.ask('health', {})).toEqual({ ok: true, value: 'health' })
    await server.stop()
    expect(dropped).toEqual([])
  })

  test('is ended with the desk that asked for it', async () => {
    await startServer(deskLine())
    const gone = vi.fn()
    const [desk, server] = running.electron.children
    server?.on('exit', gone)
    desk?.emit('exit', 9)
    expect(gone).toHaveBeenCalledOnce()
  })
})

test('[DX-R30] what the desk says of its unsent work passes by the hub’s line', async () => {
  running.electron.app.quit()
  await vi.waitFor(() => expect(running.electron.app.calls.filter((call) => call === 'quit')).toHaveLength(2))
  expect(dropped).toEqual([])
})

test('[DX-R50] the machine stays awake while other desks are connected, and may sleep when their desk is gone', async () => {
  const { awake, desk } = deskLine()
  awake.serving(2)
  await vi.waitFor(() => expect(running.electron.awake.size).toBe(1))
  awake.serving(0)
  await vi.waitFor(() => expect(running.electron.awake.size).toBe(0))
  awake.serving(1)
  await vi.waitFor(() => expect(running.electron.awake.size).toBe(1))
  desk.emit('exit', 9)
  expect(running.electron.awake.size).toBe(0)
})
