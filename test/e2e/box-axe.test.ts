import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { schemesIn } from './looks-tried.ts'
import { Scanner } from './scanner.ts'
import { goTo, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'
import { violationsOf } from './violations.ts'

/** DX-R46: the box and what scans say, for people who cannot see or point. With HOLDFAST_PICTURES kept as pictures too. */
const folder = process.env.HOLDFAST_PICTURES
let world: ScreensWorld
let desk: ScreenDesk
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
  const behind = await desk.behind()
  const page = await desk.window()
  await behind.until(({ connection }) => connection === 'current')
  behind.close()
  await page.context().close()
  if (folder) await mkdir(folder, { recursive: true })
}, 240_000)
afterAll(() => world.close())

const type = (text: string) => async (page: Page) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(text)
  await page.locator('#box-list[aria-busy=false]').waitFor()
}
const scan = (code: string) => async (page: Page) => {
  await page.getByRole('grid').focus()
  await (await Scanner.at(page)).scan(code)
  await page.getByRole('dialog').getByText(code).waitFor()
}

const states: Record<string, (page: Page) => Promise<void>> = {
  'box-empty': type(''),
  'box-found': type('elif'),
  'box-nothing': type('qqqqqq'),
  'box-commands': type('>'),
  'box-help': type('?'),
  'scan-unknown': scan('NO-SUCH-CODE'),
  'scan-misread': scan('4006381333932'),
}

describe.each(languages)('%s', (language) => {
  test.each(schemesIn(language, ['light', 'dark'] as const))('%s', async (scheme) => {
    const page = await desk.window({ language, scheme, size: { width: 1024, height: 640 } })
    const found: Record<string, string[]> = {}
    for (const [name, open] of Object.entries(states)) {
      await goTo(page, '/members')
      await open(page)
      await settled(page)
      const wrong = await violationsOf(page)
      if (wrong.length > 0) found[name] = wrong
      if (folder) await page.screenshot({ path: join(folder, `${name}.${language}.${scheme}.png`) })
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    expect(found).toEqual({})
    await page.context().close()
  })
})
