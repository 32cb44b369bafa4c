import { type FieldMemory, focusedField, remember, restore, scanInto, wantsScans } from './field-memory.ts'
import { HeldKeys } from './held-keys.ts'
import { type Heard, usualTiming, Wedge } from './wedge.ts'

/**
 * Hears every key of the window before anybody else (DX-R22), and tells of the codes among them. Gives the way to stop.
 * What a scanner typed reaches no field and no key of a screen; what a hand typed does.
 */
export function listenToScanner(onScan: (code: string) => void): () => void {
  const ear = new ScannerEar(onScan)
  const controller = new AbortController()
  const { signal } = controller
  window.addEventListener('keydown', ear.onKeyDown, { capture: true, signal })
  window.addEventListener('keyup', ear.onKeyUp, { capture: true, signal })
  return () => {
    controller.abort()
    ear.stop()
  }
}

class ScannerEar {
  readonly #onScan: (code: string) => void
  readonly #wedge = new Wedge()
  readonly #held = new HeldKeys()
  #memory: FieldMemory | null = null
  #composing = false
  #timer = 0

  constructor(onScan: (code: string) => void) {
    this.#onScan = onScan
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    // Our own, of keys that waited.
    if (!event.isTrusted) return
    const hand = event.ctrlKey || event.altKey || event.metaKey || event.repeat
    const heard = this.#wedge.down({ code: event.code, shift: event.shiftKey, hand, at: event.timeStamp })
    if (heard.is === 'character') this.#character(event, heard)
    else if (heard.is === 'scan') {
      event.preventDefault()
      event.stopImmediatePropagation()
      this.#scanned(heard.code)
    } else this.#held.release()
  }

  readonly onKeyUp = (event: KeyboardEvent): void => this.#wedge.up(event.code, event.timeStamp)

  stop(): void {
    clearTimeout(this.#timer)
    this.#held.release()
  }

  #character(event: KeyboardEvent, { first, quick }: { first: boolean; quick: boolean }): void {
    const field = focusedField()
    if (first) {
      this.#memory = field && remember(field)
      this.#composing = false
    }
    this.#composing ||= event.isComposing || event.key === 'Process'
    if (field || !quick) this.#held.release()
    else this.#held.hold(event, usualTiming.longestGap)
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#heard(this.#wedge.quiet(performance.now())), usualTiming.silence + 5)
  }

  #heard(heard: Heard): void {
    if (heard.is === 'scan') this.#scanned(heard.code)
  }

  #scanned(code: string): void {
    clearTimeout(this.#timer)
    this.#held.drop()
    const memory = this.#memory
    if (memory && wantsScans(memory)) scanInto(memory, code, this.#composing)
    else {
      if (memory) restore(memory, this.#composing)
      this.#onScan(code)
    }
  }
}
