import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Unspent tokens kept; the oldest gives way. */
const maxTokens = 8
/** Browsers signed in to this run; the oldest gives way. */
const maxCookies = 32

/** DX-R55: who may talk to this desk. Only hashes are kept, and every comparison looks at all of them. */
export class Sessions {
  readonly #tokens: Buffer[] = []
  readonly #cookies: Buffer[] = []

  /** A one-time token for the fragment of a window's first URL: 32 bytes, base64url. */
  newToken(): string {
    return keep(this.#tokens, maxTokens)
  }

  /** Spends a token for the value of a cookie; undefined for a token that was never given or is spent. */
  exchange(token: string): string | undefined {
    const at = find(this.#tokens, token)
    if (at < 0) return undefined
    this.#tokens.splice(at, 1)
    return keep(this.#cookies, maxCookies)
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
