import { createHash } from 'node:crypto'
import { compareVersions, type Platform, type Release } from '../../src-shared/update/manifest.ts'

/** What of a desk decides whether a release is for it. */
export interface Standing {
  version: string
  channel: string
  platform: Platform
  osVersion: string
  deskId: string
  /** A hub goes first: the desks that lean on it must find it on their version or above. */
  isHub: boolean
}

/** Why a release that is truly ours is not taken. */
export type ReleaseRefusal = 'release_not_for_this_machine' | 'release_is_older' | 'os_too_old'

/** DX-R52: whether a believed release is for this desk: `take`, `not_yet` (nothing to do), or why it is refused. */
export function judgeRelease(offered: Release, standing: Standing): 'take' | 'not_yet' | ReleaseRefusal {
  if (offered.platform !== standing.platform || offered.channel !== standing.channel)
    return 'release_not_for_this_machine'
  const difference = compareVersions(offered.version, standing.version)
  if (difference === 0) return 'not_yet'
  if (difference < 0 && !offered.downgrade) return 'release_is_older'
  if (compareVersions(standing.osVersion, offered.minimumOs) < 0) return 'os_too_old'
  return isInRollout(offered, standing) ? 'take' : 'not_yet'
}

/**
 * Each desk has its own place among a hundred for each version, so that the same desks are not always the first. A hub
 * is before all others, and a desk that has a version's turn at 10 % has it at 50 % too.
 */
export function isInRollout({ rollout, version }: Release, { deskId, isHub }: Standing): boolean {
  if (isHub) return rollout > 0
  const place = createHash('sha256').update(`${deskId} ${version}`).digest().readUInt32BE() % 100
  return place < rollout
}

const day = 24 * 60 * 60_000
/** DX-R52: longest that a person may put an update off (ms). */
const postponedAtMost = 14 * day

/** Until when an update that was found at a time may be put off; a critical one may not be at all. */
export const postponableUntil = ({ critical }: Release, foundAt: Date): Date =>
  new Date(foundAt.getTime() + (critical ? 0 : postponedAtMost))
