import { z } from 'zod'
import pinned from './release-keys.json' with { type: 'json' }

/** Half of a pair whose other half signs releases: raw Ed25519, base64. */
const releaseKey = z.strictObject({
  id: z.string().min(1).max(40),
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
})
export type ReleaseKey = z.infer<typeof releaseKey>

/**
 * DX-R52: the keys pinned in the app, at most two: the one in use and the one that follows it. `holdfast release-key`
 * makes a pair; its public half goes into the file beside this one, the private half stays with whoever releases.
 * Without any this build takes no updates.
 */
export const releaseKeys: readonly ReleaseKey[] = z.array(releaseKey).max(2).parse(pinned)
