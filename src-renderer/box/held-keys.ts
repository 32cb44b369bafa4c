/**
 * How long a key waits outside of fields (ms) before it does what it does there, for it may be the first of a code, and
 * a code must release no slot. A scanner's next key comes sooner; nobody feels the wait.
 */
const firstWait = 45

/** Keys of lists, which must answer at once and harm nothing; Space presses buttons, which nobody can do for it later. */
const neverHeld = new Set(['KeyJ', 'KeyK', 'Space'])

/** Keys that wait until it is known whether a scanner pressed them. */
export class HeldKeys {
  #held: { target: EventTarget; event: KeyboardEvent }[] = []
  #timer = 0

  /** Keeps a key from everybody for now; `longest` is how long the next key of a code may take. */
  hold(event: KeyboardEvent, longest: number): void {
    if (neverHeld.has(event.code) || !event.target) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#held.push({ target: event.target, event })
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.release(), this.#held.length === 1 ? firstWait : longest)
  }

  /** A hand pressed them: they do now what they do. */
  release(): void {
    const held = this.#take()
    for (const { target, event } of held) target.dispatchEvent(new KeyboardEvent('keydown', copyOf(event)))
  }

  /** A scanner pressed them: nobody hears of them. */
  drop(): void {
    this.#take()
  }

  #take() {
    clearTimeout(this.#timer)
    const held = this.#held
    this.#held = []
    return held
  }
}

const copyOf = ({ key, code, shiftKey, location }: KeyboardEvent): KeyboardEventInit => ({
  ...{ key, code, shiftKey, location },
  ...{ bubbles: true, cancelable: true, composed: true },
})
