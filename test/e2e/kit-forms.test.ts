import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KitWorld, openKit } from './kit-world.ts'

/** DX-R32: nothing that somebody types into a form is lost, sent by mistake, or written over unseen. */
let kit: KitWorld
beforeAll(async () => {
  kit = await openKit()
}, 240_000)
afterAll(() => kit.close())

const field = (page: Page, name: string) => page.getByRole('textbox', { name })
const phone = (page: Page) => field(page, 'Phone')

test('[DX-R32] what is wrong stands at the field and together above, and the first wrong field has the focus', async () => {
  const page = await kit.open('form')
  await field(page, 'Given name').fill('')
  await phone(page).fill('none')
  await page.keyboard.press('Control+Enter')
  const summary = page.getByRole('alert').filter({ hasText: '2 fields' })
  await summary.waitFor()
  expect(await summary.getByRole('listitem').count()).toBe(2)
  expect(await page.getByText('This is not a telephone number.').count()).toBe(2)
  expect(await field(page, 'Given name').evaluate((input) => input === document.activeElement)).toBe(true)
  await field(page, 'Given name').fill('Ada')
  await summary.waitFor({ state: 'detached' })
  await page.context().close()
})

test('[DX-R32] a form is taken up where it was left, says so quietly, and can be begun anew', async () => {
  const page = await kit.open('form')
  await field(page, 'Given name').fill('Half a na')
  // The promise itself: kept within a second of the change, so that a death after it loses nothing.
  await page.waitForTimeout(1000)
  await page.reload()
  await page.waitForFunction(() => document.querySelector('form input')?.getAttribute('value') === 'Half a na')
  await page.getByText(/^Draft of/).waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()
  expect(await field(page, 'Given name').inputValue()).toBe('Ayşe Yılmaz')
  await page.getByText(/^Draft of/).waitFor({ state: 'detached' })
  await page.context().close()
})

test('[DX-R32] Escape asks only where something was typed', async () => {
  const page = await kit.open('form')
  await phone(page).focus()
  await page.keyboard.press('Escape')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await phone(page).fill('0555')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Leave this form?' }).waitFor()
  await page.getByRole('button', { name: 'Go on writing' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await phone(page).inputValue()).toBe('0555')
  await page.context().close()
})

test('[DX-A43] Enter that ends a Korean syllable sends nothing', async () => {
  const page = await kit.open('form')
  await field(page, 'Given name').fill('')
  await phone(page).focus()
  const compose = (key: string, isComposing: boolean) =>
    page.evaluate(
      ([pressed, composing]) =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', {
            ...{
              key: String(pressed),
              ctrlKey: true,
              bubbles: true,
              cancelable: true,
              isComposing: composing === true,
            },
          }),
        ),
      [key, isComposing] as const,
    )
  await compose('Enter', true)
  expect(await field(page, 'Given name').getAttribute('aria-invalid')).not.toBe('true')
  await compose('Enter', false)
  await page.waitForFunction(() => document.querySelector('input[aria-invalid="true"]') !== null)
  await page.context().close()
})

test('[DX-A33] a row that changed under the form: the difference is shown, what was typed is kept, a blind save is refused', async () => {
  const page = await kit.open('form')
  await phone(page).fill('0555 000')
  await field(page, 'What was done').fill('mine')
  await page.getByRole('button', { name: '→ 0544' }).click()
  const banner = page.getByRole('alert').filter({ hasText: 'This was changed while you were typing.' })
  await banner.getByText('Phone: 0532 111 22 33 → 0544 999 88 77').waitFor()
  expect(await phone(page).inputValue()).toBe('0555 000')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByText('Someone changed this in the meantime.').waitFor()
  expect(await phone(page).inputValue()).toBe('0555 000')
  await banner.getByRole('button', { name: 'Keep mine' }).click()
  await banner.waitFor({ state: 'detached' })
  expect(await phone(page).inputValue()).toBe('0555 000')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByText('Someone changed this in the meantime.').waitFor({ state: 'detached' })
  expect(await field(page, 'What was done').inputValue()).toBe('mine')
  await page.context().close()
})

test('[DX-A34] a button that needs the server: offline it stays, can be reached, says why, and offers to remind', async () => {
  const page = await kit.open('form')
  await page.getByText('offline', { exact: true }).click()
  const button = page.getByRole('button', { name: 'Try now' })
  await page.waitForFunction(() => document.querySelector('button[data-offline]') !== null)
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  await button.focus()
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  // What a screen reader says of it.
  const reason = await button.getAttribute('aria-describedby')
  expect(await page.locator(`[id="${reason}"]`).textContent()).toMatch(/^Needs a connection/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remind me when online' }).click()
  await page.keyboard.press('Escape')
  await page.getByText('online', { exact: true }).click()
  await page.getByText('Online again: Try now').waitFor()
  expect(await button.getAttribute('aria-disabled')).toBe('false')
  await page.context().close()
})
