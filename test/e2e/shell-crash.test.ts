import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { goTo, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'

let world: ScreensWorld
let desk: ScreenDesk
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
}, 240_000)
afterAll(() => world.close())

const exported = z.object({ holdfast: z.literal('journal'), entries: z.array(z.looseObject({ name: z.string() })) })

describe('[DX-R34] what breaks', () => {
  test('[DX-A29] a panel that throws stops alone; the others work on, and its report names nobody', async () => {
    const page = await desk.window()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await goTo(page, '/outbox')
    await page.evaluate(() => {
      // Only the list of exchanges turns an array round.
      Array.prototype.toReversed = () => {
        throw new Error('No slot for Emine Kara\nat the desk of Emine Kara')
      }
    })
    await goTo(page, '/settings')
    const part = page.locator('section', { has: page.getByRole('heading', { name: 'Synchronisation' }) })
    await part.getByRole('alert').waitFor()
    expect(await part.innerText()).toContain('This part stopped. Your work is kept.')
    expect(await page.getByText('Data of the organisation').isVisible()).toBe(true)
    await part.getByRole('button', { name: 'Copy report' }).click()
    const report = await page.evaluate(() => navigator.clipboard.readText())
    expect(report).toMatch(/Error\n\s+at /)
    expect(report).not.toContain('Emine')
    await goTo(page, '/members')
    expect(await page.getByRole('grid').isVisible()).toBe(true)
    await page.context().close()
  })

  test('[DX-A28] three deaths in a minute: the next start saves what is unsent, fetches anew, and leaves the tabs', async () => {
    const page = await desk.window()
    const behind = await desk.behind()
    await behind.until(({ connection }) => connection === 'current')
    await page.locator('[data-connection]').click()
    await page.getByRole('switch').click()
    await page.waitForSelector('[data-connection=working_offline]')
    await page.keyboard.press('Escape')
    await enrol(page)
    await goTo(page, '/members')
    await page.keyboard.press('Control+t')
    await settled(page)
    // What dies does not say goodbye.
    await page.addInitScript(() => addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true))
    for (let n = 0; n < 4; n += 1) await page.reload()
    await page.getByRole('heading', { name: 'Holdfast stopped several times' }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save unsent work to a file' }).click()
    const file = exported.parse(JSON.parse(await readFile(await (await download).path(), 'utf8')))
    expect(file.entries.map(({ name }) => name)).toEqual(['memberships.create-member'])
    await page.getByRole('button', { name: 'Fetch the data of this desk anew' }).click()
    await page.getByText('The data is fetched anew').waitFor()
    await page.getByRole('button', { name: 'Go on without the open tabs' }).click()
    await page.waitForSelector('nav')
    await settled(page)
    expect(await page.locator('nav[aria-label="Open screens"]').count()).toBe(0)
    // The choice to work offline ended with the replica it was made on; what was held goes out, once.
    await behind.until(({ connection, queued }) => connection === 'current' && queued === 0)
    await goTo(page, '/journal')
    expect(await page.locator('[data-certainty=confirmed]').count()).toBe(1)
    behind.close()
    await page.context().close()
  })
})

/** Enrols somebody without a plan, by the form. */
async function enrol(page: Page): Promise<void> {
  await goTo(page, '/members?sheet=enrol')
  await page.locator('aside input').first().fill('Ada')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('[data-certainty=held]')
}
