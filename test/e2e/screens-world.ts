import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openDesk } from '../../src-main/desk/open-desk.ts'
import { serveDesk, type WebHost } from '../../src-main/host-web/serve.ts'
import { rendererFolder } from '../../src-main/start/screens.ts'
import { isObject } from '../../src-shared/kernel/json.ts'
import type { Language } from '../../src-shared/kernel/rejection.ts'
import { demoPassword } from '../../src-shared/sync/demo.ts'
import { startAuthority } from '../fixtures/authority.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { Cable } from '../fixtures/cable.ts'
import { openDemo } from '../fixtures/prepared.ts'
import { RemoteDesk } from '../fixtures/remote-desk.ts'

/** How a window looks and speaks. */
export interface WindowLooks {
  scheme?: 'light' | 'dark' | 'contrast'
  language?: Language
  density?: 'comfortable' | 'compact' | 'touch'
  size?: { width: number; height: number }
}

/** One desk of the demo organisation, in a browser, beside a server that it can lose. */
export interface ScreenDesk {
  /** Where the desk keeps what is its own. */
  folder: string
  /** What lies between it and the server. */
  cable: Cable
  /** Opens a window of its own memory on the desk and signs somebody in where nobody is; null leaves that. */
  window(looks?: WindowLooks, who?: string | null): Promise<Page>
  /** The same desk without pixels, to cut its network and to look behind the screens. */
  behind(): Promise<RemoteDesk>
}

export interface ScreensWorld {
  desk(name: string): Promise<ScreenDesk>
  close(): Promise<void>
}

/** A desk's first sync of the whole demo on a machine that has other work too (ms). */
const patience = 60_000

/** The wire's own errors are told by the page as it likes; a failed lookup of ours would be a bug. */
const expected = /RxDB|WebSocket connection/

/**
 * Starts a server with the demo and launches a browser with `more` flags; `screens` are others than those that were built.
 */
export async function openScreensWorld(more: readonly string[] = [], screens?: string): Promise<ScreensWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-screens-'))
  const authority = await startAuthority(await openDemo())
  const browser = await launchBrowser(more)
  const closing: (() => Promise<unknown>)[] = []
  return {
    async desk(name) {
      const report = (error: unknown, during: string) => process.stderr.write(`${during}: ${String(error)}\n`)
      const cable = await Cable.lay(authority.url)
      const options = {
        folder: join(folder, name),
        server: cable.url,
        name,
        platform: 'web' as const,
        demo: true,
        report,
      }
      const { door, close } = await openDesk(options)
      const host = await serveDesk({ door, port: 0, rendererFolder: screens ?? rendererFolder })
      closing.push(async () => {
        await host.close()
        await close()
        await cable.takeUp()
      })
      return screenDesk(browser, host, options.folder, cable)
    },
    async close() {
      await browser.close()
      await Promise.all(closing.map((close) => close()))
      await authority.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const addressOf = (host: WebHost): string => `${new URL(host.url).origin}/#token=${host.newToken()}`

const screenDesk = (browser: Browser, host: WebHost, folder: string, cable: Cable): ScreenDesk => ({
  folder,
  cable,
  behind: () => RemoteDesk.open(addressOf(host)),
  async window(
    { scheme = 'light', language = 'en', density = 'comfortable', size } = {},
    who: string | null = 'aylin',
  ) {
    const context: BrowserContext = await browser.newContext({ viewport: size ?? { width: 1440, height: 900 } })
    const looks = JSON.stringify({ scheme, language, density, railOpen: true })
    await context.addInitScript((kept) => localStorage.setItem('holdfast.looks', kept), looks)
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    await promiseStorage(browser, page)
    page.on('pageerror', (error) => {
      throw error
    })
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected.test(message.text())) throw new Error(message.text())
    })
    await page.goto(addressOf(host))
    await page.waitForSelector('nav, input[type=password]')
    if (who && (await page.$('input[type=password]'))) await signIn(page, who)
    return page
  },
})

/** Presses keys as a person does, who is slower than a scanner (DX-R22). */
export async function byHand(page: Page, keys: Iterable<string>): Promise<void> {
  for (const key of keys) {
    await page.waitForTimeout(handPause)
    await page.keyboard.press(key)
  }
}

/** Between two keys of a quick hand (ms). */
const handPause = 80

/**
 * The browser promises to keep the journal, as it does on a machine where the page is at home (DX-R29). The promise
 * lasts as long as the session that gave it.
 */
export async function promiseStorage(browser: Browser, page: Page): Promise<void> {
  const [whole, own] = [await browser.newBrowserCDPSession(), await page.context().newCDPSession(page)]
  const { targetInfo } = await own.send('Target.getTargetInfo')
  const { browserContextId } = targetInfo
  await whole.send('Browser.grantPermissions', {
    permissions: ['durableStorage'],
    ...(browserContextId ? { browserContextId } : {}),
  })
}

/** Signs a person of the demo in, by keyboard alone. */
async function signIn(page: Page, who: string): Promise<void> {
  // The form takes the focus once it stands; keys before that go nowhere.
  await page.waitForFunction(() => document.activeElement?.matches('input[type=email]'))
  await page.keyboard.type(`${who}@holdfast.demo`)
  await page.keyboard.press('Tab')
  await page.keyboard.type(demoPassword)
  await page.keyboard.press('Enter')
  await page.waitForSelector('nav')
}

/** Goes to an address of the screens and waits until what stands there has come. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, hash)
  await settled(page)
}

/** Waits until nothing on the page is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], [role="status"][data-shape]'))
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(300)
}

/** The id of a location of the demo, by its code. */
export async function locationId(desk: RemoteDesk, code: string): Promise<string> {
  const locations = await desk.query('plant-slots.locations')
  const found = Array.isArray(locations) ? locations.find((each) => isObject(each) && each.code === code) : undefined
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw new Error(`No location ${code}`)
  return String(found.id)
}
