import type { Dialog } from './electron-api.ts'
import type { Words } from './words.ts'

export interface LastWindowParts {
  dialog: Pick<Dialog, 'showMessageBox'>
  words: () => Words
  /** Lets the desk try once more to send what waits; gives how much is left, or null where nobody knows. */
  sendRest(): Promise<number | null>
  /** Takes the window away and leaves everything running. */
  hide(): void
  quit(): void
}

const answers = ['keep', 'quit', 'stay'] as const

/**
 * DX-R30: nobody leaves with unsent work without knowing that it is safe. Asked while it is being answered, it answers
 * once. `decided` says that the way out is open: the person has chosen, or the machine shuts down and waits for nobody.
 */
export class LastWindow {
  readonly #parts: LastWindowParts
  #leaving = false
  decided = false

  constructor(parts: LastWindowParts) {
    this.#parts = parts
  }

  async leave(): Promise<void> {
    if (this.#leaving) return
    this.#leaving = true
    const unsent = await this.#parts.sendRest().catch(() => null)
    const answer = unsent ? await this.#ask(unsent) : 'quit'
    this.#leaving = false
    if (answer === 'keep') this.#parts.hide()
    else if (answer === 'quit') {
      this.decided = true
      this.#parts.quit()
    }
  }

  async #ask(unsent: number): Promise<(typeof answers)[number]> {
    const { unsentWork, unsentLine, keepRunning, quit, cancel } = this.#parts.words()
    const { response } = await this.#parts.dialog.showMessageBox({
      type: 'question',
      message: unsentWork(unsent),
      detail: unsentLine,
      buttons: [keepRunning, quit, cancel],
      defaultId: 0,
      cancelId: 2,
    })
    return answers[response] ?? 'stay'
  }
}
