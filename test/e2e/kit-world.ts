import type { Browser, BrowserContext, Page } from 'playwright-core'
import { preview } from 'vite'
import { launchBrowser } from '../fixtures/browser.ts'
import { kitConfig } from './built-setup.ts'

/** How the kit page is looked at. */
export interface KitLooks {
  scheme?: 'light' | 'dark' | 'contrast'
  language?: string
  density?: 'comfortable' | 'compact' | 'touch'
  accent?: string | null
  size?: { width: number; height: number }
  /** What the system asks for. */
  system?: Parameters<Browser['newContext']>[0]
  /** How full the calendar is. */
  crowd?: { resources: number; blocks: number }
  /** What is done with the window's context before it opens. */
  prepare?(context: BrowserContext): Promise<unknown>
}

export interface KitWorld {
  /** Opens a section of the kit page, or all of it, in a window of its own. */
  open(section: string, looks?: KitLooks): Promise<Page>
  close(): Promise<void>
}

/** Serves the kit page, and launches a browser. */
export async function openKit(): Promise<KitWorld> {
  const server = await preview({ ...kitConfig, preview: { port: 0, open: false } })
  const browser = await launchBrowser()
  const [address = ''] = server.resolvedUrls?.local ?? []
  return {
    async open(
      section,
      { scheme = 'light', language = 'en', density = 'comfortable', accent = null, size, system, crowd, prepare } = {},
    ) {
      const context = await browser.newContext({ viewport: size ?? { width: 1440, height: 900 }, ...system })
      const looks = JSON.stringify({ scheme, language, density, accent, railOpen: true })
      await context.addInitScript((kept) => {
        if (!localStorage.getItem('holdfast.looks')) localStorage.setItem('holdfast.looks', kept)
      }, looks)
      await prepare?.(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => {
        // One part of the page stops for show.
        if (error.message !== 'Stopped for show') throw error
      })
      const full = crowd ? `?resources=${crowd.resources}&blocks=${crowd.blocks}` : ''
      await page.goto(`${address}kit.html${full}#${section}`)
      await page.waitForSelector('main section')
      await page.evaluate(() => document.fonts.ready)
      return page
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}
