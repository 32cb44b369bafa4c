import { createHash, randomInt } from 'node:crypto'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { pairingProofs, sameProof } from '../../src-shared/node/pairing-proof.ts'
import type { PairRequest } from '../../src-shared/sync/hub-protocol.ts'
import type { Clock } from '../clock.ts'
import type { PairedDesks } from './paired-desks.ts'

/** DX-R49: how long a code counts (ms), and how many wrong tries void it. */
const codeLife = 10 * 60_000
const triesOfCode = 5

/** A code on the hub's screen. */
export interface PairingCode {
  /** 8 digits. */
  code: string
  /** ISO instant. */
  expiresAt: string
}

/** Lets desks join while a code is on the hub's screen (DX-R49). One code at a time; it lets in one desk. */
export class Pairing {
  readonly #clock: Clock
  readonly #fingerprint: string
  readonly #desks: PairedDesks
  #current: (PairingCode & { tries: number }) | null = null
  /** Tries are judged one after another, so that many at once do not get more than their number. */
  #line: Promise<unknown> = Promise.resolve()

  constructor(parts: { clock: Clock; fingerprint: string; desks: PairedDesks }) {
    this.#clock = parts.clock
    this.#fingerprint = parts.fingerprint
    this.#desks = parts.desks
  }

  /** Shows a new code; one that was shown before counts no longer. */
  offer(): PairingCode {
    const code = String(randomInt(10 ** 8)).padStart(8, '0')
    const expiresAt = new Date(this.#clock.now().getTime() + codeLife).toISOString()
    this.#current = { code, expiresAt, tries: 0 }
    return { code, expiresAt }
  }

  /** The code that counts now. */
  get current(): PairingCode | null {
    if (!this.#current || this.#isOver(this.#current)) return null
    const { code, expiresAt } = this.#current
    return { code, expiresAt }
  }

  /** Takes the code off the screen. */
  withdraw(): void {
    this.#current = null
  }

  /** Lets a desk join that proves that it knows the code, and gives the hub's own proof. */
  join(request: PairRequest): Promise<{ proof: string } | Rejection> {
    const joined = this.#line.then(() => this.#try(request))
    this.#line = joined.catch(() => undefined)
    return joined
  }

  async #try({ code: shown, deskKey, name }: PairRequest): Promise<{ proof: string } | Rejection> {
    const current = this.#current
    if (!current || this.#isOver(current)) return rejection('pairing_code_expired')
    const proofs = await pairingProofs({ code: current.code, fingerprint: this.#fingerprint, deskKey })
    if (!sameProof(shown, proofs.desk)) {
      current.tries += 1
      return rejection('pairing_code_wrong', { left: triesOfCode - current.tries })
    }
    this.#current = null
    this.#desks.add({ key: hashOfKey(deskKey), name, pairedAt: this.#clock.now().toISOString() })
    return { proof: proofs.hub }
  }

  #isOver({ expiresAt, tries }: PairingCode & { tries: number }): boolean {
    return tries >= triesOfCode || this.#clock.now() > new Date(expiresAt)
  }
}

/** Only the hash of a desk's key is kept. */
export const hashOfKey = (deskKey: string): string => createHash('sha256').update(deskKey).digest('hex')
