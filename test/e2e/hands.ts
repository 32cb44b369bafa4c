import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { byHand, settled } from './screens-world.ts'

/** More stops than this no screen has before what a main job needs. */
const mostStops = 60

/** Somebody who works a page by keys alone, and is never left without a focus. */
export class Hands {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** What has the focus, as a screen reader names it. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const it = document.activeElement
      if (!it || it === document.body) return ''
      const labels = it instanceof HTMLInputElement || it instanceof HTMLTextAreaElement ? [...(it.labels ?? [])] : []
      const labelled = (it.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id))
      const words = [it.getAttribute('aria-label'), ...[...labels, ...labelled].map((each) => each?.textContent)]
      return [it.getAttribute('role') ?? it.tagName.toLowerCase(), ...words, it.textContent].filter(Boolean).join(' ')
    })
  }

  /** Presses keys, waits until what they did has come, and looks that the focus is not lost. */
  async press(...keys: string[]): Promise<void> {
    await byHand(this.page, keys)
    await settled(this.page)
    expect(await this.focused(), `the focus after ${keys.join(' ')}`).not.toBe('')
  }

  /** Types words into what has the focus. */
  type(words: string): Promise<void> {
    return this.press(...words)
  }

  /** Goes on, stop by stop, to what has this name. */
  async tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = []
    for (let n = 0; n < mostStops; n += 1) {
      const now = await this.focused()
      if (name.test(now)) return
      passed.push(now.slice(0, 40))
      // Beyond the last stop the browser has its own; the next key comes in again at the first.
      await this.page.keyboard.press(key)
    }
    throw new Error(`No way to ${name} past ${passed.join(' | ')}`)
  }

  /** Chooses a member in the field that has the focus. */
  async pick(name: string): Promise<void> {
    await this.type(name)
    await this.page.getByRole('option').filter({ hasText: name }).first().waitFor()
    await this.press('ArrowDown', 'Enter')
  }

  /** Goes to the map of a location and to one slot on it, by its number; from there to what can be done with it. */
  async openSlot(location: RegExp, number: string): Promise<void> {
    await this.press('g', 's')
    await this.tabTo(location)
    await this.press('Enter')
    await this.tabTo(/^grid /)
    await byHand(this.page, number.replace(/\W/g, '').toLowerCase())
    await this.page.getByRole('complementary').getByRole('heading', { level: 2, name: number }).waitFor()
    await this.press('Enter')
  }

  /** The name of what is open beside the list. */
  heading(): Promise<string> {
    return this.page.getByRole('complementary').getByRole('heading', { level: 2 }).first().innerText()
  }

  /** Waits until the app has said something. */
  said(words: string | RegExp): Promise<void> {
    return this.page.getByRole('status').filter({ hasText: words }).first().waitFor()
  }
}
