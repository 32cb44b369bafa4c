import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { firstRunAnswers, setupKinds } from '../desk/api/first-run-api.ts'
import { localAddress } from './local-server.ts'

const port = z.int().min(1).max(65_535).nullable()

/** What an installation remembers of how it was set up. */
const setupFile = z.object({
  kind: z.enum(setupKinds),
  answers: firstRunAnswers,
  /** Where the servers on this computer listen; chosen once, so that desks find them again. */
  serverPort: port,
  demoPort: port,
  /** What the organisation on this computer is called inside: a first run that broke off finds it again by this. */
  slug: z.string(),
})
export type SetupFile = z.infer<typeof setupFile>

/** Before anything was answered. */
export const nothingYet = (deskName: string): SetupFile => ({
  kind: 'undecided',
  answers: {
    ...{ step: 'language', language: null, way: null, address: '', deskName },
    organisation: { legalName: '', ownerName: '', email: '', timeZone: '', currency: '', locale: 'en' },
  },
  serverPort: null,
  demoPort: null,
  slug: 'home',
})

/** Reads how the installation of a folder was set up. A folder that nobody has set up begins with `deskName`. */
export function readSetup(folder: string, deskName: string): SetupFile {
  try {
    return setupFile.parse(JSON.parse(readFileSync(join(folder, 'setup.json'), 'utf8')))
  } catch {
    // A file that is missing or not ours says nothing: the first run asks again, and deletes nothing.
    return nothingYet(deskName)
  }
}

/** The address of the server that an installation was set up with; null while the first run asks. */
export function serverOf(folder: string): string | null {
  const { kind, answers, serverPort, demoPort } = readSetup(folder, '')
  if (kind === 'server') return answers.address
  const port = { here: serverPort, demo: demoPort, undecided: null }[kind]
  return port === null ? null : localAddress(port)
}

/** Whole or not at all, so that a crash leaves the answers before or after. */
export function writeSetup(folder: string, kept: SetupFile): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const path = join(folder, 'setup.json')
  writeFileSync(`${path}.new`, JSON.stringify(kept), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
