import { createHash } from 'node:crypto'
import { hostname, platform } from 'node:os'

/** What tells this machine from another to which a folder may have been copied. It says nothing about either. */
export const machineMark = (): string =>
  createHash('sha256').update(`holdfast machine ${platform()} ${hostname()}`).digest('hex').slice(0, 32)
