import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** Unspent tokens kept; the oldest gives way. */
const maxTokens = 8
/** Browsers that have been let in; the oldest gives way. */
const maxCookies = 32

/** SHA-256 of each cookie, base64url. */
const kept = z.object({ cookies: z.array(z.string().regex(/^[\w-]{43}$/)).max(maxCookies) })

/**
 * DX-R55: who may talk to this desk. Only hashes are kept, and every comparison looks at all of them. With a file
 * cookies outlive the process: a page that is open while its desk starts again goes on by itself.
 */
export class Sessions {
  readonly #tokens: Buffer[] = []
  readonly #cookies: Buffer[]
  readonly #file: string | undefined

  constructor(file?: string) {
    this.#file = file
    this.#cookies = file === undefined ? [] : readHashes(file)
  }

  /** A one-time token for the fragment of a window's first URL: 32 bytes, base64url. */
  newToken(): string {
    return keep(this.#tokens, maxTokens)
  }

  /** Spends a token for the value of a cookie; undefined for a token that was never given or is spent. */
  exchange(token: string): string | undefined {
    const at = find(this.#tokens, token)
    if (at < 0) return undefined
    this.#tokens.splice(at, 1)
    const cookie = keep(this.#cookies, maxCookies)
    if (this.#file !== undefined) writeHashes(this.#file, this.#cookies)
    return cookie
  }

  knows(cookie: string): boolean {
    return find(this.#cookies, cookie) >= 0
  }
}

const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

function keep(hashes: Buffer[], limit: number): string {
  const secret = randomBytes(32).toString('base64url')
  hashes.push(hash(secret))
  if (hashes.length > limit) hashes.shift()
  return secret
}

function find(hashes: Buffer[], secret: string): number {
  const wanted = hash(secret)
  return hashes.reduce((found, each, at) => (timingSafeEqual(each, wanted) ? at : found), -1)
}

function readHashes(file: string): Buffer[] {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8'))).cookies.map((hash) => Buffer.from(hash, 'base64url'))
  } catch {
    // A file that is missing, half written or not ours lets nobody in.
    return []
  }
}

function writeHashes(file: string, hashes: readonly Buffer[]): void {
  const text = JSON.stringify({ cookies: hashes.map((hash) => hash.toString('base64url')) })
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // On a full disk a cookie is good until the desk ends.
  }
}
