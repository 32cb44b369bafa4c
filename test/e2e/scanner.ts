import type { CDPSession, Page } from 'playwright-core'

/** One key of a US keyboard, as a scanner presses it. */
interface Key {
  code: string
  shift: boolean
  virtual: number
}

const signs: Record<string, [code: string, shift: boolean, virtual: number]> = {
  '-': ['Minus', false, 189],
  ':': ['Semicolon', true, 186],
}

function keyOf(character: string): Key {
  if (/\d/.test(character)) return { code: `Digit${character}`, shift: false, virtual: character.charCodeAt(0) }
  if (/[a-z]/i.test(character)) {
    const upper = character.toUpperCase()
    return { code: `Key${upper}`, shift: character === upper, virtual: upper.charCodeAt(0) }
  }
  const [code, shift, virtual] = signs[character] ?? []
  if (code === undefined || shift === undefined || virtual === undefined) throw new Error(`No key for ${character}`)
  return { code, shift, virtual }
}

/** What a layout or an input method makes of a key: the text that arrives, and what the key calls itself. */
export type Layout = (character: string) => { key: string; text: string | null }

const us: Layout = (character) => ({ key: character, text: character })

/** Writes i without its dot where the key of i is, and other signs on other keys. */
export const turkishQ: Layout = (character) => {
  const text = { i: 'ı', I: 'I', '-': '*', ':': 'Ş' }[character] ?? character
  return { key: text, text }
}

/** Composes syllables; the page is told only that something is being processed. */
export const korean: Layout = () => ({ key: 'Process', text: null })

/**
 * A USB scanner: real key events at the browser's door, each with the instant at which it happened, so that a busy
 * machine changes nothing of the rhythm.
 */
export class Scanner {
  readonly #cdp: CDPSession
  readonly #layout: Layout

  private constructor(cdp: CDPSession, layout: Layout) {
    this.#cdp = cdp
    this.#layout = layout
  }

  static async at(page: Page, layout: Layout = us): Promise<Scanner> {
    return new Scanner(await page.context().newCDPSession(page), layout)
  }

  /** Types a code with this gap between keys (ms), and ends it; by nothing but silence where `end` is null. */
  async scan(text: string, { gap = 8, end = 'Enter' as 'Enter' | 'Tab' | null } = {}): Promise<void> {
    // No key comes before it was pressed: the last of them is pressed now, or the silence after it would be too short.
    const began = (Date.now() - text.length * gap) / 1000
    const sent = [...text].flatMap((character, n) => this.#press(character, began + (n * gap) / 1000))
    const at = began + (text.length * gap) / 1000
    if (end) sent.push(...this.#end(end, at))
    await Promise.all(sent)
  }

  #press(character: string, timestamp: number): Promise<unknown>[] {
    const { code, shift, virtual } = keyOf(character)
    const { key, text } = this.#layout(character)
    const common = { key, code, modifiers: shift ? 8 : 0, windowsVirtualKeyCode: text === null ? 229 : virtual }
    return [
      this.#cdp.send('Input.dispatchKeyEvent', {
        ...{ ...common, type: text === null ? 'rawKeyDown' : 'keyDown', timestamp },
        ...(text === null ? {} : { text }),
      }),
      ...(text === null ? [this.#compose(character)] : []),
      this.#cdp.send('Input.dispatchKeyEvent', { ...common, type: 'keyUp', timestamp: timestamp + 0.001 }),
    ]
  }

  /** What the input method shows while it waits for more letters. */
  #compose(character: string): Promise<unknown> {
    const jamo = 'ㄴㅣㅐㅅㅁ'[character.charCodeAt(0) % 5] ?? 'ㄴ'
    return this.#cdp.send('Input.imeSetComposition', { text: jamo, selectionStart: 1, selectionEnd: 1 })
  }

  #end(end: 'Enter' | 'Tab', timestamp: number): Promise<unknown>[] {
    const common = { key: end, code: end, windowsVirtualKeyCode: end === 'Enter' ? 13 : 9 }
    const text = end === 'Enter' ? { text: '\r' } : {}
    return [
      this.#cdp.send('Input.dispatchKeyEvent', { ...common, ...text, type: 'keyDown', timestamp }),
      this.#cdp.send('Input.dispatchKeyEvent', { ...common, type: 'keyUp', timestamp: timestamp + 0.001 }),
    ]
  }
}
