import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { cutOff } from './cut-off.ts'
import { type KitWorld, openKit } from './kit-world.ts'
import { schemesIn, usualSchemes } from './looks-tried.ts'
import { violationsOf } from './violations.ts'

/**
 * DX-R46: every piece of the kit, in every theme and language, can be used by who cannot see or point. With
 * HOLDFAST_PICTURES=<folder> each section is also kept as a picture there.
 */
const folder = process.env.HOLDFAST_PICTURES
const schemes = ['light', 'dark', 'contrast'] as const

let kit: KitWorld
beforeAll(async () => {
  kit = await openKit()
  if (folder) await mkdir(folder, { recursive: true })
}, 240_000)
afterAll(() => kit.close())

async function keepPictures(page: Page, name: string): Promise<void> {
  if (!folder) return
  for (const section of await page.locator('main > section').all()) {
    const title = await section.getAttribute('aria-label')
    await section.screenshot({ path: join(folder, `kit-${title}.${name}.png`) })
  }
}

describe.each(languages)('%s', (language) => {
  test.each(schemesIn(language, schemes))(
    '[DX-A40] %s: axe finds nothing in the kit, and no word is cut off',
    async (scheme) => {
      const page = await kit.open('all', { scheme, language, size: { width: 1024, height: 2400 } })
      await page.waitForTimeout(400)
      expect(await violationsOf(page)).toEqual([])
      expect(await cutOff(page)).toEqual([])
      await keepPictures(page, `${language}.${scheme}`)
      await page.context().close()
    },
  )
})

const dialogs = ['confirm', 'confirm 312', 'leave']
test.each(usualSchemes(schemes))(
  '[DX-A40] %s: axe finds nothing in dialogs, and Escape gives the focus back',
  async (scheme) => {
    const page = await kit.open('dialogs', { scheme })
    for (const name of dialogs) {
      const button = page.getByRole('button', { name, exact: true })
      await button.click()
      await page.getByRole('dialog').waitFor()
      await page.waitForTimeout(200)
      expect(await violationsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.waitForFunction((text) => document.activeElement?.textContent === text, name)
    }
    await page.context().close()
  },
)
