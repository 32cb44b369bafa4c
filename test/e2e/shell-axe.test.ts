import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { schemesIn } from './looks-tried.ts'
import { goTo, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'
import { violationsOf } from './violations.ts'

/** [DX-A40] The frame and the screens of the desk itself, in every language, light and dark. */
let world: ScreensWorld
let desk: ScreenDesk
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
  const page = await desk.window()
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  behind.close()
  await page.context().close()
}, 240_000)
afterAll(() => world.close())

const press = async (page: Page, key: string) => {
  await page.keyboard.press(key)
  await page.getByRole('dialog').waitFor()
  await settled(page)
}

const screens: Record<string, (page: Page) => Promise<void>> = {
  today: (page) => goTo(page, '/'),
  journal: (page) => goTo(page, '/journal?state=rejected'),
  settings: (page) => goTo(page, '/settings'),
  tabs: async (page) => {
    await page.keyboard.press('Control+t')
    await settled(page)
  },
  keys: (page) => press(page, 'Shift+?'),
  help: (page) => press(page, 'F1'),
  story: (page) => press(page, 'Shift+F1'),
  connection: async (page) => {
    await page.locator('[data-connection]').click()
    await settled(page)
  },
}

describe.each(languages)('%s', (language) => {
  test.each(schemesIn(language, ['light', 'dark'] as const))('%s', async (scheme) => {
    const page = await desk.window({ scheme, language })
    const found: Record<string, string[]> = {}
    for (const [name, open] of Object.entries(screens)) {
      await open(page)
      const violations = await violationsOf(page)
      if (violations.length > 0) found[name] = violations
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    expect(found).toEqual({})
    await page.context().close()
  })
})
