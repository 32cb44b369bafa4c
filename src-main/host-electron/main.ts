import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron'
import { readDeskOptions } from '../host/desk-options.ts'
import { stderrLog } from '../host/log.ts'
import { startApplication } from './application.ts'
import type { ElectronApi } from './electron-api.ts'
import { installerFor } from './installer.ts'
import { runProgram } from './run-program.ts'
import { AppUpdates } from './updates.ts'

/** The app's main process: real Electron, this machine's folders, and nothing more. */
const electron: ElectronApi = {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
}
const root = join(import.meta.dirname, '../..')

try {
  const { folder, server, name, demo } = readDeskOptions(process.argv.slice(1), process.env, {
    folder: join(app.getPath('userData'), 'desk'),
  })
  void startApplication(electron, {
    argv: process.argv.slice(1),
    rendererFolder: join(root, 'dist/renderer'),
    preload: join(root, 'dist/host-electron/preload.cjs'),
    desk: {
      module: fileURLToPath(import.meta.resolve('./desk-process.ts')),
      args: ['--folder', folder, '--name', name, ...(server ? ['--server', server] : []), ...(demo ? ['--demo'] : [])],
    },
    serverModule: fileURLToPath(import.meta.resolve('../../sync-server/main.ts')),
    keyFile: join(folder, 'machine.key'),
    updates: new AppUpdates(folder, installerFor(process.platform, process.env, runProgram), stderrLog),
    // Without one no page opens outside without a question.
    serverHost: server ? new URL(server).host : '',
    log: stderrLog,
  })
} catch (error) {
  dialog.showErrorBox('Holdfast', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
