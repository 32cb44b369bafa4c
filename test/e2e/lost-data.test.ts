import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, openScreensWorld, type ScreensWorld, settled } from './screens-world.ts'

let world: ScreensWorld
beforeAll(async () => {
  world = await openScreensWorld()
}, 240_000)
afterAll(() => world.close())

const held = 23

test('[DX-A27] a desk whose data is deleted while it runs says so, has it anew, does again what was held, and goes on', async () => {
  const desk = await world.desk('Lost')
  const page = await desk.window()
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  await behind.call('workOffline', { offline: true })
  // Given on the screen, so that the journal of this window has them.
  await goTo(page, '/members')
  for (let n = 0; n < held; n += 1) {
    await page.keyboard.press('Control+n')
    await page.waitForFunction(() => document.activeElement?.matches('[data-first]'))
    await page.keyboard.insertText(`Wren ${n}`)
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('Lost')
    await page.keyboard.press('Control+Enter')
    await page
      .getByRole('complementary')
      .getByRole('heading', { level: 2, name: `Wren ${n} Lost` })
      .waitFor()
  }
  expect((await behind.status()).queued).toBe(held)
  await rm(join(desk.folder, 'tenants'), { recursive: true })
  await behind.call('workOffline', { offline: false })
  await page.getByText(`${held} held here were done again.`).waitFor()
  await page.getByText(/data was gone and is here again, after \d+ s/).waitFor()
  await behind.until(({ connection, queued }) => connection === 'current' && queued === 0)
  await goTo(page, '/members?search=Lost')
  await settled(page)
  expect(await page.getByRole('row').filter({ hasText: 'Wren' }).count()).toBeGreaterThan(10)
  await goTo(page, '/journal')
  await page.getByRole('row').getByText('Confirmed').first().waitFor()
  expect(await page.getByRole('row').getByText('Not done').count()).toBe(0)
  behind.close()
})
