import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import type { DeskDoor } from '../../../src-main/desk/api/desk-api.ts'
import type { Log } from '../../../src-main/host/log.ts'
import { type ApplicationOptions, startApplication } from '../../../src-main/host-electron/application.ts'
import { buildPreload } from '../../../src-main/host-electron/build-preload.ts'
import { serveScreens } from '../../../src-main/host-electron/door-port.ts'
import { buildPages } from './built-pages.ts'
import { StandInElectron } from './electron-stand-in.ts'
import type { HostUnderTest, Line } from './screen.ts'
import type { StandInPort } from './stand-in-port.ts'
import type { StandInWindow } from './stand-in-window.ts'

/** The preload script as it is shipped. */
async function builtPreload(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-preload-'))
  await buildPreload(folder)
  const code = await readFile(join(folder, 'preload.cjs'), 'utf8')
  await rm(folder, { recursive: true })
  return code
}

let preload: Promise<string> | undefined

/** What a page sees: its own globals, and the messages posted to its window. */
export interface Page {
  globals: Record<string, unknown>
  posted: { message: unknown; origin: string; ports: StandInPort[] }[]
  /** Names of everything the preload asked of Electron. */
  taken: string[]
  connect(): void
}

/** Loads a page into a window: runs the shipped preload before it, as Electron would. */
export async function loadPage({ webContents: contents }: StandInWindow): Promise<Page> {
  preload ??= builtPreload()
  const globals: Record<string, unknown> = {}
  const posted: Page['posted'] = []
  const taken: string[] = []
  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) =>
      contents.emit('ipc-message', { senderFrame: contents.frame, secret: contents }, channel, ...args),
    on: (channel: string, listener: (event: { ports: StandInPort[]; sender: unknown }) => void): void => {
      contents.preloadHears = (told, ports) => {
        if (told === channel) listener({ ports, sender: ipcRenderer })
      }
    },
  }
  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => Object.assign(globals, { [name]: value }) },
  }
  runInNewContext(await preload, {
    window: {
      postMessage: (message: unknown, origin: string, ports: StandInPort[]) => posted.push({ message, origin, ports }),
    },
    require: (name: string) => {
      taken.push(name)
      return electron
    },
  })
  return { globals, posted, taken, connect: () => callConnect(globals.holdfast) }
}

function callConnect(bridge: unknown): void {
  if (typeof bridge !== 'object' || bridge === null || !('connect' in bridge) || typeof bridge.connect !== 'function')
    throw new Error('The page has no way to its desk.')
  Reflect.apply(bridge.connect, bridge, [])
}

export interface RunningApp {
  electron: StandInElectron
  /** How often the desk was told to stop. */
  stops(): number
  /** The keys that the desk's processes were given. */
  unlocked: readonly (Buffer | null)[]
  rendererFolder: string
  addLater(name: string): Promise<void>
  remove(): Promise<void>
}

/** Starts the whole application on a stand-in Electron, with a door in its desk process. */
export async function startApp(
  door: DeskDoor,
  how: {
    log?: Log
    argv?: string[]
    updates?: Partial<ApplicationOptions['updates']>
    prepare?: (electron: StandInElectron) => void
    unsent?: () => number
  } = {},
): Promise<RunningApp> {
  const { log = () => {}, argv = [], updates, prepare } = how
  const pages = await buildPages()
  const electron = new StandInElectron()
  let stops = 0
  const unlocked: (Buffer | null)[] = []
  electron.app.userData = pages.rendererFolder
  electron.started = (child) =>
    serveScreens(
      child.parentPort,
      Promise.resolve(door),
      {
        unlock: (key) => void unlocked.push(key),
        stop() {
          stops += 1
          child.emit('exit', 0)
        },
        sendRest: async () => how.unsent?.() ?? 0,
      },
      log,
    )
  prepare?.(electron)
  await startApplication(electron, {
    argv,
    rendererFolder: pages.rendererFolder,
    preload: '/app/preload.cjs',
    desk: { module: '/app/desk-process.ts', args: ['--folder', '/desk'] },
    serverModule: '/app/server.ts',
    updates: { begin: async () => false, install: async () => {}, wentWell: () => {}, ...updates },
    keyFile: join(pages.rendererFolder, 'machine.key'),
    serverHost: 'sync.example.org',
    log,
  })
  const { rendererFolder, addLater, remove } = pages
  return { electron, stops: () => stops, unlocked, rendererFolder, addLater, remove }
}

/** The port that a page has been given last. */
export function lastPort({ posted }: Page): StandInPort {
  const port = posted.at(-1)?.ports[0]
  if (!port) throw new Error('No port has come.')
  return port
}

/** A page's line over its port. */
function lineOf(port: StandInPort, hear: (frame: unknown) => void): Line {
  const { promise: down, resolve } = Promise.withResolvers<undefined>()
  port.on('close', () => resolve(undefined))
  port.on('message', ({ data }) => hear(data))
  port.start()
  const leave = (): void => {
    port.close()
    resolve(undefined)
  }
  return { down, send: (frame) => port.postMessage(frame), leave }
}

export const electronHost: HostUnderTest = {
  name: 'the Electron host',
  async start(door, log) {
    const { electron, remove } = await startApp(door, { log })
    let opened = 0
    return {
      async open(hear) {
        // The app opens the first window itself, people the others from its menu.
        if (opened > 0) electron.clickMenu('New window')
        const window = electron.windows[opened++]
        if (!window) throw new Error('No window has opened.')
        const page = await loadPage(window)
        page.connect()
        return lineOf(lastPort(page), hear)
      },
      async stop() {
        electron.app.emit('will-quit', { preventDefault: () => {} })
        await remove()
      },
    }
  },
}
