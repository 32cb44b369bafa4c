import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key by which this installation signs; made when it is first needed, and never sent anywhere. */
export function deskKey(folder: string): KeyObject {
  const path = join(folder, 'desk-key.pem')
  const known = read(path)
  if (known) return known
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(`${path}.new`, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return privateKey
}

function read(path: string): KeyObject | null {
  try {
    return createPrivateKey(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
