import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Started, startProgram, stopProgram } from '../../src-main/start/process.ts'
import { systemActor } from '../../src-shared/kernel/actor.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type Authority, password, startAuthority } from '../fixtures/authority.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { recordCertainty } from './certainty-recorder.ts'
import { byHand, promiseStorage } from './screens-world.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdfast-collision-'))

let authority: Authority
let browser: Browser
const desks: Started[] = []

/** A club with one slot left in its first greenhouse and five in its second, and two members who may hold one each. */
async function openClub(): Promise<void> {
  const tenant = await authority.tenant('growers', ['owner', 'frontdesk'])
  const [planId, planVersionId] = [newId(), newId()]
  const terms = { durationType: 'MONTHS', durationValue: 1, priceMinor: 4900, currency: 'TRY', slotAllocation: 0 }
  const member = (givenName: string, code: string) => ({
    ...{ memberId: newId(), code, givenName, familyName: '', language: 'en', planId, planVersionId },
    ...{ membershipId: newId(), periodId: newId(), chargeId: newId() },
  })
  const greenhouse = (code: string, name: string, sortOrder: number, count: number): [string, JsonObject][] => {
    const locationId = newId()
    const slots = Array.from({ length: count }, (_, index) => ({
      ...{ id: newId(), slotNumber: `${code.toUpperCase()}-0${index + 1}`, row: 1, column: index + 1, level: 1 },
    }))
    return [
      ['plant-slots.create-location', { locationId, code, name, kind: 'greenhouse', sortOrder }],
      ['plant-slots.create-slots', { locationId, slots }],
    ]
  }
  const [kim, ada] = [member('Kim', 'K1M0-0001'), member('Ada', 'ADA0-0002')]
  // What a plan grants is given by itself as soon as there is a slot; what is agreed beyond it waits to be asked for.
  const mayHoldOne = ({ membershipId }: typeof kim) => ({ membershipId, extra: 1, reason: 'Agreed' })
  const commands: [string, JsonObject][] = [
    ['memberships.create-plan', { planId, versionId: planVersionId, name: 'Basic', terms }],
    ['memberships.enrol', kim],
    ['memberships.enrol', ada],
    ['plant-slots.set-extra', mayHoldOne(kim)],
    ['plant-slots.set-extra', mayHoldOne(ada)],
    ...greenhouse('gh1', 'Greenhouse 1', 1, 1),
    ...greenhouse('gh2', 'Greenhouse 2', 2, 5),
  ]
  await authority.server.commands.runAll(
    tenant.id,
    commands.map(([name, input]) => ({ name, input, actor: systemActor })),
  )
}

async function openDesk(name: string, email: string) {
  const desk = await startProgram('desk', join(root, 'src-main', 'host-web', 'main.ts'), [
    ...['--folder', join(folder, name), '--server', authority.url, '--name', name, '--port', '0'],
  ])
  desks.push(desk)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await promiseStorage(browser, page)
  const recording = await recordCertainty(page)
  await page.goto(desk.address)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Slots', exact: true }).waitFor()
  return { page, recording }
}

/** Cuts or restores the network with the switch a person has. */
async function workOffline(page: Page, offline: boolean): Promise<void> {
  await page.locator('[data-connection]').click()
  await page.getByRole('switch').click()
  const cut = page.locator('[data-connection="working_offline"]')
  await cut.waitFor({ state: offline ? 'attached' : 'detached' })
  await page.keyboard.press('Escape')
}

/** Gives the only slot of Greenhouse 1 to a member, by keyboard alone once the map is open. */
async function giveLastSlot(page: Page, member: string): Promise<void> {
  await page.getByRole('link', { name: 'Slots', exact: true }).click()
  await page.getByRole('link', { name: /Greenhouse 1/ }).click()
  await page.getByRole('grid').focus()
  // Typing goes to the slot of that number.
  await byHand(page, 'GH101')
  await page.locator('[data-action="a"]').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('a')
  await page.getByLabel('Member', { exact: true }).fill(member)
  await page.getByRole('option', { name: new RegExp(member) }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Held here').first().waitFor()
}

beforeAll(async () => {
  authority = await startAuthority(await openEmpty())
  await openClub()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all(desks.map(stopProgram))
  await authority?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('two desks with the network cut', () => {
  it('[SY-7] [PS-A73] both give the last slot: one is confirmed, the other is told who won and takes another with one key', async () => {
    const one = await openDesk('Desk 1', 'owner@growers.test')
    const two = await openDesk('Desk 2', 'frontdesk@growers.test')
    for (const { page } of [one, two]) await workOffline(page, true)
    await giveLastSlot(one.page, 'Kim')
    await giveLastSlot(two.page, 'Ada')

    await workOffline(one.page, false)
    await one.page.getByText('Confirmed').first().waitFor()
    await workOffline(two.page, false)
    await two.page.getByRole('link', { name: /Attention/ }).click()
    const inbox = two.page.getByRole('main')
    await inbox.getByText('Not accepted').first().waitFor()
    expect(await inbox.innerText()).toContain('owner of growers')
    expect(await inbox.innerText()).toContain('Desk 1')
    const ways = inbox.locator('[aria-keyshortcuts="1"], [aria-keyshortcuts="2"], [aria-keyshortcuts="3"]')
    // They are asked for anew, so that none is offered that is gone.
    await expect.poll(() => ways.count()).toBe(3)
    expect((await two.recording()).readConfirmed).toEqual([])

    await two.page.keyboard.press('1')
    await two.page.getByText('Confirmed').first().waitFor()
    for (const { recording } of [one, two]) {
      const { readConfirmed, verdicts } = await recording()
      expect(verdicts.length).toBeGreaterThan(0)
      expect(Math.min(...readConfirmed)).toBeGreaterThanOrEqual(Math.min(...verdicts))
    }
  })
})
