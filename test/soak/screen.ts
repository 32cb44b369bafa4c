import type { Page } from 'playwright-core'
import { type MortalBrowser, mortalBrowser } from '../e2e/journal/mortal-browser.ts'
import { shiftClock } from './clock.ts'
import type {} from './page.ts'
import { pause, within } from './patience.ts'

/** How long a page gets to be there (ms); a desk that is down serves none. */
const pageTimeout = 15_000

export interface ScreenOptions {
  /** Where the browser keeps the journal from life to life. */
  profile: string
  /** Origin of the desk's web host. */
  origin: string
  /** Of the session that the desk gave: name and value. */
  cookie: string
  /** By how much the clock of its machine is wrong (ms). */
  clock: number
  /** Told of what the page did not catch. */
  failed(what: string): void
}

/** A browser with one page of a desk; all of it is killed and started again. */
export class Screen {
  readonly #options: ScreenOptions
  #browser: MortalBrowser | null = null
  #killed = Promise.withResolvers<null>()
  #page: Page | null = null

  constructor(options: ScreenOptions) {
    this.#options = options
  }

  get alive(): boolean {
    return this.#browser !== null
  }

  /** The page once it can be used. */
  get page(): Page | null {
    return this.#page
  }

  /** Starts the browser and opens the page, as soon as the desk serves it; ends early where it is killed on the way. */
  async open(): Promise<void> {
    const browser = await mortalBrowser(this.#options.profile)
    const killed = Promise.withResolvers<null>()
    this.#browser = browser
    this.#killed = killed
    while (this.#browser === browser) {
      try {
        // A question that a dying browser was asked may stay without an answer.
        const page = await Promise.race([killed.promise, within('a page loads', this.#load(browser), 3 * pageTimeout)])
        if (page && this.#browser === browser) this.#page = page
        return
      } catch {
        // The desk, or the browser itself, is gone just now.
        await pause(300)
      }
    }
  }

  async #load({ context }: MortalBrowser): Promise<Page> {
    const { origin, cookie, clock, failed } = this.#options
    const [name = '', value = ''] = cookie.split('=')
    const session = { name, value, domain: '127.0.0.1', path: '/desk', httpOnly: true, sameSite: 'Strict' as const }
    await context.addCookies([session])
    const page = await context.newPage()
    try {
      page.on('pageerror', (error) => failed(error.stack ?? error.message))
      await page.addInitScript(shiftClock, clock)
      await page.goto(origin, { timeout: pageTimeout })
      await page.waitForFunction(() => 'soakPage' in window, undefined, { timeout: pageTimeout })
      return page
    } catch (error) {
      page.close().catch(() => undefined)
      throw error
    }
  }

  /** SIGKILL of the browser and all its helpers. */
  async kill(): Promise<void> {
    const browser = this.#browser
    this.#browser = null
    this.#page = null
    this.#killed.resolve(null)
    await browser?.kill()
  }

  /** Asks the page; null where there is none, or it was killed before it answered. */
  async ask<Answer>(question: (page: Page) => Promise<Answer>): Promise<Answer | null> {
    const page = this.#page
    if (!page) return null
    try {
      return await Promise.race([this.#killed.promise, question(page)])
    } catch (error) {
      if (this.#page === page) throw error
      return null
    }
  }
}
