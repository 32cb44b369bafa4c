import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { KeyStore } from './electron-api.ts'

/** Of AES-256. */
const keyBytes = 32

/**
 * DX-R54 E11: the key under which this desk keeps its secrets, itself sealed by the key store of the system and kept in
 * a file. Null where the system has no real store (`basic_text` on Linux is a constant everybody knows): then a desk
 * keeps no secret on its disk. A file that this system cannot open, such as one brought from another machine, gives way
 * to a new key.
 */
export async function machineKey(
  store: KeyStore,
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Buffer | null> {
  if (!(await isReal(store, platform))) return null
  const kept = await readFile(file).then(
    (sealed) => opened(store, sealed),
    () => null,
  )
  const key = kept?.key ?? randomBytes(keyBytes)
  // The system may have a newer key of its own, under which it wants ours sealed again.
  if (kept?.sealAgain !== false) await keep(store, file, key)
  return key
}

async function isReal(store: KeyStore, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await store.isAsyncEncryptionAvailable())) return false
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(store.getSelectedStorageBackend())
}

async function opened(store: KeyStore, sealed: Buffer): Promise<{ key: Buffer; sealAgain: boolean } | null> {
  try {
    const { result, shouldReEncrypt } = await store.decryptStringAsync(sealed)
    const key = Buffer.from(result, 'base64')
    return key.length === keyBytes ? { key, sealAgain: shouldReEncrypt } : null
  } catch {
    return null
  }
}

async function keep(store: KeyStore, file: string, key: Buffer): Promise<void> {
  const sealed = await store.encryptStringAsync(key.toString('base64'))
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, sealed, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
