import { createServer } from 'node:net'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumExecutable } from '../../../src-main/start/chromium.ts'
import { buildScreens } from '../../../src-main/start/screens.ts'
import { RemoteDesk } from '../../fixtures/remote-desk.ts'
import type { FilledTenant, Tenants } from './filled-tenant.ts'
import { layClock } from './page-clock.ts'
import type { Running } from './program.ts'
import { shapeOf } from './seed.ts'
import type { Stage } from './stage.ts'
import { type SyncedDesk, syncDesk } from './synced-desk.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Slots of one location: what a list of a thousand shows. */
const slotsOfLocation = 1000

/**
 * The product's own screens on a desk that has synced, in a Chromium whose memory lies on disk, with a tenant of their
 * own: what is measured there may write.
 */
export class Screens {
  readonly tenant: FilledTenant
  readonly rows: number
  readonly #stage: Stage
  readonly #folder: string
  readonly #port: number
  readonly #context: BrowserContext
  #host: Running | undefined
  #page: Page | undefined
  #behind: RemoteDesk | undefined

  private constructor(stage: Stage, { tenant, rows, folder }: SyncedDesk, port: number, context: BrowserContext) {
    this.#stage = stage
    this.tenant = tenant
    this.rows = rows
    this.#folder = folder
    this.#port = port
    this.#context = context
  }

  static async open(stage: Stage, tenants: Tenants, rows: number): Promise<Screens> {
    const tenant = await tenants.of({ ...shapeOf(rows), locations: rows / 10 / slotsOfLocation })
    return Screens.over(stage, await syncDesk(tenant, 0), 'chromium-screens')
  }

  /** The same on a desk that has synced before; where its server is gone, it works without the network. */
  static async over(stage: Stage, synced: SyncedDesk, memory: string): Promise<Screens> {
    await buildScreens()
    const { executablePath, args, env } = await chromiumExecutable()
    const context = await chromium.launchPersistentContext(join(stage.folder, memory), {
      ...{ executablePath, args, env: { ...process.env, ...env }, viewport: { width: 1440, height: 900 } },
    })
    // The browser promises to keep the journal, as it does where the page is at home (DX-R29).
    const browser = await context.browser()?.newBrowserCDPSession()
    await browser?.send('Browser.grantPermissions', { permissions: ['durableStorage'] })
    await context.addInitScript(layClock)
    await context.addInitScript(() => {
      localStorage.setItem('holdfast.looks', JSON.stringify({ scheme: 'light', language: 'en', railOpen: true }))
    })
    return new Screens(stage, synced, await freePort(), context)
  }

  /** Starts the desk anew and opens its window; how long until a person can use what it shows first (ms). */
  async launch(): Promise<{ total: number; desk: number; page: Page }> {
    await this.#end()
    const page = await this.#context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error.message}\n`))
    this.#page = page
    const began = Date.now()
    this.#host = await this.#start()
    const open = Date.now()
    await page.goto(this.#host.address)
    const at = await page.evaluate(() => window.clock.shown('nav, input[type=password]'))
    if (await page.$('input[type=password]')) throw new Error('The desk has forgotten who works at it')
    return { total: at - began, desk: open - began, page }
  }

  /** The window, with the day in it. */
  async page(): Promise<Page> {
    return this.#page ?? (await this.launch()).page
  }

  /** The same desk without pixels. */
  async behind(): Promise<RemoteDesk> {
    await this.page()
    // A second start prints the address of one more window on the first, and ends.
    this.#behind ??= await RemoteDesk.open((await this.#start()).address)
    await this.#behind.until(({ connection, queued }) => connection === 'current' && queued === 0)
    return this.#behind
  }

  /** The program that `npm start` runs. */
  #start(): Promise<Running> {
    const options = { folder: this.#folder, server: this.tenant.server.address, port: String(this.#port) }
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
    return this.#stage.start('desk', join(root, 'src-main', 'host-web', 'main.ts'), args)
  }

  async #end(): Promise<void> {
    this.#behind?.close()
    await this.#page?.close()
    await this.#host?.stop()
    this.#behind = undefined
    this.#page = undefined
  }

  async close(): Promise<void> {
    await this.#end()
    await this.#context.close()
  }
}

/** The browser keeps the journal under its port, so that every start of the desk takes the same. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('A listening socket has a port.')),
      )
    })
  })
}

/** Goes to an address of the screens by itself; how long until what it shows is painted (ms). */
export async function opened(page: Page, hash: string, selector: string, least = 1): Promise<number> {
  return page.evaluate(
    async ([to, wanted, n]) => {
      const began = performance.timeOrigin + performance.now()
      location.hash = to
      return (await window.clock.shown(wanted, n)) - began
    },
    [hash, selector, least] as const,
  )
}

/**
 * Begins to wait for another text below a selector, or for the first thing there; what it gives waits for the frame that
 * shows it (ms since 1970). Begun before the act that it waits for: a key may overtake what the page was asked.
 */
export async function awaited(page: Page, how: 'changes' | 'shown', selector: string): Promise<() => Promise<number>> {
  await page.evaluate(
    ([what, wanted]) => {
      window.clock.coming = window.clock[what](wanted)
    },
    [how, selector] as const,
  )
  return () => page.evaluate(() => window.clock.coming)
}
