import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { joinHub } from '../../src-main/desk/join-hub.ts'
import { openDesk } from '../../src-main/desk/open-desk.ts'
import { certificateAt } from '../../src-main/desk/pinned-wire.ts'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import type { EmbeddedServer } from '../../src-main/hub/embedded-server.ts'
import { Hub } from '../../src-main/hub/hub.ts'
import { buildScreens, rendererFolder } from '../../src-main/start/screens.ts'
import { openPGlite } from '../../sync-server/database/open.ts'
import { runTask } from '../../sync-server/hub/tasks.ts'
import { type Authority, password, startAuthority } from '../fixtures/authority.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { goTo } from './screens-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-hub-screen-'))
const report = () => undefined
let authority: Authority
let browser: Browser
let host: WebHost
let hub: Hub
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  await buildScreens()
  authority = await startAuthority(await openPGlite())
  await authority.tenant('house', ['owner', 'frontdesk'])
  const ask: EmbeddedServer['ask'] = async (task, input) => ({
    ok: true,
    value: await runTask(authority.server, task, input),
  })
  hub = new Hub({
    ...{ server: { ask }, folder: join(folder, 'hub') },
    options: { name: 'Front desk', host: '127.0.0.1', ports: { first: 0, last: 0 }, advertise: false },
  })
  const desk = await openDesk({
    ...{ folder: join(folder, 'desk'), server: authority.url, name: 'Desk 1', platform: 'web', report, localHub: hub },
  })
  host = await serveDesk({ door: desk.door, port: 0, rendererFolder })
  browser = await launchBrowser()
  closing.push(
    () => host.close(),
    desk.close,
    () => hub.end(),
  )
})
afterAll(async () => {
  await browser?.close()
  for (const close of closing) await close()
  await authority?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function windowOf(who: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${new URL(host.url).origin}/#token=${host.newToken()}`)
  await page.waitForSelector('nav, input[type=password]')
  if (await page.$('input[type=password]')) {
    await page.fill('input[type=email]', `${who}@house.test`)
    await page.fill('input[type=password]', password)
    await page.keyboard.press('Enter')
  }
  await page.waitForSelector('nav')
  await goTo(page, '#/settings/hub')
  return page
}

describe('[DX-R49] [DX-R51] the hub’s screen', () => {
  test('starts the hub, shows a code by which a desk joins, lists it, backs up, and says who a stop cuts off', async () => {
    const page = await windowOf('owner')
    await page.getByRole('button', { name: 'Start the hub' }).click()
    await page.getByText('The hub is running').waitFor()
    await page.getByRole('button', { name: 'Show a code' }).click()
    await page.getByRole('img', { name: 'QR code for the other desk' }).waitFor()
    const { pairing, addresses } = await hub.status()
    const digits = pairing?.code ?? ''
    await page.getByText(digits.slice(0, 4)).first().waitFor()
    const address = String(addresses[0] ?? '').replace(/\d+\.\d+\.\d+\.\d+/, '127.0.0.1')
    const { fingerprint } = await certificateAt(address, 5000)
    const place = await joinHub({ code: digits, addresses: [address], fingerprint, deskName: 'Greenhouse' })
    expect(place).toMatchObject({ kind: 'hub', name: 'Front desk' })
    await page.getByText('Greenhouse').waitFor()
    await page.getByRole('button', { name: 'Back up now' }).click()
    await page.getByText('There is no backup yet.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Stop the hub' }).click()
    await page.getByText('The hub is off').waitFor()
    expect((await hub.status()).state).toBe('off')
  })
})
