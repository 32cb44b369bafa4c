import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KitWorld, openKit } from './kit-world.ts'

/** DX-R31: a list of ten thousand does what lists everywhere do, by hand and by key. */
let kit: KitWorld
beforeAll(async () => {
  kit = await openKit()
}, 240_000)
afterAll(() => kit.close())

const grid = (page: Page) => page.getByRole('grid')
const bar = (page: Page) => page.getByRole('region', { name: 'What was done' })
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const headers = (page: Page) => grid(page).getByRole('columnheader').allInnerTexts()
const widthOf = (page: Page, name: string) =>
  grid(page)
    .getByRole('columnheader', { name })
    .evaluate((cell) => cell.getBoundingClientRect().width)

test('[DX-R31] rows are chosen by Space, Shift and Ctrl, and stay chosen when the list is filtered', async () => {
  const page = await kit.open('table')
  await grid(page).focus()
  await press(page, 'ArrowDown', 'Space', 'ArrowDown', 'ArrowDown', 'Space', 'Shift+ArrowDown')
  await bar(page).getByText('3 selected').waitFor()
  await page
    .getByText('İlhan 박')
    .first()
    .click({ modifiers: ['Control'] })
  await bar(page).getByText('4 selected').waitFor()
  await page
    .getByText('민준 Costa')
    .first()
    .click({ modifiers: ['Shift'] })
  await bar(page).getByText('7 selected').waitFor()
  await page.getByRole('button', { name: 'Past due' }).click()
  await bar(page).getByText('7 selected').waitFor()
  await grid(page).focus()
  await press(page, 'Escape')
  await bar(page).waitFor({ state: 'detached' })
  await page.context().close()
})

test('[DX-R31] Ctrl+A takes all that match, and no more than 5,000', async () => {
  const page = await kit.open('table')
  await grid(page).focus()
  await press(page, 'ArrowDown', 'Control+a')
  await bar(page).getByText('5,000 selected').waitFor()
  await bar(page).getByText('No more than 5,000 can be selected.').waitFor()
  await press(page, 'Escape')
  await page.getByRole('button', { name: 'Past due' }).click()
  await grid(page).focus()
  await press(page, 'Control+a')
  await bar(page).getByText('2,444 selected').waitFor()
  await page.context().close()
})

test('[DX-A13] a common act is a command a row: what is refused is listed with its reason and can be tried again', async () => {
  const page = await kit.open('table')
  await grid(page).focus()
  await press(page, 'ArrowDown', 'Space')
  for (let n = 0; n < 13; n += 1) await press(page, 'Shift+ArrowDown')
  await bar(page).getByText('14 selected').waitFor()
  await bar(page).getByRole('button', { name: 'Suspended' }).click()
  await bar(page).getByText('12 done').waitFor()
  const refused = bar(page).getByRole('list', { name: '2 not done' }).getByRole('listitem')
  expect(await refused.count()).toBe(2)
  expect(await refused.first().innerText()).toMatch(/Ömer Öztürk\s.*archived/i)
  await bar(page).getByText('2 selected').waitFor()
  await bar(page).getByRole('button', { name: 'Try those again' }).click()
  await bar(page).getByText('0 done').waitFor()
  expect(await refused.count()).toBe(2)
  await page.context().close()
})

test('[DX-R17] what cannot be taken back asks for the number over 50 rows', async () => {
  const page = await kit.open('table')
  await grid(page).focus()
  await press(page, 'ArrowDown', 'Control+a')
  await bar(page).getByRole('button', { name: 'Archived' }).click()
  const dialog = page.getByRole('dialog')
  const archive = dialog.getByRole('button', { name: 'Archived' })
  expect(await archive.isDisabled()).toBe(true)
  await dialog.getByLabel('Type 5,000 to go on').fill('500')
  expect(await archive.isDisabled()).toBe(true)
  await dialog.getByLabel('Type 5,000 to go on').fill('5000')
  expect(await archive.isDisabled()).toBe(false)
  await press(page, 'Escape')
  await bar(page).getByText('5,000 selected').waitFor()
  await page.context().close()
})

test('[DX-R31] columns are hidden, pinned and pulled, and stand so after a restart', async () => {
  const page = await kit.open('table')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Card', exact: true }).uncheck()
  await page.getByRole('button', { name: 'Keep Until in sight' }).click()
  const before = await widthOf(page, 'Plan')
  await page.getByRole('button', { name: 'Make Plan wider' }).click()
  await page.keyboard.press('Escape')
  expect(await headers(page)).toEqual(['', 'Until', 'Name', 'Plan', 'Membership', 'Standing'])
  expect(await widthOf(page, 'Plan')).toBeGreaterThan(before)
  // Written at leisure: it is on disk once a restart finds it there.
  await expect
    .poll(
      async () => {
        await page.reload()
        await grid(page).getByRole('row').nth(3).waitFor()
        return headers(page)
      },
      { timeout: 15_000, interval: 500 },
    )
    .toEqual(['', 'Until', 'Name', 'Plan', 'Membership', 'Standing'])
  await page.context().close()
})

test('[DX-A68] a view keeps filter and columns under a name; a name that is in use is said at the field', async () => {
  const page = await kit.open('table')
  await page.getByRole('button', { name: 'Past due' }).click()
  await page.getByRole('button', { name: 'Owing' }).waitFor()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Plan', exact: true }).uncheck()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save as a view…' }).click()
  await page.getByLabel('Name').fill('Owing')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('There is already a view called “Owing” here.').waitFor()
  await page.getByLabel('Name').fill('Owing, short')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Owing, short' }).click()
  await page.getByRole('menuitem', { name: 'Owing', exact: true }).click()
  await page.getByRole('button', { name: 'Owing', exact: true }).waitFor()
  expect(await headers(page)).toContain('Plan')
  await page.context().close()
})

test('[DX-R31] ten thousand rows: only those in sight exist, and the last is one key away', async () => {
  const page = await kit.open('table')
  await grid(page).focus()
  await press(page, 'End')
  await page.locator('tr[aria-rowindex="10001"]').waitFor()
  expect(await grid(page).getByRole('row').count()).toBeLessThan(60)
  await page.context().close()
})
