import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type Release, release, signedManifest } from '../../src-shared/update/manifest.ts'
import type { ReleaseKey } from './release-keys.ts'

/** Before the 32 bytes of an Ed25519 key, to make them a key as Node reads it (SPKI). */
const wrapping = Buffer.from('302a300506032b6570032100', 'hex')

const keyOf = ({ publicKey }: ReleaseKey): KeyObject =>
  createPublicKey({ key: Buffer.concat([wrapping, Buffer.from(publicKey, 'base64')]), format: 'der', type: 'spki' })

/** Why a manifest is not believed. */
export type ManifestRefusal = 'manifest_malformed' | 'manifest_not_signed'

/**
 * DX-R52: reads a manifest and believes it only where one of the pinned keys has signed it. Nothing of what it says is
 * looked at before.
 */
export function readManifest(text: string, keys: readonly ReleaseKey[]): Release | ManifestRefusal {
  const signed = signedManifest.safeParse(parsed(text))
  if (!signed.success) return 'manifest_malformed'
  const { payload, signatures } = signed.data
  const isOurs = signatures.some(({ key, signature }) =>
    keys.some(
      (ours) => ours.id === key && verify(null, Buffer.from(payload), keyOf(ours), Buffer.from(signature, 'base64')),
    ),
  )
  if (!isOurs) return 'manifest_not_signed'
  const read = release.safeParse(parsed(payload))
  return read.success ? read.data : 'manifest_malformed'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
