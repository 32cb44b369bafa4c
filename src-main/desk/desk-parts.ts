import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { ServerConnection } from './server-connection.ts'
import type { Vault } from './vault.ts'

/** What a desk is opened with, beside its place. */
export interface DeskParts {
  domain: Domain
  server: ServerConnection
  /** Name under which it registers at its first sign-in. */
  name: string
  platform: 'windows' | 'macos' | 'linux' | 'web'
  now?: () => Date
  /** Told of what should never happen. */
  report?: (error: unknown, during: string) => void
  /** Space that is left where the desk keeps its data (bytes); null where that is not known. */
  freeBytes?: () => Promise<number | null>
  /** What the desk's own data takes there. */
  usedBytes?: () => Promise<number | null>
}

/** What a desk is opened with in a folder of this machine. */
export interface DeskOptions extends DeskParts {
  /** Where it keeps its identity, session and replicas. */
  folder: string
  /** Where the session lies; by default in a file that only this user may read. */
  vault?: Vault
}

/** What a desk does without where nobody gives it. */
export const aloneByDefault = {
  ...{ now: () => new Date(), report: () => undefined },
  ...{ freeBytes: async () => null, usedBytes: async () => null },
}
