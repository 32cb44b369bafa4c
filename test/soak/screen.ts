import type { Page } from 'playwright-core'
import { type MortalBrowser, mortalBrowser } from '../e2e/journal/mortal-browser.ts'
import { shiftClock } from './clock.ts'
import type {} from './page.ts'
import { pause } from './patience.ts'

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
    const { profile, origin, cookie, clock, failed } = this.#options
    const browser = await mortalBrowser(profile)
    this.#browser = browser
    const clockIsWrong = browser.context.addInitScript(shiftClock, clock)
    const [name = '', value = ''] = cookie.split('=')
    const session = { name, value, domain: '127.0.0.1', path: '/desk', httpOnly: true, sameSite: 'Strict' as const }
    while (this.#browser === browser) {
      try {
        await clockIsWrong
        await browser.context.addCookies([session])
        const page = await browser.context.newPage()
        page.on('pageerror', (error) => failed(error.stack ?? error.message))
        await page.goto(origin, { timeout: pageTimeout })
        await page.waitForFunction(() => 'soakPage' in window, undefined, { timeout: pageTimeout })
        if (this.#browser === browser) this.#page = page
        return
      } catch {
        // The desk, or the browser itself, is gone just now.
        await pause(300)
      }
    }
  }

  /** SIGKILL of the browser and all its helpers. */
  async kill(): Promise<void> {
    const browser = this.#browser
    this.#browser = null
    this.#page = null
    await browser?.kill()
  }

  /** Asks the page; null where there is none, or it was killed before it answered. */
  async ask<Answer>(question: (page: Page) => Promise<Answer>): Promise<Answer | null> {
    const page = this.#page
    if (!page) return null
    try {
      return await question(page)
    } catch (error) {
      if (this.#page === page) throw error
      return null
    }
  }
}
