import { join } from 'node:path'
import { appVersion } from '../host/app-version.ts'
import { updatesFolder } from '../host/desk-updates.ts'
import { type Log, reportTo } from '../host/log.ts'
import { handedOver } from '../update/handed-over.ts'
import { releaseKeys } from '../update/release-keys.ts'
import { beginStart, startWentWell } from '../update/starts.ts'
import type { Dialog } from './electron-api.ts'
import type { Installer } from './installer.ts'
import type { Words } from './words.ts'

/** A start that has lasted so long has not failed (ms). */
const longEnough = 60_000

/** Main's part in updates: it installs at the end, and offers the former version when starts fail (DX-R52). */
export class AppUpdates {
  readonly #folder: string
  readonly #installer: Installer | null
  readonly #log: Log
  readonly #starts: string

  constructor(deskFolder: string, installer: Installer | null, log: Log) {
    this.#folder = updatesFolder(deskFolder)
    this.#installer = installer
    this.#log = log
    // Not in the folder of the package, which is forgotten once it is installed.
    this.#starts = join(deskFolder, 'starts.json')
  }

  /**
   * To be called before anything of this version can fail. After two failed starts it asks whether the former version
   * is to come back: true where it has, and this one is to end.
   */
  async begin(dialog: Pick<Dialog, 'showMessageBox'>, words: Words): Promise<boolean> {
    const isTooMany = beginStart(this.#starts, appVersion())
    setTimeout(() => this.wentWell(), longEnough).unref()
    if (!isTooMany || !this.#installer) return false
    const buttons = [words.goBack, words.tryAgain]
    const question = { type: 'question' as const, message: words.startsFailed, detail: words.startsFailedDetail }
    const { response } = await dialog.showMessageBox({ ...question, buttons, defaultId: 0, cancelId: 1 })
    return response === 0 && (await this.#installer.restoreFormer())
  }

  wentWell(): void {
    startWentWell(this.#starts)
  }

  /** Installs what the desk has handed over at its end. What fails leaves the present version, and is logged. */
  async install(): Promise<void> {
    try {
      const file = this.#installer && (await handedOver(this.#folder, releaseKeys, appVersion()))
      if (file) await this.#installer?.install(file)
    } catch (error) {
      reportTo(this.#log)(error, 'installing an update')
    }
  }
}
