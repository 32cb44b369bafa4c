import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  type KeyObject,
  randomBytes,
  scrypt,
  sign,
  verify,
} from 'node:crypto'
import { z } from 'zod'
import { instant } from '../../../src-shared/kernel/calendar.ts'
import { id } from '../../../src-shared/kernel/id.ts'
import { canonicalJson, type JsonObject } from '../../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../../src-shared/kernel/rejection.ts'

/**
 * DX-R35: unsent work as a file that only a passphrase opens and that nobody can change. Each part is one line of JSON:
 * its entries under AES-256-GCM with a key that scrypt makes of the passphrase, its head bound to them, and the desk's
 * Ed25519 signature over all of it.
 */

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
const named = z.object({ id, name: z.string().max(200) })

const head = z.strictObject({
  format: z.literal('holdfast-rescue'),
  version: z.literal(1),
  /** Of the whole file; its parts are told by `part` from 1 to `of`. */
  savedId: id,
  part: z.int().min(1),
  of: z.int().min(1).max(1000),
  savedAt: instant,
  desk: named,
  tenantId: id,
  salt: base64.length(24),
  nonce: base64.length(16),
  publicKey: base64.max(200),
})
const sealedPart = head.extend({ sealed: base64, signature: base64.max(200) })
const contents = z.array(z.record(z.string(), z.json())) as z.ZodType<JsonObject[]>

/** What stands on the outside of a part. */
export type PartHead = Omit<z.infer<typeof head>, 'format' | 'version' | 'salt' | 'nonce' | 'publicKey'>

/** A part that was opened: its head, by whose key it is signed, and its entries. */
export interface OpenedPart extends PartHead {
  publicKey: string
  entries: JsonObject[]
}

/** Work that a guesser must do for every guess; some 100 ms. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const tagBytes = 16

/** Seals one part; gives its line. */
export async function sealPart(
  given: PartHead,
  entries: readonly JsonObject[],
  passphrase: string,
  key: KeyObject,
): Promise<string> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  const outside = {
    ...{ format: 'holdfast-rescue' as const, version: 1 as const, ...given, publicKey },
    ...{ salt: salt.toString('base64'), nonce: nonce.toString('base64') },
  }
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce)
  cipher.setAAD(Buffer.from(canonicalJson(outside)))
  const inside = Buffer.concat([cipher.update(JSON.stringify(entries)), cipher.final(), cipher.getAuthTag()])
  const part = { ...outside, sealed: inside.toString('base64') }
  const signature = sign(null, Buffer.from(canonicalJson(part)), key).toString('base64')
  return JSON.stringify({ ...part, signature })
}

/**
 * Opens one part. Refused: what is no part, or was changed since the desk signed it (`rescue_broken`); another
 * passphrase (`rescue_wrong_passphrase`).
 */
export async function openPart(line: string, passphrase: string): Promise<OpenedPart | Rejection> {
  const read = sealedPart.safeParse(parsed(line))
  if (!read.success) return rejection('rescue_broken')
  const { signature, ...part } = read.data
  if (!isSigned(part, signature)) return rejection('rescue_broken')
  const { sealed, ...outside } = part
  const bytes = Buffer.from(sealed, 'base64')
  const opener = createDecipheriv(
    'aes-256-gcm',
    await keyOf(passphrase, Buffer.from(outside.salt, 'base64')),
    Buffer.from(outside.nonce, 'base64'),
  )
  opener.setAAD(Buffer.from(canonicalJson(outside)))
  try {
    opener.setAuthTag(bytes.subarray(-tagBytes))
    const text = Buffer.concat([opener.update(bytes.subarray(0, -tagBytes)), opener.final()]).toString()
    return { ...outside, entries: contents.parse(JSON.parse(text)) }
  } catch {
    // The signature held, so that nothing was changed: it is the passphrase.
    return rejection('rescue_wrong_passphrase')
  }
}

function isSigned(part: JsonObject & { publicKey: string }, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(part.publicKey, 'base64'), type: 'spki', format: 'der' })
    const signed = Buffer.from(canonicalJson(part))
    return key.asymmetricKeyType === 'ed25519' && verify(null, signed, key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((done, fail) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) => (error ? fail(error) : done(key)))
  })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
