import type { BrowserWindowConstructorOptions, CustomScheme, MenuItemConstructorOptions } from 'electron'
import type { PowerSaveBlocker } from './stay-awake.ts'

/**
 * What the host takes of Electron, and no more: `main.ts` passes the real thing, tests a stand-in, so everything but
 * `main.ts` and `preload.ts` runs in plain Node.
 */
export interface ElectronApi {
  app: App
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => DeskWindow
  MessageChannelMain: new () => { port1: Port; port2: Port }
  Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): unknown
    setApplicationMenu(menu: unknown): void
  }
  dialog: Dialog
  powerSaveBlocker: PowerSaveBlocker
  powerMonitor: { on(event: 'shutdown', listener: () => void): unknown }
  protocol: { registerSchemesAsPrivileged(schemes: CustomScheme[]): void }
  safeStorage: KeyStore
  screen: { getAllDisplays(): { workArea: Rectangle }[] }
  session: { defaultSession: DeskSession }
  shell: { openExternal(address: string): Promise<void> }
  utilityProcess: {
    /** Without `env` a process has the environment of the app. */
    fork(modulePath: string, args: string[], options: { serviceName: string; env?: NodeJS.ProcessEnv }): Child
  }
}

/** Electron's safeStorage. Its synchronous half blocks every window while a key store asks for a password. */
export interface KeyStore {
  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  encryptStringAsync(text: string): Promise<Buffer>
  getSelectedStorageBackend(): string
  isAsyncEncryptionAvailable(): Promise<boolean>
}

export interface Preventable {
  preventDefault(): void
}

export interface App {
  readonly isPackaged: boolean
  readonly commandLine: { appendSwitch(name: string, value?: string): void }
  enableSandbox(): void
  exit(code: number): void
  getLocale(): string
  getPath(name: 'userData'): string
  on(event: 'web-contents-created', listener: (event: unknown, contents: Contents) => void): unknown
  on(event: 'second-instance', listener: (event: unknown, argv: string[]) => void): unknown
  on(event: 'open-url', listener: (event: Preventable, address: string) => void): unknown
  on(event: 'activate', listener: () => void): unknown
  on(event: 'window-all-closed', listener: () => void): unknown
  on(event: 'before-quit', listener: (event: Preventable) => void): unknown
  on(event: 'will-quit', listener: (event: Preventable) => void): unknown
  quit(): void
  relaunch(): void
  requestSingleInstanceLock(): boolean
  setAsDefaultProtocolClient(scheme: string): boolean
  whenReady(): Promise<void>
}

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export interface DeskWindow {
  readonly webContents: Contents
  focus(): void
  getNormalBounds(): Rectangle
  hide(): void
  isMaximized(): boolean
  isMinimized(): boolean
  loadURL(address: string): Promise<void>
  maximize(): void
  on(event: 'close', listener: (event: Preventable) => void): unknown
  on(event: 'closed', listener: () => void): unknown
  once(event: 'ready-to-show', listener: () => void): unknown
  restore(): void
  show(): void
}

export interface Frame {
  readonly origin: string
  readonly parent: Frame | null
}

export interface NavigationEvent extends Preventable {
  readonly url: string
}

/** Electron's WebContents. */
export interface Contents {
  on(event: 'will-navigate', listener: (event: NavigationEvent) => void): unknown
  on(event: 'will-redirect', listener: (event: NavigationEvent) => void): unknown
  on(event: 'will-frame-navigate', listener: (event: NavigationEvent) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  on(
    event: 'select-bluetooth-device',
    listener: (event: Preventable, devices: unknown, choose: (deviceId: string) => void) => void,
  ): unknown
  on(
    event: 'did-start-navigation',
    listener: (event: { isMainFrame: boolean; isSameDocument: boolean }) => void,
  ): unknown
  on(event: 'render-process-gone', listener: () => void): unknown
  on(event: 'destroyed', listener: () => void): unknown
  on(event: 'input-event', listener: (event: unknown, input: { type: string }) => void): unknown
  on(event: 'ipc-message', listener: (event: IpcEvent, channel: string, ...args: unknown[]) => void): unknown
  on(event: 'ipc-message-sync', listener: (event: { returnValue: unknown }, channel: string) => void): unknown
  postMessage(channel: string, message: unknown, ports?: Port[]): void
  reload(): void
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void
}

export interface IpcEvent {
  readonly senderFrame: Frame | null
}

/** Electron's MessagePortMain. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

export interface Child {
  on(event: 'exit', listener: (code: number) => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
  postMessage(message: unknown, ports?: Port[]): void
  kill(): boolean
}

/** The utility process's end of its line to main. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown
  postMessage(message: unknown): void
}

export interface Dialog {
  showErrorBox(title: string, content: string): void
  showMessageBox(options: {
    type: 'question'
    message: string
    detail: string
    buttons: string[]
    defaultId: number
    cancelId: number
  }): Promise<{ response: number }>
}

export interface DeskSession {
  readonly protocol: {
    handle(scheme: string, handler: (request: { method: string; url: string }) => Promise<Response>): void
  }
  readonly webRequest: {
    onBeforeRequest(
      listener: (
        details: { url: string; resourceType: string },
        callback: (verdict: { cancel: boolean }) => void,
      ) => void,
    ): void
  }
  on(event: 'will-download', listener: (event: Preventable, item: Download) => void): unknown
  setProxy(config: { mode: 'direct' }): Promise<void>
  setSpellCheckerEnabled(enabled: boolean): void
  setPermissionRequestHandler(
    handler: (
      contents: Contents,
      permission: string,
      callback: (granted: boolean) => void,
      details: PermissionDetails,
    ) => void,
  ): void
  setPermissionCheckHandler(
    handler: (contents: Contents | null, permission: string, origin: string, details: PermissionDetails) => boolean,
  ): void
  setDevicePermissionHandler(handler: (details: DeviceDetails) => boolean): void
}

/** Electron's DownloadItem. */
export interface Download {
  getFilename(): string
  getURL(): string
  setSaveDialogOptions(options: { defaultPath: string; filters: { name: string; extensions: string[] }[] }): void
}

export interface PermissionDetails {
  isMainFrame: boolean
  requestingUrl?: string
  /** Of a request for camera or microphone. */
  mediaTypes?: ('video' | 'audio')[]
  /** Of a check for camera or microphone. */
  mediaType?: 'video' | 'audio' | 'unknown'
}

export interface DeviceDetails {
  deviceType: 'hid' | 'serial' | 'usb'
  origin: string
  device: object
}
