import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appVersion } from '../../src-main/host/app-version.ts'
import { keepUpdated, updaterOf } from '../../src-main/host/desk-updates.ts'
import { installerFor } from '../../src-main/host-electron/installer.ts'
import { AppUpdates } from '../../src-main/host-electron/updates.ts'
import { wordsIn } from '../../src-main/host-electron/words.ts'
import { handedOver } from '../../src-main/update/handed-over.ts'
import { beginStart } from '../../src-main/update/starts.ts'
import { ReleaseStage } from '../unit/update/releases.ts'
import { smallDesk, status } from './hosts/desk-under-test.ts'
import { startApp } from './hosts/electron-host.ts'

describe('[DX-R52] the application and its updates', () => {
  test('it installs after the desk has closed its replica, and before it is gone', async () => {
    const done: string[] = []
    const running = await startApp(smallDesk().door, {
      updates: {
        install: async () => void done.push(`install after ${running.stops()} stop`),
        wentWell: () => done.push('well'),
      },
    })
    running.electron.app.emit('will-quit', { preventDefault: () => {} })
    await vi.waitFor(() => expect(running.electron.app.calls).toContain('exit 0'))
    expect(done).toEqual(['well', 'install after 1 stop'])
    await running.remove()
  })

  test('where the former version has come back, this one ends before it opens a window or a desk', async () => {
    const { electron, remove } = await startApp(smallDesk().door, { updates: { begin: async () => true } })
    expect(electron.app.calls.slice(-2)).toEqual(['relaunch', 'exit 0'])
    expect([electron.windows, electron.forked]).toEqual([[], []])
    await remove()
  })
})

describe('[DX-A51] [DX-R52] the system step', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-install-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const never = () => Promise.reject(new Error('Nothing is to be run'))

  test('an AppImage is replaced whole, and the former one is kept and comes back', async () => {
    const [app, file] = [join(folder, 'Holdfast.AppImage'), join(folder, 'new.AppImage')]
    await writeFile(app, 'one', { mode: 0o755 })
    await writeFile(file, 'two', { mode: 0o600 })
    const installer = installerFor('linux', { APPIMAGE: app }, never)
    expect(await installer?.restoreFormer()).toBe(false)
    await installer?.install(file)
    expect(await readFile(app, 'utf8')).toBe('two')
    expect((await stat(app)).mode & 0o777).toBe(0o755)
    expect(await installer?.restoreFormer()).toBe(true)
    expect(await readFile(app, 'utf8')).toBe('one')
    await expect(installer?.install(join(folder, 'missing'))).rejects.toThrow()
    expect(await readFile(app, 'utf8')).toBe('one')
  })

  test('Windows runs a package only where it believes its signature', async () => {
    const ran: string[] = []
    let says = 'NotSigned'
    const installer = installerFor('win32', {}, async (command, args, alone) => {
      ran.push(`${command} ${alone}`)
      return args.includes('-Command') ? `${says}\r\n` : ''
    })
    await expect(installer?.install("C:\\it's.exe")).rejects.toThrow('NotSigned')
    says = 'Valid'
    await installer?.install("C:\\it's.exe")
    expect(ran).toEqual(['powershell.exe false', 'powershell.exe false', "C:\\it's.exe true"])
  })

  test('what a package manager or a person installs is left to them', () => {
    expect(installerFor('linux', {}, never)).toBeNull()
    expect(installerFor('darwin', {}, never)).toBeNull()
  })

  test('a build without a key installs nothing, whatever lies there', async () => {
    await mkdir(join(folder, 'updates'))
    await writeFile(join(folder, 'updates', 'update.json'), '{"manifest":"{}"}')
    const install = vi.fn()
    await new AppUpdates(folder, { install, restoreFormer: async () => false }, () => {}).install()
    expect(install).not.toHaveBeenCalled()
  })

  test('after two failed starts the person is asked, and the former version comes back only then', async () => {
    const restoreFormer = vi.fn(async () => true)
    const updates = new AppUpdates(folder, { install: never, restoreFormer }, () => {})
    const showMessageBox = vi.fn(async () => ({ response: 1 }))
    const begin = () => updates.begin({ showMessageBox }, wordsIn('tr'))
    expect([await begin(), await begin()]).toEqual([false, false])
    expect(showMessageBox).not.toHaveBeenCalled()
    expect(await begin()).toBe(false)
    expect(showMessageBox).toHaveBeenCalledTimes(1)
    expect(restoreFormer).not.toHaveBeenCalled()
    showMessageBox.mockResolvedValue({ response: 0 })
    expect(await begin()).toBe(true)
    updates.wentWell()
    expect(beginStart(join(folder, 'starts.json'), appVersion())).toBe(false)
  })
})

describe('[DX-A51] [DX-R52] the end of a desk that has an update', () => {
  let stage: ReleaseStage
  beforeEach(async () => {
    stage = await ReleaseStage.open()
  })
  afterEach(() => stage.close())
  const keys = () => [stage.ours.pinned]

  test('hands it over; whoever installs looks at signature and hash again', async () => {
    await stage.publish()
    const updater = stage.updater()
    await updater.check()
    keepUpdated(smallDesk().door, updater)()
    const file = await handedOver(stage.own, keys(), '1.0.0')
    expect(await readFile(file ?? '')).toEqual(stage.bytes)
    expect(await handedOver(stage.own, [stage.next.pinned], '1.0.0')).toBeNull()
    expect(await handedOver(stage.own, [], '1.0.0')).toBeNull()
    expect(await handedOver(stage.own, keys(), '1.1.0')).toBeNull()
    await writeFile(file ?? '', 'changed in between')
    expect(await handedOver(stage.own, keys(), '1.0.0')).toBeNull()
  })

  test('keeps it back while commands are on their way', async () => {
    await stage.publish()
    const updater = stage.updater()
    await updater.check()
    const quietly = (change: object) => {
      const door = { connect: smallDesk().door.connect }
      const told = keepUpdated(
        {
          connect: (tell) =>
            door.connect((event) =>
              tell(event.event === 'status' ? { ...event, status: { ...status, ...change } } : event),
            ),
        },
        updater,
      )
      told()
      return handedOver(stage.own, keys(), '1.0.0')
    }
    expect(await quietly({ connection: 'sending', queued: 1 })).toBeNull()
    expect(await quietly({ connection: 'current', queued: 2 })).toBeNull()
    // Away from the server they cannot go, and are safe in the journal.
    expect(await quietly({ connection: 'offline', queued: 2 })).not.toBeNull()
  })

  test('knows the machine it runs on', () => {
    const updater = updaterOf(stage.own, 'http://127.0.0.1:1', true)
    expect(updater?.status).toMatchObject({ state: 'none', version: null, running: appVersion(), installs: true })
  })
})
