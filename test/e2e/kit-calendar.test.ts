import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KitWorld, openKit } from './kit-world.ts'

/** DX-R37: what is planned is moved by hand or by key, at a price that is known before. */
let kit: KitWorld
beforeAll(async () => {
  kit = await openKit()
}, 240_000)
afterAll(() => kit.close())

const block = (page: Page, id: string) => page.locator(`[data-event-id="${id}"]`)
const news = (page: Page) => page.locator('main [role=status]').last()
const press = async (page: Page, key: string, times = 1) => {
  for (let n = 0; n < times; n += 1) await page.keyboard.press(key)
}
const view = (page: Page, name: string) => page.getByText(name, { exact: true }).last().click()

test('[DX-R37] arrows move a block, Shift+arrows its end, Enter keeps it, Escape puts it back', async () => {
  const page = await kit.open('calendar')
  const before = await block(page, 'b1').getAttribute('aria-label')
  await block(page, 'b1').focus()
  await press(page, 'ArrowDown', 2)
  await press(page, 'Shift+ArrowDown')
  await news(page).getByText('75 min').waitFor()
  expect(await block(page, 'b1').getAttribute('aria-label')).not.toBe(before)
  await press(page, 'Escape')
  expect(await block(page, 'b1').getAttribute('aria-label')).toBe(before)
  await press(page, 'ArrowRight')
  // On another day it is another element: the focus went with it.
  expect(await block(page, 'b1').evaluate((element) => element === document.activeElement)).toBe(true)
  await press(page, 'Enter')
  expect(await block(page, 'b1').getAttribute('aria-label')).not.toBe(before)
  expect(await block(page, 'b1').getAttribute('data-certainty')).toBe('held')
  await page.context().close()
})

test('[DX-A36] a place that is taken is refused before the block is put down, and the next fit is named', async () => {
  const page = await kit.open('calendar')
  await view(page, 'Resources')
  const before = await block(page, 'b0').getAttribute('aria-label')
  await block(page, 'b0').focus()
  // Kim is away from 12:00 on; ten minutes before that belong to it.
  await press(page, 'ArrowRight', 11)
  await news(page).getByText('Next fit:').waitFor()
  await press(page, 'Enter')
  await news(page).getByText('Next fit:').waitFor()
  await press(page, 'Escape')
  expect(await block(page, 'b0').getAttribute('aria-label')).toBe(before)
  await page.context().close()
})

test('[DX-A36] by hand: while a block is over a full period the refusal stands there, and the drop does nothing', async () => {
  const page = await kit.open('calendar')
  await view(page, 'Day')
  await block(page, 'b0').waitFor()
  const before = await block(page, 'b0').getAttribute('aria-label')
  const from = await block(page, 'b0').boundingBox()
  const closed = await block(page, 'b6').boundingBox()
  if (!from || !closed) throw new Error('Two blocks of the day')
  // By its middle: the edges are for its length.
  await page.mouse.move(from.x + 20, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(closed.x + 24, closed.y + 20, { steps: 8 })
  await page.mouse.move(closed.x + 25, closed.y + 22, { steps: 3 })
  await news(page).getByText('Next fit:').waitFor()
  await page.mouse.up()
  await news(page).getByText('Arrows move a block').waitFor()
  expect(await block(page, 'b0').getAttribute('aria-label')).toBe(before)
  await page.context().close()
})

test('[DX-R37] the list holds every block, in order, for who reads', async () => {
  const page = await kit.open('calendar')
  await view(page, 'List')
  const rows = page.getByRole('table').getByRole('row')
  expect(await rows.count()).toBe(8)
  expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['When', 'What', 'Where', 'State'])
  await page.context().close()
})

test('[DX-R37] a card is carried by key; where it cannot be is said while it is in the air', async () => {
  const page = await kit.open('board')
  const card = page.getByRole('button', { name: /Mehmet 김/ })
  await card.focus()
  await press(page, 'Space')
  await press(page, 'ArrowRight', 3)
  await news(page).getByText('Enter a given or family name.').waitFor()
  await press(page, 'Enter')
  expect(await page.getByRole('region', { name: 'Available, 3' }).count()).toBe(1)
  await press(page, 'Space')
  await press(page, 'ArrowRight')
  await news(page).getByText('Mehmet 김: Allocated').waitFor()
  await press(page, 'Enter')
  await page.getByRole('region', { name: 'Allocated, 3' }).waitFor()
  expect(await card.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.context().close()
})
