import type { DeskWindow, ElectronApi, Preventable } from './electron-api.ts'
import { webPreferences } from './hardening.ts'
import { pageAddress } from './page-origin.ts'
import { restartDelay } from './restart-delay.ts'
import { maxWindows, onScreen, type Place, readPlaces, writePlaces } from './window-places.ts'

export interface WindowOptions {
  preload: string
  /** Where the places of the windows are kept. */
  placesFile: string
  /** Developer tools exist in development builds only (DX-R54 E12). */
  devTools: boolean
}

/** DX-R28: the windows of one desk. Only main opens them, and only on the one page there is (DX-R54 E6). */
export class DeskWindows {
  readonly #electron: Pick<ElectronApi, 'BrowserWindow' | 'screen'>
  readonly #options: WindowOptions
  readonly #made: (window: DeskWindow) => void
  readonly #lastCloses: (event: Preventable) => void
  readonly #windows = new Set<DeskWindow>()
  #quitting = false

  /** `made` is told of each window before its page loads, `lastCloses` before the last one goes. */
  constructor(
    electron: Pick<ElectronApi, 'BrowserWindow' | 'screen'>,
    options: WindowOptions,
    made: (window: DeskWindow) => void,
    lastCloses: (event: Preventable) => void = () => {},
  ) {
    this.#electron = electron
    this.#options = options
    this.#made = made
    this.#lastCloses = lastCloses
  }

  /** Opens the windows as they stood at the last quit; the first one at the address. */
  restore(address = pageAddress): void {
    const [first, ...others] = readPlaces(this.#options.placesFile)
    this.open(address, first)
    for (const place of others) this.open(pageAddress, place)
  }

  open(address = pageAddress, place?: Place): void {
    if (this.#windows.size >= maxWindows) this.raise()
    else this.#create(address, place)
  }

  #create(address: string, place?: Place): void {
    const screens = this.#electron.screen.getAllDisplays().map((display) => display.workArea)
    const stand = place && onScreen(place, screens)
    const { preload, devTools } = this.#options
    const window = new this.#electron.BrowserWindow({
      ...(stand && { x: stand.x, y: stand.y }),
      width: stand?.width ?? 1280,
      height: stand?.height ?? 800,
      minWidth: 1024,
      minHeight: 640,
      title: 'Holdfast',
      show: false,
      autoHideMenuBar: true,
      webPreferences: { ...webPreferences, preload, devTools },
    })
    this.#keep(window)
    if (stand?.maximized) window.maximize()
    // Shown with its first picture, so that no white window flashes.
    window.once('ready-to-show', () => window.show())
    load(window, address)
  }

  /** Brings a window to the front, at an address if one is given; opens one where there is none. */
  raise(address?: string): void {
    const [window] = this.#windows
    if (!window) {
      this.open(address)
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    if (address) load(window, address)
  }

  /** Takes the last window out of sight; `raise` shows it again. */
  hide(): void {
    for (const window of this.#windows) window.hide()
  }

  /** Notes the places of all windows, which are about to close. */
  quitting(): void {
    this.#savePlaces()
    this.#quitting = true
  }

  #keep(window: DeskWindow): void {
    const { webContents } = window
    const delay = restartDelay()
    let open = true
    this.#windows.add(window)
    window.on('close', (event) => {
      if (this.#quitting || this.#windows.size > 1) return
      this.#savePlaces()
      this.#lastCloses(event)
    })
    window.on('closed', () => {
      open = false
      this.#windows.delete(window)
    })
    webContents.on('render-process-gone', () => {
      setTimeout(() => open && webContents.reload(), delay())
    })
    this.#made(window)
  }

  #savePlaces(): void {
    const standing = [...this.#windows].map((window) => ({
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
    }))
    if (standing.length > 0) writePlaces(this.#options.placesFile, standing)
  }
}

/** A load that is overtaken by another, or by the closing of its window, fails; there is nothing to be done. */
const load = (window: DeskWindow, address: string): void => void window.loadURL(address).catch(() => {})
