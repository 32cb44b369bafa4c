import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { goTo, locationId, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'

/** The one box, by keyboard (DX-R20, R21, R26). */
let world: ScreensWorld
let desk: ScreenDesk
let page: Page
let behind: RemoteDesk
let sera: string
const people = { ilhan: newId(), ilhan2: newId(), seoyeon: newId(), muller: newId() }
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
  page = await desk.window()
  behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  sera = await locationId(behind, 'greenhouse-1')
  const add = (memberId: string, n: number, person: { givenName: string; familyName: string; phone?: string }) =>
    behind.submit('memberships.create-member', { memberId, code: `TEST-000${n}`, ...person })
  await add(people.ilhan, 1, { givenName: 'İlhan', familyName: 'Xanthos' })
  await add(people.ilhan2, 2, { givenName: 'Ilhan', familyName: 'Xyron' })
  await add(people.seoyeon, 3, { givenName: '서연', familyName: '김', phone: '010-9876-5678' })
  await add(people.muller, 4, { givenName: 'Jürgen', familyName: 'Müllerxa' })
}, 240_000)
afterAll(() => world.close())
beforeEach(() => goTo(page, '/members'))
afterEach(() => page.keyboard.press('Escape'))

const box = () => page.getByRole('combobox', { name: 'Search, commands and codes' })
const options = () => page.getByRole('option')
const ask = async (text: string) => {
  await page.keyboard.press('Control+k')
  await box().fill(text)
  await page.locator('#box-list[aria-busy=false]').waitFor()
}
const titles = () => options().evaluateAll((all) => all.map((each) => each.querySelector('span')?.textContent ?? ''))

describe('[DX-A21] what is typed finds', () => {
  test.each([
    ['ilhan x', ['Ilhan Xyron', 'İlhan Xanthos']],
    ['mullerxa', ['Jürgen Müllerxa']],
    ['010-9876-5678', ['김서연']],
  ])('%s', async (text, found) => {
    await ask(text)
    expect((await titles()).sort()).toEqual([...found].sort())
  })

  test.each(['ㄱㅅㅇ', '5678'])('%s, among others', async (text) => {
    await ask(`@${text}`)
    expect(await titles()).toContain('김서연')
  })
})

test('Enter before the answer means its first line, not what stood there before', async () => {
  await page.keyboard.press('Control+k')
  await box().waitFor()
  await page.keyboard.type('mullerxa', { delay: 75 })
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: 'Jürgen Müllerxa' }).waitFor()
  expect(await box().count()).toBe(0)
})

test('arrows go through the lines, and what is opened stands first when the box is empty', async () => {
  await ask('ilhan x')
  const first = await box().getAttribute('aria-activedescendant')
  await page.keyboard.press('ArrowDown')
  expect(await box().getAttribute('aria-activedescendant')).not.toBe(first)
  const second = (await titles())[1] ?? ''
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2, name: second }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('group', { name: 'Opened last' }).waitFor()
  expect((await titles())[0]).toBe(second)
})

test('more of a kind than the box shows: all of them in the list', async () => {
  await ask('elif')
  await options().filter({ hasText: 'Show all in the list' }).click()
  await settled(page)
  expect(await page.getByRole('main').getByRole('searchbox').inputValue()).toBe('elif')
})

test('a slot, by its number, opens on its map', async () => {
  await ask('#GH1-01-01')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  expect(page.url()).toContain('/slots/')
})

test('[DX-R26] a command opens its form about the subject in front', async () => {
  await goTo(page, `/members?member=${people.ilhan}`)
  await ask('>sell')
  await page.keyboard.press('Enter')
  await page.getByRole('form').waitFor()
  expect(page.url()).toContain(`member=${people.ilhan}`)
  await goTo(page, `/slots/${sera}`)
  await ask('>give')
  await page.keyboard.press('Enter')
  await page.getByRole('form').waitFor()
  expect(page.url()).toContain(sera)
})

test('? tells the signs, and each narrows', async () => {
  await ask('?')
  expect(await titles()).toEqual(['Commands and screens only', 'People only', 'Codes and numbers only'])
  await page.keyboard.press('Enter')
  expect(await box().inputValue()).toBe('>')
})

test('the focus is back where it was, and / opens the box only outside of fields', async () => {
  const search = page.getByRole('main').getByRole('searchbox')
  await search.focus()
  await page.keyboard.press('/')
  expect(await search.inputValue()).toBe('/')
  await page.keyboard.press('Control+k')
  await box().waitFor()
  await page.keyboard.press('Escape')
  await box().waitFor({ state: 'hidden' })
  await expect.poll(() => search.evaluate((each) => document.activeElement === each)).toBe(true)
})

test('the box is open within 100 ms', async () => {
  const took = await page.evaluate(async () => {
    const times: number[] = []
    for (let n = 0; n < 10; n += 1) {
      const began = performance.now()
      const press = { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }
      window.dispatchEvent(new KeyboardEvent('keydown', press))
      while (!document.querySelector('[role=combobox][aria-controls=box-list]'))
        await new Promise(requestAnimationFrame)
      times.push(performance.now() - began)
      document
        .querySelector<HTMLElement>('[role=combobox]')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true }))
      while (document.querySelector('[role=combobox][aria-controls=box-list]')) await new Promise(requestAnimationFrame)
    }
    return times.sort((a, b) => a - b)
  })
  process.stderr.write(`box open: ${took.map((each) => each.toFixed(0)).join(', ')} ms\n`)
  expect(took[5]).toBeLessThanOrEqual(100)
})
