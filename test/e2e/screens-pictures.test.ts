import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { cutOff } from './cut-off.ts'
import {
  goTo,
  locationId,
  openScreensWorld,
  type ScreenDesk,
  type ScreensWorld,
  settled,
  type WindowLooks,
} from './screens-world.ts'

/**
 * DX-R44: no language's words are cut off, also where the window is small. With HOLDFAST_PICTURES=<folder> every
 * screen is also kept as a picture there, in every language, light and dark, large and small.
 */
const folder = process.env.HOLDFAST_PICTURES
const small = { width: 1024, height: 640 }
const large = { width: 1440, height: 900 }

let world: ScreensWorld
let desk: ScreenDesk
const ids = { greenhouse: '', tent: '', field: '' }
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
  const page = await desk.window()
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  ids.greenhouse = await locationId(behind, 'greenhouse-1')
  ids.tent = await locationId(behind, 'tent-a')
  ids.field = await locationId(behind, 'field-north')
  behind.close()
  await page.context().close()
  if (folder) await mkdir(folder, { recursive: true })
}, 240_000)
afterAll(() => world.close())

const chooseFirst = async (page: Page) => {
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await settled(page)
}

const screens: Record<string, (page: Page) => Promise<void>> = {
  locations: (page) => goTo(page, '/slots'),
  map: async (page) => {
    await goTo(page, `/slots/${ids.greenhouse}`)
    await chooseFirst(page)
  },
  'map without places': (page) => goTo(page, `/slots/${ids.field}`),
  list: async (page) => {
    await goTo(page, `/slots/${ids.greenhouse}?view=list`)
    await chooseFirst(page)
  },
  giving: (page) => goTo(page, `/slots/${ids.tent}?give=true`),
  members: (page) => goTo(page, '/members'),
  member: async (page) => {
    await goTo(page, '/members?filter=past_due')
    await chooseFirst(page)
  },
  selling: async (page) => {
    await goTo(page, '/members?filter=expired')
    await chooseFirst(page)
    await page.locator('aside button:has(.tabler-icon-shopping-bag)').click()
    await settled(page)
  },
  enrolling: async (page) => {
    await goTo(page, '/members?sheet=enrol')
    await page.keyboard.press('Control+Enter')
  },
  renewals: (page) => goTo(page, '/renewals?when=month'),
  'reports of slots': (page) => goTo(page, '/reports'),
  'reports of memberships': (page) => goTo(page, '/reports?view=memberships&days=365'),
  plans: (page) => goTo(page, '/plans'),
  outbox: (page) => goTo(page, '/outbox'),
  today: (page) => goTo(page, '/'),
  journal: (page) => goTo(page, '/journal'),
  settings: (page) => goTo(page, '/settings'),
  'how slots are run': (page) => goTo(page, '/settings/slots'),
  attention: (page) => goTo(page, '/attention'),
  connection: async (page) => {
    await goTo(page, '/outbox')
    await page.locator('[data-connection]').click()
    await settled(page)
  },
  person: async (page) => {
    await goTo(page, '/outbox')
    await page.locator('header button').last().click()
    await settled(page)
  },
}

const all: WindowLooks[] = [
  { scheme: 'light', size: large },
  { scheme: 'dark', size: large },
  { scheme: 'light', size: small },
  { scheme: 'dark', size: small },
]
const kept = folder ? all : all.filter(({ scheme, size }) => scheme === 'light' && size === small)

describe.each(languages)('%s', (language) => {
  test.each(kept)('nothing is cut off (%o)', async (looks) => {
    const page = await desk.window({ ...looks, language })
    const found: Record<string, string[]> = {}
    for (const [name, open] of Object.entries(screens)) {
      await open(page)
      const cut = await cutOff(page)
      if (cut.length > 0) found[name] = cut
      const picture = `${name.replaceAll(' ', '-')}.${language}.${looks.scheme}.${looks.size?.width}.png`
      if (folder) await page.screenshot({ path: join(folder, picture) })
      await page.keyboard.press('Escape')
    }
    expect(found).toEqual({})
    await page.context().close()
  })
})
