/** `ReadyForQuery`, with which every answer ends: a letter, a length, and whether a transaction is open. */
const readyLength = 6

/** Compares bytes that come in pieces with answers that came one by one. */
export class Compared {
  readonly #expected: Uint8Array[]
  #part = 0
  #at = 0
  #same = true

  constructor(answers: readonly Uint8Array[]) {
    // Asked together they end but once.
    this.#expected = answers.map((answer) => answer.subarray(0, Math.max(0, answer.length - readyLength)))
  }

  /** Whether all that was expected came, and nothing else but the end. */
  get same(): boolean {
    this.#skipFull()
    return this.#same && this.#part === this.#expected.length && this.#at === readyLength
  }

  add(piece: Uint8Array): void {
    let from = 0
    while (this.#same && from < piece.length) {
      this.#skipFull()
      const part = this.#expected[this.#part]
      if (!part) {
        this.#at += piece.length - from
        return
      }
      const length = Math.min(piece.length - from, part.length - this.#at)
      this.#same = areEqual(piece, from, part, this.#at, length)
      this.#at += length
      from += length
    }
  }

  #skipFull(): void {
    for (let part = this.#expected[this.#part]; part && this.#at === part.length; part = this.#expected[this.#part]) {
      this.#part += 1
      this.#at = 0
    }
  }
}

function areEqual(a: Uint8Array, aFrom: number, b: Uint8Array, bFrom: number, length: number): boolean {
  for (let n = 0; n < length; n += 1) if (a[aFrom + n] !== b[bFrom + n]) return false
  return true
}
