import { readFileSync } from 'node:fs'
import { release as osVersion } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { id, newId } from '../../src-shared/kernel/id.ts'
import { platforms } from '../../src-shared/update/manifest.ts'
import type { DeskDoor, DeskStatus } from '../desk/api/desk-api.ts'
import { serverOf } from '../first-run/setup-file.ts'
import { releaseKeys } from '../update/release-keys.ts'
import { serverSource } from '../update/server-source.ts'
import { Updater } from '../update/updater.ts'
import { appVersion } from './app-version.ts'

/** How often the desk asks for a release (ms); the first time once people have begun to work. */
const every = { first: 2 * 60_000, later: 6 * 60 * 60_000 }

const names: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows', darwin: 'macos', linux: 'linux' }

/** Where a desk keeps its updates. */
export const updatesFolder = (deskFolder: string): string => join(deskFolder, 'updates')

/**
 * The updater of this machine, which `installs` or only looks (DX-R53); null where nothing is released for it. Without
 * a server's address it asks the one that the folder was set up with, as soon as there is one.
 */
export function updaterOf(folder: string, server: string | undefined, installs: boolean): Updater | null {
  const name = `${names[process.platform]}-${process.arch}`
  const platform = platforms.find((known) => known === name)
  if (!platform) return null
  const standing = {
    ...{ version: appVersion(), channel: 'stable', platform, osVersion: numbersOf(osVersion()) },
    ...{ deskId: deskIdIn(folder), isHub: false },
  }
  const source = serverSource(() => server ?? serverOf(folder), standing)
  return new Updater({ folder: updatesFolder(folder), keys: releaseKeys, standing, source, installs })
}

/** `6.1.0-18-amd64` is 6.1.0. */
const numbersOf = (text: string): string => /^\d+(?:\.\d+){0,3}/.exec(text)?.[0] ?? '0'

/** A desk that nobody has signed in to has no id yet, and takes its turn by chance. */
function deskIdIn(folder: string): string {
  try {
    return z.object({ deskId: id }).parse(JSON.parse(readFileSync(join(folder, 'desk.json'), 'utf8'))).deskId
  } catch {
    return newId()
  }
}

/** DX-R52: nothing is installed while commands are on their way to the server. Held ones that cannot go are safe. */
const isBusy = ({ connection, queued }: DeskStatus): boolean =>
  connection === 'sending' || (queued > 0 && (connection === 'current' || connection === 'catching_up'))

/** Looks for releases while the desk runs. Gives what is asked at its end: hands the package over if all is quiet. */
export function keepUpdated(door: DeskDoor, updater: Updater): () => void {
  let busy = false
  const ears = door.connect((event) => {
    if (event.event === 'status') busy = isBusy(event.status)
  })
  // A look that fails says so in the updater's state, and the next one comes.
  const look = (): void => void updater.check().catch(() => undefined)
  const first = setTimeout(look, every.first).unref()
  const later = setInterval(look, every.later).unref()
  return () => {
    ears.close()
    clearTimeout(first)
    clearInterval(later)
    updater.takeForInstall(busy)
  }
}
