import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Installation } from '../../src-main/first-run/installation.ts'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import { forkInNode } from '../../src-main/hub/server-process.ts'
import { rendererFolder } from '../../src-main/start/screens.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { Newcomer } from './newcomer.ts'
import { violationsOf } from './violations.ts'

/** A person who has never seen Holdfast, alone with it and without a network (DX-R47, scenario 46). */
let browser: Browser
let folder: string
let installation: Installation
let host: WebHost
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
}, 240_000)
afterAll(() => browser.close())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-newcomer-'))
  const log = () => undefined
  installation = await Installation.open({
    ...{ folder, name: 'Front', platform: 'web', fork: forkInNode(log), log },
    report: (error, during) => process.stderr.write(`${during}: ${String(error)}\n`),
  })
  host = await serveDesk({ door: installation.door, port: 0, rendererFolder })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Europe/Istanbul' })
  page = await context.newPage()
  await page.goto(host.url)
  return async () => {
    await context.close()
    await host.close()
    await installation.close()
    await rm(folder, { recursive: true, force: true })
  }
})

describe('[DX-R47] [DX-A46] a newcomer', () => {
  test('comes from the first start to the first slot given in 25 actions, reading only what the screen says', async () => {
    const she = new Newcomer(page)
    await she.presses('Go on')
    await she.presses('Start a new organisation')
    await she.types('Name of the organisation', 'Our garden')
    await she.types('Your name', 'Ada Kaya')
    await she.types('E-mail', 'ada@garden.test')
    await she.types('Password', 'roses are red in june')
    await she.presses('Go on')
    await she.presses('Begin')
    await page.getByRole('heading', { name: 'Before your first day' }).waitFor({ timeout: 90_000 })

    await she.follows('Set up the first slots')
    await she.types('Name', 'Greenhouse 1')
    await she.presses('Create with 120 slots')
    await she.sees('Make the first plan')
    await she.follows('Make the first plan')
    await she.types('Name', 'One year')
    await she.types('Price in TRY', '1200')
    await she.types('Slots that come with it', '0')
    await she.presses('Create plan')
    await she.follows('Enrol the first member')
    await she.types('Given name', 'Kim')
    await she.chooses('One year')
    await she.presses('Enrol and sell')
    await she.follows('Give the first slot')
    await she.types('Member', 'Kim')
    await she.picks('Kim')
    await she.presses('Give 1 slot')
    await page.getByText('Confirmed').first().waitFor({ timeout: 30_000 })
    expect(she.actions, she.story()).toBeLessThanOrEqual(25)
  }, 240_000)
})

test('[DX-R46] [DX-R47] every step of the first run is sound for who cannot see or point, and can be left and found again', async () => {
  const she = new Newcomer(page)
  await she.sees('Go on')
  expect(await violationsOf(page)).toEqual([])
  await she.presses('Go on')
  await she.sees('Look at the demo')
  expect(await violationsOf(page)).toEqual([])
  await she.presses('Connect to an organisation')
  await she.types('Address of the server', '127.0.0.1:1')
  await she.presses('Go on')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toContain('There is no Holdfast server at this address')
  expect(await violationsOf(page)).toEqual([])
  await she.presses('Back')
  await she.presses('Start a new organisation')
  await she.presses('Go on')
  await page.getByRole('alert').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await she.types('Name of the organisation', 'Our garden')
  await she.types('Your name', 'Ada')
  await page.waitForTimeout(400)
  await page.reload()
  await page.getByLabel('Your name').waitFor()
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada')
  await she.types('E-mail', 'ada@garden.test')
  await she.types('Password', 'roses are red in june')
  await she.presses('Go on')
  await she.sees('Begin')
  expect(await violationsOf(page)).toEqual([])
}, 120_000)

test('[DX-R48] [DX-A46] the demo is one press away: marked everywhere, cut at first with nine held, and left again', async () => {
  const she = new Newcomer(page)
  await she.presses('Go on')
  await she.presses('Look at the demo')
  await page.getByText('Nothing leaves this computer').waitFor({ timeout: 280_000 })
  await page.getByRole('button', { name: 'Connect again' }).waitFor({ timeout: 120_000 })
  await page.getByRole('link', { name: /^Outbox \(9\)/ }).click()
  await page.getByRole('row').filter({ hasText: 'Held here' }).nth(8).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await she.presses('Connect again')
  await page.getByText('Nothing waits here').waitFor({ timeout: 60_000 })
  await page.getByText('Nothing leaves this computer').waitFor()
  await she.presses('Leave the demo')
  await page.getByText('What is this desk for?').waitFor({ timeout: 60_000 })
  expect(await page.getByText('Nothing leaves this computer').count()).toBe(0)
}, 480_000)
