import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Release, release, type SignedManifest } from '../../src-shared/update/manifest.ts'

/** A key and the name under which desks have pinned its other half. */
export interface SigningKey {
  id: string
  privateKey: KeyObject
}

/** A new pair: the private half as PEM, the public half as desks pin it (`release-keys.json`). */
export function newReleaseKey(id: string): { privatePem: string; pinned: { id: string; publicKey: string } } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const { x = '' } = publicKey.export({ format: 'jwk' })
  return { privatePem, pinned: { id, publicKey: Buffer.from(x, 'base64url').toString('base64') } }
}

/** Measures a package and makes the release that names it. Throws where what was said of it makes no sense. */
export async function describePackage(
  path: string,
  said: Omit<Release, 'format' | 'file' | 'size' | 'sha512'>,
): Promise<Release> {
  const hash = createHash('sha512')
  for await (const bytes of createReadStream(path)) hash.update(bytes)
  const { size } = await stat(path)
  return release.parse({ ...said, format: 1, file: basename(path), size, sha512: hash.digest('base64') })
}

/** Signs a release with one key, or with two while the one is being replaced by the other. */
export function signRelease(described: Release, keys: readonly SigningKey[]): SignedManifest {
  const payload = JSON.stringify(described)
  const signatures = keys.map(({ id, privateKey }) => ({
    key: id,
    signature: sign(null, Buffer.from(payload), privateKey).toString('base64'),
  }))
  return { payload, signatures }
}
