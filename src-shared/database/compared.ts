/** A message of the wire protocol begins with a letter and a length. */
const headLength = 5
/** Messages with which the answer to a statement ends: complete, empty, suspended. */
const ends: ReadonlySet<number> = new Set([...'CIs'].map((letter) => letter.charCodeAt(0)))
/** `ReadyForQuery`, with which every answer ends that was asked for by itself: a letter, a length, a state. */
const readyLength = 6

/** Compares answers that come together, in pieces, with answers that came one by one. */
export class Compared {
  readonly #expected: Uint8Array[]
  /** Whether each came, and came the same. */
  readonly same: boolean[]
  #part = 0
  #at = 0
  #equal = true
  /** Of the message that is coming: what is left of its head and of its body, its letter, and its length so far. */
  #head = headLength
  #body = 0
  #letter = 0
  #length = 0

  constructor(answers: readonly Uint8Array[]) {
    this.#expected = answers.map((answer) => answer.subarray(0, Math.max(0, answer.length - readyLength)))
    this.same = answers.map(() => false)
  }

  add(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; ) {
      const length = this.#head > 0 ? 1 : Math.min(piece.length - from, this.#body)
      this.#compare(piece, from, length)
      if (this.#head > 0) this.#readHead(piece[from] ?? 0)
      else this.#body -= length
      from += length
      if (this.#head === 0 && this.#body === 0) this.#endMessage()
    }
  }

  #readHead(byte: number): void {
    if (this.#head === headLength) [this.#letter, this.#length] = [byte, 0]
    else this.#length = this.#length * 256 + byte
    this.#head -= 1
    // The length counts itself.
    if (this.#head === 0) this.#body = this.#length - (headLength - 1)
  }

  #endMessage(): void {
    this.#head = headLength
    if (!ends.has(this.#letter)) return
    const expected = this.#expected[this.#part]
    if (expected) this.same[this.#part] = this.#equal && this.#at === expected.length
    this.#part += 1
    this.#at = 0
    this.#equal = true
  }

  #compare(piece: Uint8Array, from: number, length: number): void {
    const expected = this.#expected[this.#part]
    this.#equal &&= expected !== undefined && areEqual(piece, from, expected, this.#at, length)
    this.#at += length
  }
}

function areEqual(a: Uint8Array, aFrom: number, b: Uint8Array, bFrom: number, length: number): boolean {
  for (let n = 0; n < length; n += 1) if (a[aFrom + n] !== b[bFrom + n]) return false
  return true
}
