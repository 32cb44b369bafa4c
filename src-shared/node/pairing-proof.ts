import { createHmac, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * How a hub and a desk that joins it show each other that both know the code of 8 digits (DX-R49), without saying it.
 *
 * What is protected: each proof is bound to the certificate that its maker uses and to the key under which the desk will
 * be known. Whoever stands between them with a certificate of their own can pass a proof on, but the hub made its own
 * from another certificate, and refuses. Nor can they pass for the hub: the desk believes only an answer made from the
 * code. To guess the code from a proof costs 10⁸ slow hashes, which takes far longer than the code counts.
 *
 * What is not: somebody who reads the code from the screen may join too. And a proof that was caught could be guessed
 * in time by a farm of thousands of machines; only a password-authenticated key exchange would rule that out. A desk
 * that reads the QR code knows the certificate beforehand and speaks to no other, so there is nothing to catch.
 */
export interface PairingParts {
  /** 8 digits. */
  code: string
  /** SHA-256 of the certificate that the maker of the proof uses, in hex. */
  fingerprint: string
  /** The secret under which the hub will know the desk. */
  deskKey: string
}

/** Memory-hard, some 0.1 s on a desk's machine: 10⁸ of them take months. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

/** What each end shows the other, and expects of it. */
export interface PairingProofs {
  desk: string
  hub: string
}

/** The proofs of both ends. */
export async function pairingProofs({ code, fingerprint, deskKey }: PairingParts): Promise<PairingProofs> {
  const key = await new Promise<Buffer>((done, fail) => {
    scrypt(code, `holdfast pairing ${fingerprint} ${deskKey}`, 32, cost, (error, made) =>
      error ? fail(error) : done(made),
    )
  })
  const proof = (of: string): string => createHmac('sha256', key).update(of).digest('hex')
  return { desk: proof('desk'), hub: proof('hub') }
}

/** Whether a proof that came is the expected one; takes the same time however much of it is right. */
export const sameProof = (came: string, expected: string): boolean =>
  came.length === expected.length && timingSafeEqual(Buffer.from(came), Buffer.from(expected))
