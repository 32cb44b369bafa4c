import type { Locator, Page } from 'playwright-core'

/** How long a newcomer waits for what a screen promises (ms). */
const patience = 30_000

/** Somebody who knows only what stands on the screen: each thing they do is found by its words, and counted. */
export class Newcomer {
  readonly #page: Page
  readonly #did: string[] = []

  constructor(page: Page) {
    this.#page = page
  }

  get actions(): number {
    return this.#did.length
  }

  /** All that was done, in order. */
  story(): string {
    return this.#did.map((deed, n) => `${n + 1}. ${deed}`).join('\n')
  }

  presses(word: string): Promise<void> {
    return this.#click(`presses “${word}”`, this.#page.getByRole('button', { name: word }).first())
  }

  follows(word: string): Promise<void> {
    return this.#click(`follows “${word}”`, this.#page.getByRole('link', { name: word }).first())
  }

  /** Takes one of several cards. */
  chooses(word: string): Promise<void> {
    return this.#click(`chooses “${word}”`, this.#page.getByRole('radio', { name: word }).first())
  }

  /** Takes one of what was found. */
  picks(word: string): Promise<void> {
    return this.#click(`picks “${word}”`, this.#page.getByRole('option', { name: word }).first())
  }

  /** Fills a field; what is typed into one is one thing done. */
  async types(field: string, text: string): Promise<void> {
    const input = this.#page.locator('input, textarea').and(this.#page.getByLabel(field)).first()
    await input.waitFor({ timeout: patience })
    this.#did.push(`types into “${field}”`)
    await input.fill(text)
    await this.#look(`types-${field}`)
  }

  /** Reads; that is no action. */
  async sees(word: string): Promise<void> {
    await this.#page.getByText(word).first().waitFor({ timeout: patience })
  }

  async #click(deed: string, what: Locator): Promise<void> {
    await what.waitFor({ timeout: patience })
    await this.#look(deed)
    this.#did.push(deed)
    await what.click()
  }

  /** A picture of each step, for whoever looks at them, in the folder that PICTURES names. */
  async #look(deed: string): Promise<void> {
    const folder = process.env.PICTURES
    if (!folder) return
    const name = deed.replace(/[^\w]+/g, '-').slice(0, 40)
    await this.#page.screenshot({ path: `${folder}/${String(this.actions + 1).padStart(2, '0')}-${name}.png` })
  }
}
