import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Club, type ClubDesk, openClub } from './club.ts'
import { Scanner } from './scanner.ts'
import { goTo } from './screens-world.ts'

/** The floor in gloves, with the network cut: how many taps each job takes, and that nothing of it is lost. */
let club: Club
let desk: ClubDesk
let page: Page
let scanner: Scanner
beforeAll(async () => {
  club = await openClub({ members: 4, slots: 6 })
  for (const n of [0, 1, 2, 3]) await club.owner.must('plant-slots.allocate', club.allocation(n))
  desk = await club.desk()
  page = await desk.window()
  scanner = await Scanner.at(page)
  await goTo(page, '/floor')
  await page.evaluate(() => {
    Object.assign(window, { taps: 0 })
    document.addEventListener(
      'click',
      () => Object.assign(window, { taps: Number(Reflect.get(window, 'taps')) + 1 }),
      true,
    )
  })
  await desk.behind.call('workOffline', { offline: true })
  await desk.behind.until(({ connection }) => connection === 'working_offline')
}, 240_000)
afterAll(() => club.close())

const numberOf = (slot: number) => club.garden.slots[slot]?.slotNumber ?? ''
const scan = async (slot: number) => {
  await scanner.scan(`hf:slot:${club.garden.slots[slot]?.id ?? ''}`)
  await page.getByRole('heading', { level: 2, name: numberOf(slot), exact: true }).waitFor()
}
const tap = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()
const status = (word: string) => page.getByRole('region').getByText(word, { exact: true }).waitFor()
/** How many taps something takes. */
async function tapsOf(run: () => Promise<void>): Promise<number> {
  const taps = () => page.evaluate(() => Number(Reflect.get(window, 'taps')))
  const before = await taps()
  await run()
  return (await taps()) - before
}

test('[PS-A74] planted takes one tap', async () => {
  await scan(0)
  await status('Allocated')
  expect(await tapsOf(() => tap('Planted'))).toBe(1)
  await status('Occupied')
  await page.getByText('1 waits to be sent').waitFor()
})

test('the buttons are at most three, and none is lower than 64 px; the next scan replaces the card', async () => {
  await scan(1)
  const buttons = page.locator('[data-job]')
  expect(await buttons.count()).toBe(3)
  for (const button of await buttons.all()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(64)
  expect((await page.getByRole('button', { name: 'Undo', exact: true }).boundingBox())?.height).toBeGreaterThanOrEqual(
    64,
  )
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('[PS-A74] a problem takes two taps, and says what is wrong', async () => {
  const taps = await tapsOf(async () => {
    await tap('Problem')
    await tap('Water leaks')
  })
  expect(taps).toBe(2)
  await page.getByRole('region').getByText('Water leaks').waitFor()
})

test('[PS-A74] cleaned takes one tap, also where nothing grows', async () => {
  await scan(5)
  await status('Available')
  expect(await tapsOf(() => tap('Cleaned'))).toBe(1)
  await page.getByText('3 wait to be sent').waitFor()
})

test('[PS-R45] the last tap is undone by one more', async () => {
  await scan(2)
  await tap('Planted')
  await status('Occupied')
  expect(await tapsOf(() => tap('Undo'))).toBe(1)
  await status('Allocated')
})

test('a harvest begins with one tap and ends with another; the slot is its holder’s again', async () => {
  await scan(3)
  await tap('Planted')
  await status('Occupied')
  await tap('Harvest')
  await status('Maintenance')
  await tap('Cleaned')
  await status('Allocated')
})

test('[PS-A74] when the network is back the server has it all, in order', async () => {
  await desk.behind.call('workOffline', { offline: false })
  await desk.behind.until(({ connection, queued }) => connection === 'current' && queued === 0)
  await page.getByText('to be sent').waitFor({ state: 'hidden' })
  const log = await club.log()
  expect(log.filter(({ verdict }) => verdict !== 'applied')).toEqual([])
  expect(log.map(({ name }) => name)).toEqual([
    'plant-slots.occupy',
    'plant-slots.report-maintenance',
    'plant-slots.log-maintenance',
    ...['plant-slots.occupy', 'plant-slots.revert'],
    ...['plant-slots.occupy', 'plant-slots.start-maintenance', 'plant-slots.complete-maintenance'],
  ])
})
