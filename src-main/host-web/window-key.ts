import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the running web host of a desk is, and the key that only those who may read its folder have. */
const windowKey = z.object({ port: z.int().min(1).max(65_535), key: z.string().regex(/^[\w-]{43}$/) })

/** What the web host answers: the address of one more window, and that it has the key too. */
export const windowAnswer = z.strictObject({ url: z.url().max(200), proof: z.string().max(100) })

const fileIn = (folder: string): string => join(folder, 'web-window.json')

/** How long a running desk may take to answer (ms). */
const patience = 3000

/** Lays a fresh key into the desk's folder, which no other user can read; gives it. */
export function layWindowKey(folder: string, port: number): string {
  const key = randomBytes(32).toString('base64url')
  const file = fileIn(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify({ port, key }), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return key
}

/** Nobody can be asked any more. */
export const takeWindowKey = (folder: string): void => rmSync(fileIn(folder), { force: true })

/** Shows that somebody has the key, without showing the key. */
export const proofOf = (key: string, what: string): string => createHmac('sha256', key).update(what).digest('base64url')

/** Compares two proofs in a time that says nothing of them. */
export function sameProof(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}

/**
 * Asks the web host that has this desk open for one more window (DX-R55): its address with a new one-time token. Null
 * where none is running. Each side proves that it has the key of the folder, so that a stranger who has taken the port
 * meanwhile is neither told anything nor believed.
 */
export async function askForWindow(folder: string): Promise<string | null> {
  try {
    const { port, key } = windowKey.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')))
    const nonce = randomBytes(16).toString('base64url')
    const response = await fetch(`http://127.0.0.1:${port}/window`, {
      method: 'POST',
      body: JSON.stringify({ nonce, proof: proofOf(key, `window ${nonce}`) }),
      signal: AbortSignal.timeout(patience),
    })
    const { url, proof } = windowAnswer.parse(await response.json())
    return sameProof(proof, proofOf(key, `${nonce} ${url}`)) ? url : null
  } catch {
    // No file, a port that is closed, or an answer of somebody else: no desk of ours is running.
    return null
  }
}
