import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Release } from '../../src-shared/update/manifest.ts'

/** Why a package is not what its manifest says, or did not come. */
export type DownloadRefusal = 'package_unreachable' | 'package_wrong_size' | 'package_wrong_hash'

/** Fetches a package from a byte on. */
export type FetchPackage = (file: string, from: number) => Promise<Response>

/**
 * Fetches the package of a release into a file, going on where an earlier try broke off (a range). The file has its
 * name only once its size and SHA-512 are right; what is wrong is deleted, so that the next try begins afresh.
 */
export async function download(
  { file, size, sha512 }: Pick<Release, 'file' | 'size' | 'sha512'>,
  target: string,
  fetchPackage: FetchPackage,
  progress: (bytes: number) => void,
): Promise<'whole' | DownloadRefusal> {
  if ((await sizeOf(target)) === size && (await sha512Of(target)) === sha512) return 'whole'
  const part = `${target}.part`
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  if ((await sizeOf(part)) > size) await rm(part)
  const came = await fetchRest(part, await sizeOf(part), size, (from) => fetchPackage(file, from), progress)
  if (came !== 'whole') {
    if (came === 'package_wrong_size') await rm(part, { force: true })
    return came
  }
  if ((await sha512Of(part)) !== sha512) {
    await rm(part)
    return 'package_wrong_hash'
  }
  await rename(part, target)
  return 'whole'
}

async function fetchRest(
  part: string,
  have: number,
  size: number,
  fetchFrom: (from: number) => Promise<Response>,
  progress: (bytes: number) => void,
): Promise<'whole' | DownloadRefusal> {
  if (have === size) return 'whole'
  const response = await fetchFrom(have).catch(() => null)
  // There is nothing after what we have, and it is not enough.
  if (response?.status === 416) return 'package_wrong_size'
  if (!response?.ok || !response.body) return 'package_unreachable'
  // A server that does not know ranges sends all of it again.
  let at = response.status === 206 ? have : 0
  const handle = await open(part, at === 0 ? 'w' : 'r+', 0o600)
  try {
    for await (const bytes of response.body) {
      if (at + bytes.length > size) return 'package_wrong_size'
      await handle.write(bytes, 0, bytes.length, at)
      at += bytes.length
      progress(at)
    }
  } catch {
    return 'package_unreachable'
  } finally {
    await handle.sync()
    await handle.close()
  }
  return at === size ? 'whole' : 'package_unreachable'
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    (about) => about.size,
    () => 0,
  )

async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const bytes of createReadStream(path)) hash.update(bytes)
  return hash.digest('base64')
}
