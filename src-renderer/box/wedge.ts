import { characterOf, isEnd, isModifier } from './physical-keys.ts'

/** How a scanner types (DX-R22); all times in ms. */
export interface WedgeTiming {
  fewest: number
  longestMean: number
  longestGap: number
  longest: number
  /** Silence that ends a code. */
  silence: number
  /** A code begins at rest: what follows what a hand has typed so soon is typed too. */
  rest: number
}

export const usualTiming: WedgeTiming = {
  fewest: 4,
  longestMean: 40,
  longestGap: 100,
  longest: 1_500,
  silence: 120,
  rest: 300,
}

/** One key going down. */
export interface Press {
  /** `event.code`: the key by its place. */
  code: string
  shift: boolean
  /** Control, Alt or Meta is held, or the key repeats itself: a hand's. */
  hand: boolean
  /** Of the same clock as all others (ms). */
  at: number
}

/** What a press turned out to be. */
export type Heard =
  /** A character that may be part of a code; `first` of one, and `quick` where those before it came quickly enough. */
  { is: 'character'; first: boolean; quick: boolean } | { is: 'scan'; code: string } | { is: 'other' }

interface Character {
  character: string
  key: string
  at: number
  /** When the key came up again, as far as that is known. */
  upAt: number | null
}

const other: Heard = { is: 'other' }

/** Tells the codes of a scanner from what hands type, by their timing alone (DX-R22). It knows no clock and no page. */
export class Wedge {
  readonly #timing: WedgeTiming
  #characters: Character[] = []
  /** When a hand was last seen to type a character. */
  #typedAt = Number.NEGATIVE_INFINITY

  constructor(timing: WedgeTiming = usualTiming) {
    this.#timing = timing
  }

  down({ code: key, shift, hand, at }: Press): Heard {
    if (isModifier(key)) return other
    const character = hand ? null : characterOf(key, shift)
    if (character === null) return this.#end(isEnd(key) && !hand)
    const last = this.#characters.at(-1)
    if (last && at - last.at > this.#timing.longestGap) this.#giveUp()
    this.#characters.push({ character, key, at, upAt: null })
    return { is: 'character', first: this.#characters.length === 1, quick: this.#isQuick() }
  }

  up(key: string, at: number): void {
    const held = this.#characters.findLast((each) => each.key === key)
    if (held) held.upAt ??= at
  }

  /** Asked when nothing was pressed for a while. */
  quiet(at: number): Heard {
    const last = this.#characters.at(-1)
    if (!last || at - last.at < this.#timing.silence) return other
    return this.#end(true)
  }

  #end(byScanner: boolean): Heard {
    const code = this.#characters.map(({ character }) => character).join('')
    if (!byScanner || !this.#isScan()) {
      this.#giveUp()
      return other
    }
    this.#characters = []
    return { is: 'scan', code }
  }

  #giveUp(): void {
    this.#typedAt = this.#characters.at(-1)?.at ?? this.#typedAt
    this.#characters = []
  }

  #isScan(): boolean {
    const { fewest, longest, rest } = this.#timing
    const [first, last] = [this.#characters[0], this.#characters.at(-1)]
    if (!first || !last || this.#characters.length < fewest) return false
    if (last.at - first.at > longest || !this.#isQuick()) return false
    return first.at - this.#typedAt > rest && !this.#isRolled()
  }

  #isQuick(): boolean {
    const [first, last] = [this.#characters[0], this.#characters.at(-1)]
    if (!first || !last || first === last) return true
    return (last.at - first.at) / (this.#characters.length - 1) <= this.#timing.longestMean
  }

  /** Fingers that are as quick as a scanner press the next key before they let go of the last; a scanner never does. */
  #isRolled(): boolean {
    const known = this.#characters.slice(0, -1).filter(({ upAt }) => upAt !== null)
    const rolled = known.filter(({ upAt }, n) => {
      const next = this.#characters[n + 1]
      return upAt !== null && next !== undefined && upAt > next.at
    })
    return rolled.length * 2 > known.length
  }
}
