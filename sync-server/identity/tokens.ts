import { createHash, randomBytes } from 'node:crypto'
import { type CryptoKey, errors, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'

/** ID-R10: how long an access token counts, and how far clocks may differ (seconds). */
const accessLife = 900
const leeway = 30
/** Verified tokens that are remembered. */
const mostVerified = 5000
const issuer = 'holdfast'

/** Whom an access token speaks for. */
export interface Bearer {
  userId: string
  tenantId: string
  sessionId: string
  deskId: string
}

const claims = z.object({ sub: id, tid: id, sid: id, did: id })

/** Makes and reads short-lived access tokens. Rights are not in them: they are read at use. */
export interface AccessTokens {
  sign(bearer: Bearer, now: Date): Promise<string>
  /** Whom a token speaks for; `expired` where it did; null for anything else. */
  read(token: string, now: Date): Promise<Bearer | 'expired' | null>
}

/** ID-R10: the signed tokens of one deployment. */
export class Tokens implements AccessTokens {
  readonly #privateKey: CryptoKey
  readonly #publicKey: CryptoKey
  readonly #kid: string
  /** Tokens whose signature was found good, with the seconds between which they count whatever the leeway. */
  readonly #verified = new Map<string, { bearer: Bearer; from: number; to: number }>()

  private constructor(privateKey: CryptoKey, publicKey: CryptoKey, kid: string) {
    this.#privateKey = privateKey
    this.#publicKey = publicKey
    this.#kid = kid
  }

  static async of(jwk: JWK): Promise<Tokens> {
    const { d: _secret, ...open } = jwk
    const [privateKey, publicKey] = await Promise.all([importJWK(jwk, 'EdDSA'), importJWK(open, 'EdDSA')])
    if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array || !jwk.kid) {
      throw new Error('The signing key is not an Ed25519 key')
    }
    return new Tokens(privateKey, publicKey, jwk.kid)
  }

  sign(bearer: Bearer, now: Date): Promise<string> {
    const issued = Math.floor(now.getTime() / 1000)
    return new SignJWT({ tid: bearer.tenantId, sid: bearer.sessionId, did: bearer.deskId })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.#kid })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(bearer.userId)
      .setIssuedAt(issued)
      .setNotBefore(issued)
      .setExpirationTime(issued + accessLife)
      .sign(this.#privateKey)
  }

  async read(token: string, now: Date): Promise<Bearer | 'expired' | null> {
    const known = this.#verified.get(token)
    const seconds = now.getTime() / 1000
    if (known && seconds >= known.from && seconds < known.to) return known.bearer
    return this.#verify(token, now)
  }

  /** To check a signature costs more than all else that a request costs here, and a desk sends one token for minutes. */
  async #verify(token: string, now: Date): Promise<Bearer | 'expired' | null> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#publicKey, {
        ...{ algorithms: ['EdDSA'], issuer, audience: issuer },
        ...{ clockTolerance: leeway, currentDate: now, requiredClaims: ['exp', 'nbf', 'sub'] },
      })
      const read = claims.safeParse(payload)
      if (!read.success || protectedHeader.kid !== this.#kid) return null
      const { sub, tid, sid, did } = read.data
      const bearer = { userId: sub, tenantId: tid, sessionId: sid, deskId: did }
      const { nbf = 0, exp = 0 } = payload
      const [oldest] = this.#verified.keys()
      if (this.#verified.size >= mostVerified && oldest !== undefined) this.#verified.delete(oldest)
      this.#verified.set(token, { bearer, from: nbf, to: exp })
      return bearer
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'expired' : null
    }
  }
}

/** A new refresh token (ID-R12). Only its hash is kept. */
export const newRefreshToken = (): string => `hfr_${randomBytes(32).toString('base64url')}`
export const hashOfToken = (token: string): Uint8Array => createHash('sha256').update(token).digest()
