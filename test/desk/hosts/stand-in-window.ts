import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions } from 'electron'
import type * as api from '../../../src-main/host-electron/electron-api.ts'
import { pageOrigin } from '../../../src-main/host-electron/page-origin.ts'
import type { StandInPort } from './stand-in-port.ts'

export class StandInContents extends EventEmitter implements api.Contents {
  readonly frame: api.Frame = { origin: pageOrigin, parent: null }
  reloads = 0
  /** What a page hears in its isolated world. */
  preloadHears: (channel: string, ports: StandInPort[]) => void = () => {}
  openWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })

  postMessage(channel: string, _message: unknown, ports: StandInPort[] = []): void {
    this.preloadHears(channel, ports)
  }
  reload(): void {
    this.reloads += 1
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void {
    this.openWindow = handler
  }
  /** The page is being replaced by another, in its main frame unless said otherwise. */
  navigate(event = { isMainFrame: true, isSameDocument: false }): void {
    this.emit('did-start-navigation', event)
  }
}

export class StandInWindow extends EventEmitter implements api.DeskWindow {
  readonly webContents = new StandInContents()
  readonly options: BrowserWindowConstructorOptions
  readonly loaded: string[] = []
  shown = false
  focused = 0
  maximized = false
  minimized = false
  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
  }
  focus(): void {
    this.focused += 1
  }
  getNormalBounds(): api.Rectangle {
    const { x = 0, y = 0, width = 0, height = 0 } = this.options
    return { x, y, width, height }
  }
  async loadURL(address: string): Promise<void> {
    this.loaded.push(address)
    this.emit('ready-to-show')
  }
  isMaximized(): boolean {
    return this.maximized
  }
  isMinimized(): boolean {
    return this.minimized
  }
  maximize(): void {
    this.maximized = true
  }
  restore(): void {
    this.minimized = false
  }
  show(): void {
    this.shown = true
  }
  hide(): void {
    this.shown = false
  }
  /** As a person closes it: the app may keep it open. */
  close(): void {
    let stays = false
    this.emit('close', {
      preventDefault: () => {
        stays = true
      },
    })
    if (stays) return
    this.webContents.emit('destroyed')
    this.emit('closed')
  }
}

/** The desk's process: what main posts to it comes out of `parentPort`. */
export class StandInChild extends EventEmitter implements api.Child {
  /** What the process has: it hears main, and main hears it. */
  readonly parentPort: api.ParentPort & EventEmitter = Object.assign(new EventEmitter(), {
    postMessage: (message: unknown): void => {
      const data = structuredClone(message)
      setImmediate(() => this.emit('message', data))
    },
  })
  constructor() {
    super()
    this.setMaxListeners(0)
  }
  postMessage(message: unknown, ports: StandInPort[] = []): void {
    const data = structuredClone(message)
    // A process takes its ports along when it goes.
    for (const port of ports) this.on('exit', () => port.close())
    setImmediate(() => this.parentPort.emit('message', { data, ports }))
  }
  kill(): boolean {
    return this.emit('exit', 1)
  }
}
