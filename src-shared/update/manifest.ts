import { z } from 'zod'
import { instant } from '../kernel/calendar.ts'

/** DX-R52: what an update is, from the tool that signs it to the desk that installs it. */

export const channels = ['stable', 'beta'] as const
export const platforms = [
  'windows-x64',
  'windows-arm64',
  'macos-x64',
  'macos-arm64',
  'linux-x64',
  'linux-arm64',
] as const
export type Platform = (typeof platforms)[number]

/** Three numbers, compared as numbers. */
export const versionText = z.string().regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/)

/** A file beside its manifest: one name, no way to another folder. */
export const packageName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)

/** A package may not be larger (bytes). */
const maxPackageBytes = 1024 * 1024 * 1024

/** What is signed. */
export const release = z.strictObject({
  format: z.literal(1),
  channel: z.enum(channels),
  platform: z.enum(platforms),
  version: versionText,
  /** The one way back: a lower version is installed only where the signed word says so. */
  downgrade: z.boolean(),
  /** Not to be postponed: it mends what puts data or people at risk. */
  critical: z.boolean(),
  /** Percent of the desks that may have it; hubs may from the first percent on. */
  rollout: z.int().min(0).max(100),
  /** Of the operating system, as it tells its own version. */
  minimumOs: z.string().regex(/^\d{1,6}(?:\.\d{1,6}){0,3}$/),
  file: packageName,
  size: z.int().min(1).max(maxPackageBytes),
  /** Base64. */
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  publishedAt: instant,
})
export type Release = z.infer<typeof release>

/** A manifest as it lies on the server. The signatures are over the very characters of `payload`. */
export const signedManifest = z.strictObject({
  /** The JSON of a release. */
  payload: z.string().max(4000),
  signatures: z
    .array(z.strictObject({ key: z.string().max(40), signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/) }))
    .min(1)
    .max(4),
})
export type SignedManifest = z.infer<typeof signedManifest>

/** Where a server has them. */
export const manifestPath = (channel: string, platform: string): string =>
  `/updates/${channel}/${platform}/manifest.json`
export const packagePath = (channel: string, platform: string, file: string): string =>
  `/updates/${channel}/${platform}/${file}`

/** Compares by numbers: negative where the first is the lower one. A missing number is a zero. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [one.split('.').map(Number), other.split('.').map(Number)]
  const lengths = Array.from({ length: Math.max(first.length, second.length) }, (_, at) => at)
  return lengths.map((at) => (first[at] ?? 0) - (second[at] ?? 0)).find((difference) => difference !== 0) ?? 0
}
