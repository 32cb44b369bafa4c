import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, openScreensWorld, type ScreensWorld, settled } from './screens-world.ts'

/** A desk that dies with unsent work in it, and comes back when somebody else has already taken the work over. */
let world: ScreensWorld
let folder: string
beforeAll(async () => {
  world = await openScreensWorld()
  folder = await mkdtemp(join(tmpdir(), 'holdfast-rescue-'))
}, 240_000)
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const passphrase = 'a red rose in the rain'

async function enrol(page: Page, name: string): Promise<void> {
  await goTo(page, '/members?sheet=enrol')
  await page.getByLabel('Given name').fill(name)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('complementary').getByRole('heading', { name }).waitFor()
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('[DX-R35] [DX-A28] saved work is taken over elsewhere, its own desk comes back, and everything is done once', async () => {
  const [dead, helping] = [await world.desk('Dead'), await world.desk('Helping')]
  const page = await dead.window()
  const behind = await dead.behind()
  await behind.until(({ connection }) => connection === 'current')
  await behind.call('workOffline', { offline: true })
  for (const name of ['Rescueone', 'Rescuetwo', 'Rescuethree']) await enrol(page, name)

  await goTo(page, '/outbox')
  await page.getByRole('button', { name: 'Save unsent work' }).click()
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByLabel('Passphrase again').fill(passphrase)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save file' }).click()
  const file = join(folder, 'work.rescue')
  await (await download).saveAs(file)

  const helper = await helping.window()
  const helperDesk = await helping.behind()
  await helperDesk.until(({ connection }) => connection === 'current')
  await goTo(helper, '/rescue')
  await helper.getByRole('button', { name: 'Open saved work' }).first().click()
  const form = helper.getByRole('form', { name: 'Open saved work' })
  await helper.setInputFiles('input[type=file]', file)
  await form.getByLabel('Passphrase').fill('another red rose')
  await form.getByRole('button', { name: 'Open saved work' }).click()
  await helper.getByRole('alert').getByText('does not fit this file').waitFor()
  await form.getByLabel('Passphrase').fill(passphrase)
  await form.getByRole('button', { name: 'Open saved work' }).click()
  for (const name of ['Rescueone', 'Rescuetwo', 'Rescuethree'])
    await row(helper, name).getByText('To be decided').waitFor()

  await row(helper, 'Rescueone').click()
  await helper.getByRole('button', { name: 'Take over', exact: true }).click()
  await row(helper, 'Rescueone').getByText('Taken over here').waitFor()
  await row(helper, 'Rescuetwo').click()
  await helper.getByRole('button', { name: 'Leave out' }).click()
  await row(helper, 'Rescuetwo').getByText('Left out').waitFor()
  await helper.reload()
  await settled(helper)
  await row(helper, 'Rescuetwo').getByText('Left out').waitFor()
  await helperDesk.until(({ queued }) => queued === 0)

  await behind.call('workOffline', { offline: false })
  await behind.until(({ queued, connection }) => queued === 0 && connection === 'current')
  await goTo(page, '/journal')
  for (const name of ['Rescueone', 'Rescuetwo', 'Rescuethree']) await row(page, name).getByText('Confirmed').waitFor()
  await row(helper, 'Rescueone').getByText('Taken over here').waitFor()
  await row(helper, 'Rescuetwo').getByText('Arrived after all').waitFor()
  await row(helper, 'Rescuethree').getByText('Arrived after all').waitFor()
  const found = await helperDesk.query('memberships.list-members', { search: 'Rescue', page: 1, limit: 10 })
  expect(found).toMatchObject({ total: 3 })
  await goTo(page, '/attention')
  await page.getByText('Nothing needs you').waitFor()
  behind.close()
  helperDesk.close()
  await page.context().close()
  await helper.context().close()
}, 180_000)

test('[DX-R35] who may not rescue is not offered it, and the desk refuses it to them', async () => {
  const desk = await world.desk('Counter')
  const page = await desk.window({}, 'elif')
  await goTo(page, '/outbox')
  expect(await page.getByRole('link', { name: 'Saved work' }).count()).toBe(0)
  const behind = await desk.behind()
  const opened = behind.call('rescueOpen', { line: '{}', passphrase })
  await expect(opened).rejects.toThrow('actor_not_permitted')
  await expect(behind.call('rescueArrived', { ids: [] })).rejects.toThrow('actor_not_permitted')
  behind.close()
  await page.context().close()
}, 120_000)
