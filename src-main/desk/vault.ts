import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'

/** Where a desk keeps what nobody else may read: the session, what opens it, and what a hub knows it by (DX-R54 E11). */
export interface Vault {
  /** Whether what is written is still there at the next start. */
  readonly lasting: boolean
  /** The text under a path; null where there is none, or none that can be opened here. */
  read(path: string): string | null
  /** Keeps a text; null removes it. */
  write(path: string, text: string | null): void
}

/** Files that only this user may read. For a host that has no key store, such as the one behind a browser. */
export const plainVault: Vault = {
  lasting: true,
  read(path) {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return null
    }
  },
  write: (path, text) => replaceFile(path, text),
}

/** Nothing on the disk: for a machine whose key store is none (ID-R18). Secrets end with the process. */
export function memoryVault(): Vault {
  const texts = new Map<string, string>()
  return {
    lasting: false,
    read: (path) => texts.get(path) ?? null,
    write(path, text) {
      // What an earlier start without this rule has left must not lie there.
      rmSync(path, { force: true })
      if (text === null) texts.delete(path)
      else texts.set(path, text)
    },
  }
}

const nonceBytes = 12
const tagBytes = 16

/** Files sealed by AES-256-GCM under the machine's key, each bound to its own name. */
export function sealedVault(key: Buffer): Vault {
  return {
    lasting: true,
    read(path) {
      try {
        return unseal(key, path, readFileSync(path))
      } catch {
        return null
      }
    },
    write: (path, text) => replaceFile(path, text === null ? null : seal(key, path, text)),
  }
}

function seal(key: Buffer, path: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(basename(path)))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

function unseal(key: Buffer, path: string, content: Buffer): string {
  const tagAt = nonceBytes + tagBytes
  const decipher = createDecipheriv('aes-256-gcm', key, content.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(basename(path))).setAuthTag(content.subarray(nonceBytes, tagAt))
  return Buffer.concat([decipher.update(content.subarray(tagAt)), decipher.final()]).toString('utf8')
}

function replaceFile(path: string, content: string | Buffer | null): void {
  if (content === null) {
    rmSync(path, { force: true })
    return
  }
  writeFileSync(`${path}.new`, content, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
