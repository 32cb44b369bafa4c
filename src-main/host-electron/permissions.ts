import type { Contents, DeskSession, DeviceDetails, PermissionDetails } from './electron-api.ts'
import { isOwnOrigin } from './page-origin.ts'

/** What the page may do without having been clicked. Durable storage keeps the journal (DX-R29). */
const alwaysAllowed = new Set(['clipboard-sanitized-write', 'notifications', 'fullscreen', 'persistent-storage'])

/** How long after a click or key the page may ask for the camera (ms): as long as a browser holds it to be the person's. */
const clickLasts = 5000

const clicks = new Set(['mouseDown', 'rawKeyDown', 'keyDown', 'touchStart', 'gestureTap', 'pointerDown'])

/** A scanner, scale or printer, as chosen in settings. */
export interface ChosenDevice {
  type: DeviceDetails['deviceType']
  vendorId: number
  productId: number
}

/** Remembers when a person last clicked or typed in each page. */
export class Clicks {
  readonly #at = new WeakMap<Contents, number>()

  watch(contents: Contents): void {
    contents.on('input-event', (_event, { type }) => {
      if (clicks.has(type)) this.#at.set(contents, performance.now())
    })
  }

  recently(contents: Contents): boolean {
    const at = this.#at.get(contents)
    return at !== undefined && performance.now() - at < clickLasts
  }
}

/** DX-R54 E5: denies everything but a short list, to all but the own page's main frame. */
export function guardPermissions(session: DeskSession, clicked: Clicks, chosen: () => readonly ChosenDevice[]): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const camera = permission === 'media' && videoOnly(details) && clicked.recently(contents)
    callback(isOwnFrame(details.requestingUrl ?? '', details) && (camera || alwaysAllowed.has(permission)))
  })
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    if (!isOwnFrame(origin, details)) return false
    if (permission === 'media') return details.mediaType === 'video'
    return alwaysAllowed.has(permission) || chosen().some((device) => device.type === permission)
  })
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      isOwnOrigin(origin) && chosen().some((each) => each.type === deviceType && isSameDevice(each, device)),
  )
}

const isOwnFrame = (address: string, { isMainFrame }: PermissionDetails): boolean => isMainFrame && isOwnOrigin(address)

const videoOnly = ({ mediaTypes }: PermissionDetails): boolean => mediaTypes?.length === 1 && mediaTypes[0] === 'video'

const isSameDevice = (chosen: ChosenDevice, device: object): boolean =>
  'vendorId' in device &&
  'productId' in device &&
  Number(device.vendorId) === chosen.vendorId &&
  Number(device.productId) === chosen.productId
