import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, CustomScheme, MenuItemConstructorOptions } from 'electron'
import type * as api from '../../../src-main/host-electron/electron-api.ts'
import { StandInChannel } from './stand-in-port.ts'
import { StandInSession } from './stand-in-session.ts'
import { StandInChild, StandInWindow } from './stand-in-window.ts'

class StandInApp extends EventEmitter implements api.App {
  isPackaged = true
  firstInstance = true
  userData = ''
  locale = 'en-GB'
  /** What was called, in order; `ready` stands where the app became ready. */
  readonly calls: string[] = []
  readonly commandLine = {
    appendSwitch: (name: string, value?: string): void =>
      void this.calls.push(`switch ${[name, value].join(' ').trim()}`),
  }
  enableSandbox(): void {
    this.calls.push('enableSandbox')
  }
  exit(code: number): void {
    this.calls.push(`exit ${code}`)
  }
  getLocale(): string {
    return this.locale
  }
  getPath(): string {
    return this.userData
  }
  /** As Electron does it: all may object, and then nothing happens. */
  quit(): void {
    this.calls.push('quit')
    this.emit('before-quit', { preventDefault: () => this.calls.push('stay') })
  }
  relaunch(): void {
    this.calls.push('relaunch')
  }
  requestSingleInstanceLock(): boolean {
    return this.firstInstance
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.calls.push(`client of ${scheme}`)
    return true
  }
  async whenReady(): Promise<void> {
    this.calls.push('ready')
  }
}

/** A key store that turns its texts round, and notes that it was asked. */
export class StandInKeyStore implements api.KeyStore {
  available = true
  backend = 'gnome_libsecret'
  rotated = false
  readonly calls: string[] = []
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return this.available
  }
  getSelectedStorageBackend(): string {
    return this.backend
  }
  async encryptStringAsync(text: string): Promise<Buffer> {
    this.calls.push('encrypt')
    return Buffer.from(`sealed ${[...text].toReversed().join('')}`)
  }
  async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    this.calls.push('decrypt')
    const text = sealed.toString()
    if (!text.startsWith('sealed ')) throw new Error('Sealed by another store')
    return { result: [...text.slice(7)].toReversed().join(''), shouldReEncrypt: this.rotated }
  }
}

/** Electron as the host knows it, without a screen, a browser or a binary. */
export class StandInElectron implements api.ElectronApi {
  readonly app = new StandInApp()
  readonly windows: StandInWindow[] = []
  readonly children: StandInChild[] = []
  readonly forked: { modulePath: string; args: string[]; env?: NodeJS.ProcessEnv | undefined }[] = []
  readonly schemes: CustomScheme[] = []
  readonly opened: string[] = []
  readonly asked: Parameters<api.Dialog['showMessageBox']>[0][] = []
  readonly errors: string[] = []
  menu: MenuItemConstructorOptions[] = []
  /** What the person answers to a question: the index of a button. */
  answer = 1
  displays: { workArea: api.Rectangle }[] = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]
  readonly safeStorage = Object.assign(new StandInKeyStore(), { available: false })
  readonly MessageChannelMain = StandInChannel
  readonly powerMonitor = new EventEmitter()
  /** Blocks of sleep that are in force. */
  readonly awake = new Set<number>()
  readonly powerSaveBlocker = {
    start: (): number => {
      const block = this.awake.size + 1
      this.awake.add(block)
      return block
    },
    stop: (block: number) => this.awake.delete(block),
  }
  readonly session = { defaultSession: new StandInSession() }
  readonly screen = { getAllDisplays: () => this.displays }
  readonly shell = { openExternal: async (address: string): Promise<void> => void this.opened.push(address) }
  readonly Menu = {
    buildFromTemplate: (template: MenuItemConstructorOptions[]): unknown => {
      this.menu = template
      return template
    },
    setApplicationMenu: (): void => {},
  }
  readonly dialog: api.Dialog = {
    showErrorBox: (_title, content) => void this.errors.push(content),
    showMessageBox: async (question) => {
      this.asked.push(question)
      return { response: this.answer }
    },
  }
  readonly protocol = {
    registerSchemesAsPrivileged: (schemes: CustomScheme[]): void => {
      this.app.calls.push('registerScheme')
      this.schemes.push(...schemes)
    },
  }
  readonly utilityProcess = {
    fork: (modulePath: string, args: string[], { env }: { env?: NodeJS.ProcessEnv } = {}): StandInChild => {
      const child = new StandInChild()
      this.forked.push({ modulePath, args, ...(env && { env }) })
      this.children.push(child)
      if (modulePath.includes('server')) this.serverStarted(child)
      else this.started(child)
      return child
    },
  }
  readonly BrowserWindow: new (
    options: BrowserWindowConstructorOptions,
  ) => StandInWindow
  /** Runs the desk in a forked process. */
  started: (child: StandInChild) => void = () => {}
  /** Runs a sync server in one. */
  serverStarted: (child: StandInChild) => void = () => {}

  constructor() {
    const { app, windows } = this
    this.BrowserWindow = class extends StandInWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options)
        windows.push(this)
        app.emit('web-contents-created', {}, this.webContents)
      }
    }
  }

  /** All items of the menu, flat. */
  menuItems(): MenuItemConstructorOptions[] {
    return this.menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  }

  clickMenu(label: string): void {
    const click = this.menuItems().find((item) => item.label === label)?.click
    if (!click) throw new Error(`The menu has no ${label}.`)
    Reflect.apply(click, undefined, [])
  }
}
