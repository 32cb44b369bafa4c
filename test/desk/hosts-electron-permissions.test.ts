import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeviceDetails, PermissionDetails } from '../../src-main/host-electron/electron-api.ts'
import { Clicks, guardPermissions } from '../../src-main/host-electron/permissions.ts'
import { smallDesk } from './hosts/desk-under-test.ts'
import { type RunningApp, startApp } from './hosts/electron-host.ts'
import { StandInSession } from './hosts/stand-in-session.ts'
import type { StandInContents } from './hosts/stand-in-window.ts'

let running: RunningApp

beforeEach(async () => {
  running = await startApp(smallDesk().door)
})
afterEach(async () => {
  vi.useRealTimers()
  await running.remove()
})

const session = () => running.electron.session.defaultSession

function page(): StandInContents {
  const [window] = running.electron.windows
  if (!window) throw new Error('No window has opened.')
  return window.webContents
}
const click = (contents = page()) => contents.emit('input-event', {}, { type: 'mouseDown' })

const own: PermissionDetails = { isMainFrame: true, requestingUrl: 'holdfast://app/' }
const camera: PermissionDetails = { ...own, mediaTypes: ['video'] }

describe('[E5] permissions', () => {
  const requested = (permission: string, details = own): boolean | undefined => {
    let granted: boolean | undefined
    session().request?.(
      page(),
      permission,
      (verdict) => {
        granted = verdict
      },
      details,
    )
    return granted
  }
  const checked = (permission: string, details = own, origin = 'holdfast://app') =>
    session().check?.(page(), permission, origin, details)

  const allowed = ['clipboard-sanitized-write', 'notifications', 'fullscreen', 'persistent-storage']

  test.each(allowed)('[E5] grants %s to the own main frame alone', (permission) => {
    expect(requested(permission)).toBe(true)
    expect(checked(permission)).toBe(true)
    const frame = { ...own, isMainFrame: false }
    expect([requested(permission, frame), checked(permission, frame)]).toEqual([false, false])
    for (const foreign of ['https://evil.example/', 'holdfast://app.evil.example/', 'holdfast://other/', '']) {
      expect(requested(permission, { ...own, requestingUrl: foreign })).toBe(false)
      expect(checked(permission, own, foreign)).toBe(false)
    }
  })

  test.each([
    'clipboard-read',
    'display-capture',
    'geolocation',
    'midi',
    'midiSysex',
    'openExternal',
    'pointerLock',
    'keyboardLock',
    'idle-detection',
    'local-network-access',
    'window-management',
    'fileSystem',
    'hid',
    'serial',
    'usb',
    'unknown',
    'one invented tomorrow',
  ])('[E5] denies %s', (permission) => {
    click()
    expect([requested(permission), checked(permission)]).toEqual([false, false])
  })

  test('[E5] grants the camera after a click, and only so long', () => {
    vi.useFakeTimers()
    expect(requested('media', camera)).toBe(false)
    page().emit('input-event', {}, { type: 'mouseMove' })
    expect(requested('media', camera)).toBe(false)
    click()
    expect(requested('media', camera)).toBe(true)
    vi.advanceTimersByTime(5001)
    expect(requested('media', camera)).toBe(false)
  })

  test('[E5] a click in one window is no click in another', () => {
    running.electron.clickMenu('New window')
    click(running.electron.windows[1]?.webContents)
    expect(requested('media', camera)).toBe(false)
  })

  test('[E5] never grants the microphone', () => {
    click()
    for (const mediaTypes of [['audio'], ['video', 'audio'], []] as const)
      expect(requested('media', { ...own, mediaTypes: [...mediaTypes] })).toBe(false)
    expect(requested('media')).toBe(false)
    expect(checked('media', { ...own, mediaType: 'audio' })).toBe(false)
    expect(checked('media', { ...own, mediaType: 'unknown' })).toBe(false)
    expect(checked('media', { ...own, mediaType: 'video' })).toBe(true)
  })

  test('[E5] a device is open only if it was chosen in settings', () => {
    const scanner = { deviceType: 'hid', origin: 'holdfast://app', device: { vendorId: 1, productId: 2 } } as const
    expect(session().device?.(scanner)).toBe(false)
    const chosen = new StandInSession()
    guardPermissions(chosen, new Clicks(), () => [{ type: 'hid', vendorId: 1, productId: 2 }])
    const open = (change: Partial<DeviceDetails>) => chosen.device?.({ ...scanner, ...change })
    expect(open({})).toBe(true)
    // Serial ports name their maker in text.
    expect(open({ device: { vendorId: '1', productId: '2' } })).toBe(true)
    expect(open({ device: { vendorId: 1, productId: 3 } })).toBe(false)
    expect(open({ device: { vendorId: 3, productId: 2 } })).toBe(false)
    expect(open({ device: {} })).toBe(false)
    expect(open({ deviceType: 'usb' })).toBe(false)
    expect(open({ origin: 'https://evil.example' })).toBe(false)
    expect(chosen.check?.(null, 'hid', 'holdfast://app', own)).toBe(true)
    expect(chosen.check?.(null, 'usb', 'holdfast://app', own)).toBe(false)
  })

  test('[E5] no Bluetooth device is chosen by default', () => {
    const choose = vi.fn()
    const preventDefault = vi.fn()
    page().emit('select-bluetooth-device', { preventDefault }, [{ deviceId: 'x' }], choose)
    expect(preventDefault).toHaveBeenCalled()
    expect(choose).toHaveBeenCalledWith('')
  })
})
