import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** Unspent tokens kept; the oldest gives way. */
const maxTokens = 8
/** Browsers that have been let in; the one that came longest ago gives way. */
const maxCookies = 32

const day = 24 * 60 * 60
/**
 * How long a browser may stay away and still be known (seconds). It is closed at night and over a weekend; one that
 * nobody opens for longer needs a new one-time address.
 */
export const cookieLasts = 7 * day
/** A cookie is written anew once a day of use, not at each connection (seconds). */
const renewAfter = day

/** SHA-256 of each cookie, base64url, and when it was last seen (seconds since 1970). */
const keptCookie = z.object({ hash: z.string().regex(/^[\w-]{43}$/), seen: z.int() })
const kept = z.object({ cookies: z.array(keptCookie).max(maxCookies) })

interface Known {
  hash: Buffer
  seen: number
}

/**
 * DX-R55: who may talk to this desk. Only hashes are kept, and every comparison looks at all of them. With a file
 * cookies outlive the process: a page that is open while its desk starts again goes on by itself.
 */
export class Sessions {
  readonly #tokens: Known[] = []
  readonly #cookies: Known[]
  readonly #file: string | undefined
  readonly #now: () => number

  /** `now` in seconds. */
  constructor(file?: string, now: () => number = () => Math.floor(Date.now() / 1000)) {
    this.#file = file
    this.#now = now
    this.#cookies = file === undefined ? [] : readCookies(file)
  }

  /** A one-time token for the fragment of a window's first URL: 32 bytes, base64url. */
  newToken(): string {
    return keep(this.#tokens, maxTokens, this.#now())
  }

  /** Spends a token for the value of a cookie; undefined for a token that was never given or is spent. */
  exchange(token: string): string | undefined {
    const at = find(this.#tokens, token)
    if (at < 0) return undefined
    this.#tokens.splice(at, 1)
    const cookie = keep(this.#cookies, maxCookies, this.#now())
    this.#save()
    return cookie
  }

  knows(cookie: string): boolean {
    return this.#known(cookie) !== undefined
  }

  /** Notes that a known cookie is in use. True where the browser should be told to keep it for longer. */
  renew(cookie: string): boolean {
    const known = this.#known(cookie)
    if (!known || this.#now() - known.seen < renewAfter) return false
    known.seen = this.#now()
    this.#cookies.sort((one, other) => one.seen - other.seen)
    this.#save()
    return true
  }

  #known(cookie: string): Known | undefined {
    const known = this.#cookies[find(this.#cookies, cookie)]
    return known && this.#now() - known.seen <= cookieLasts ? known : undefined
  }

  #save(): void {
    if (this.#file !== undefined) writeCookies(this.#file, this.#cookies)
  }
}

const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

function keep(secrets: Known[], limit: number, seen: number): string {
  const secret = randomBytes(32).toString('base64url')
  secrets.push({ hash: hash(secret), seen })
  if (secrets.length > limit) secrets.shift()
  return secret
}

function find(secrets: readonly Known[], secret: string): number {
  const wanted = hash(secret)
  return secrets.reduce((found, each, at) => (timingSafeEqual(each.hash, wanted) ? at : found), -1)
}

function readCookies(file: string): Known[] {
  try {
    const { cookies } = kept.parse(JSON.parse(readFileSync(file, 'utf8')))
    return cookies.map((each) => ({ ...each, hash: Buffer.from(each.hash, 'base64url') }))
  } catch {
    // A file that is missing, half written or not ours lets nobody in.
    return []
  }
}

function writeCookies(file: string, cookies: readonly Known[]): void {
  const text = JSON.stringify({ cookies: cookies.map((each) => ({ ...each, hash: each.hash.toString('base64url') })) })
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // On a full disk a cookie is good until the desk ends.
  }
}
