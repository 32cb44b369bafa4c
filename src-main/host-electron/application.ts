import { join } from 'node:path'
import { type Log, reportTo } from '../host/log.ts'
import { listPageFiles } from '../host/page-files.ts'
import { deepLinkAddress, deepLinkIn, isDeepLink } from './deep-link.ts'
import { runDesk } from './desk-runner.ts'
import { guardDownloads } from './downloads.ts'
import type { App, Child, ElectronApi, Preventable } from './electron-api.ts'
import { externalLinks } from './external-links.ts'
import { hardenApp, hardenSession, refusedSwitch } from './hardening.ts'
import { machineKey } from './key-store.ts'
import { LastWindow } from './last-window.ts'
import { setMenu } from './menu.ts'
import { guardNavigation } from './navigation.ts'
import { scheme } from './page-origin.ts'
import { Clicks, guardPermissions } from './permissions.ts'
import { registerScheme, servePages } from './protocol.ts'
import { ScreenPorts } from './screen-ports.ts'
import { forkServersFor } from './server-forks.ts'
import { StayAwake } from './stay-awake.ts'
import type { AppUpdates } from './updates.ts'
import { DeskWindows } from './windows.ts'
import { wordsIn } from './words.ts'

export interface ApplicationOptions {
  argv: readonly string[]
  rendererFolder: string
  /** The built preload script. */
  preload: string
  /** The module that runs the desk in its own process, and its arguments. */
  desk: { module: string; args: string[] }
  /** The module that runs a sync server in a process of its own (DX-R49). */
  serverModule: string
  /** Where the machine's key lies, sealed by the system (DX-R54 E11). */
  keyFile: string
  updates: Pick<AppUpdates, 'begin' | 'install' | 'wentWell'>
  /** Host of the sync server, whose pages open without a question. */
  serverHost: string
  log: Log
}

/**
 * Holdfast in Electron: composes the parts and holds no logic of its own. Everything that must be said before the app
 * is ready is said before the first pause.
 */
export async function startApplication(electron: ElectronApi, options: ApplicationOptions): Promise<void> {
  const { app, dialog } = electron
  const refused = refusedSwitch(options.argv, app.isPackaged)
  if (refused) {
    dialog.showErrorBox('Holdfast', `${wordsIn(app.getLocale()).notWithSwitch} ${refused}`)
    return app.exit(1)
  }
  if (!app.requestSingleInstanceLock()) return app.quit()
  hardenApp(app)
  registerScheme(electron.protocol)
  app.setAsDefaultProtocolClient(scheme)
  const clicks = guardContents(electron, options.serverHost)
  const links = new Links(options.log)
  app.on('open-url', (event, address) => {
    event.preventDefault()
    links.open([address])
  })
  app.on('second-instance', (_event, argv) => links.open(argv))
  links.open(options.argv)
  await app.whenReady()
  if (await options.updates.begin(dialog, wordsIn(app.getLocale()))) {
    app.relaunch()
    return app.exit(0)
  }
  await openSession(electron, options, clicks)
  const windows = startDesk(electron, options)
  setMenu(electron.Menu, wordsIn(app.getLocale()), !app.isPackaged, () => windows.open())
  links.to(windows)
}

/** Walls around every page, whoever makes it; gives what knows of a person's clicks in them. */
function guardContents(electron: ElectronApi, serverHost: string): Clicks {
  const clicks = new Clicks()
  const openExternal = externalLinks(electron, serverHost, () => wordsIn(electron.app.getLocale()))
  electron.app.on('web-contents-created', (_event, contents) => {
    clicks.watch(contents)
    guardNavigation(contents, (address) => {
      if (clicks.recently(contents)) void openExternal(address)
    })
  })
  return clicks
}

async function openSession(electron: ElectronApi, options: ApplicationOptions, clicks: Clicks): Promise<void> {
  const session = electron.session.defaultSession
  servePages(session, await listPageFiles(options.rendererFolder))
  // No screen lets a person choose a device yet, so none is allowed.
  guardPermissions(session, clicks, () => [])
  guardDownloads(session)
  await hardenSession(session, electron.app.isPackaged)
}

function startDesk(electron: ElectronApi, options: ApplicationOptions): DeskWindows {
  const { app } = electron
  const { desk: program, preload, keyFile, log } = options
  const awake = new StayAwake(electron.powerSaveBlocker)
  const key = machineKey(electron.safeStorage, keyFile).catch((error: unknown) => {
    reportTo(log)(error, 'the key store')
    return null
  })
  const forkDesk = () => {
    const child = electron.utilityProcess.fork(program.module, program.args, { serviceName: 'Holdfast desk' })
    forkServersFor(child, (variables) => forkServer(electron, options.serverModule, variables), awake, log)
    return child
  }
  const desk = runDesk(forkDesk, key, log)
  const ports = new ScreenPorts(electron.MessageChannelMain, desk, log)
  const placesFile = join(app.getPath('userData'), 'windows.json')
  const last = new LastWindow({
    dialog: electron.dialog,
    words: () => wordsIn(app.getLocale()),
    sendRest: () => desk.sendRest(),
    hide: () => windows.hide(),
    quit: () => app.quit(),
  })
  /** A Mac keeps an app without windows running by itself. */
  const asks = (event: Preventable, isQuit: boolean): boolean => {
    if (last.decided || (!isQuit && process.platform === 'darwin')) return false
    event.preventDefault()
    void last.leave()
    return true
  }
  const windows: DeskWindows = new DeskWindows(
    electron,
    { preload, placesFile, devTools: !app.isPackaged },
    (window) => ports.serve(window.webContents),
    (event) => void asks(event, false),
  )
  electron.powerMonitor.on('shutdown', () => {
    last.decided = true
  })
  app.on('activate', () => windows.raise())
  app.on('before-quit', (event) => {
    if (!asks(event, true)) windows.quitting()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitAfter(app, async () => {
    await desk.stop()
    options.updates.wentWell()
    await options.updates.install()
  })
  return windows
}

function forkServer(electron: ElectronApi, module: string, variables: Readonly<Record<string, string>>): Child {
  const env = { ...process.env, ...variables }
  return electron.utilityProcess.fork(module, [], { serviceName: 'Holdfast server', env })
}

/** Lets the desk close its replica, and the system take an update, before the app is gone. */
function quitAfter(app: App, stop: () => Promise<void>): void {
  app.on('will-quit', (event) => {
    event.preventDefault()
    void stop().then(() => app.exit(0))
  })
}

/** Deep links (DX-R27), also those that come before there is a window. */
class Links {
  readonly #log: Log
  #first: string | undefined
  #windows: DeskWindows | undefined

  constructor(log: Log) {
    this.#log = log
  }

  /** Raises the app, at the address of the first good link among the arguments; a bad one is ignored and logged. */
  open(argv: readonly string[]): void {
    const address = deepLinkIn(argv)
    const refused = argv.filter(isDeepLink).filter((text) => deepLinkAddress(text) === undefined)
    if (refused.length > 0) this.#log('link refused', { count: refused.length })
    if (this.#windows) this.#windows.raise(address)
    else this.#first = address ?? this.#first
  }

  /** From now on there are windows. */
  to(windows: DeskWindows): void {
    this.#windows = windows
    windows.restore(this.#first)
  }
}
