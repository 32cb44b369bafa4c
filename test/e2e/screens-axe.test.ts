import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import { isObject } from '../../src-shared/kernel/json.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { shareOf } from './looks-tried.ts'
import { goTo, locationId, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'
import { violationsOf } from './violations.ts'

/** DX-R46: a person who cannot see or point loses nothing on any screen, in any theme. */
let world: ScreensWorld
let desk: ScreenDesk
let sera: string
/** Somebody whose membership can be frozen and renewed, and who owes for it. */
let memberId: string
let slot: string
beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
}, 240_000)
afterAll(() => world.close())

/** A new member whose plan is sold and not paid. */
async function memberToServe(behind: RemoteDesk): Promise<string> {
  const plans = z.array(z.looseObject({ id: z.string(), versionId: z.string(), name: z.string() }))
  const plan = plans.parse(await behind.query('memberships.active-plans')).find(({ name }) => name === 'Premium')
  const id = newId()
  const person = { memberId: id, code: 'AXEM-0001', givenName: 'Axel', familyName: 'Reader', language: 'en' }
  const sale = { membershipId: newId(), periodId: newId(), chargeId: newId() }
  const terms = { planId: plan?.id ?? '', planVersionId: plan?.versionId ?? '' }
  await behind.verdict((await behind.submit('memberships.enrol', { ...person, ...sale, ...terms })).id)
  return id
}

const screens: [string, (page: Page) => Promise<void>][] = [
  ['locations', (page) => goTo(page, '/slots')],
  ['map', (page) => goTo(page, `/slots/${sera}`)],
  ['slot list', (page) => goTo(page, `/slots/${sera}?view=list`)],
  [
    'one slot',
    async (page) => {
      await goTo(page, `/slots/${sera}`)
      await page.getByRole('grid').focus()
      await page.keyboard.press('ArrowRight')
      await settled(page)
    },
  ],
  ['giving', (page) => goTo(page, `/slots/${sera}?give=true`)],
  ['waiting list', (page) => goTo(page, '/waiting')],
  ['floor', (page) => goTo(page, '/floor')],
  [
    'floor with a slot',
    async (page) => {
      await goTo(page, `/floor?slot=${slot}`)
      await page.locator('[data-job=problem]').click()
    },
  ],
  ['editing a location', (page) => goTo(page, `/slots/${sera}?edit=true`)],
  [
    'editing a slot',
    async (page) => {
      await goTo(page, `/slots/${sera}?slot=${slot}`)
      await page.locator('[data-action=e]').click()
      await settled(page)
    },
  ],
  ['members', (page) => goTo(page, '/members')],
  [
    'one member',
    async (page) => {
      await goTo(page, '/members')
      await page.getByRole('grid').focus()
      await page.keyboard.press('ArrowDown')
      await settled(page)
    },
  ],
  ...(['renew', 'freeze', 'extend', 'pay', 'change', 'cancel', 'kyc', 'sell'] as const).map(
    (sheet): [string, (page: Page) => Promise<void>] => [
      `a form about a member: ${sheet}`,
      (page) => goTo(page, `/members?member=${memberId}&sheet=${sheet}`),
    ],
  ),
  ['enrolling', (page) => goTo(page, '/members?sheet=enrol')],
  ['a new location', (page) => goTo(page, '/slots?sheet=new')],
  ['adding slots', (page) => goTo(page, `/slots/${sera}?add=true`)],
  ['renewals', (page) => goTo(page, '/renewals')],
  [
    'renewing from the board',
    async (page) => {
      await goTo(page, '/renewals?when=month')
      await page.getByRole('grid').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await settled(page)
    },
  ],
  ['reports of slots', (page) => goTo(page, '/reports')],
  ['reports of memberships', (page) => goTo(page, '/reports?view=memberships&days=365')],
  [
    "a member's history",
    async (page) => {
      await goTo(page, `/members?member=${memberId}`)
      await page.locator('summary').click()
      await settled(page)
    },
  ],
  ['plans', (page) => goTo(page, '/plans')],
  ['a new plan', (page) => goTo(page, '/plans?sheet=new')],
  [
    'one plan',
    async (page) => {
      await goTo(page, '/plans')
      await page.getByRole('grid').focus()
      await page.keyboard.press('ArrowDown')
      await settled(page)
      await page.getByRole('button', { name: 'Edit' }).click()
      await settled(page)
    },
  ],
  ['saved work', (page) => goTo(page, '/rescue')],
  ['outbox', (page) => goTo(page, '/outbox')],
  ['today', (page) => goTo(page, '/')],
  ['journal', (page) => goTo(page, '/journal')],
  ['settings', (page) => goTo(page, '/settings')],
  ['how slots are run', (page) => goTo(page, '/settings/slots')],
  [
    'slots beyond the plan',
    async (page) => {
      await goTo(page, `/members?member=${memberId}`)
      await page.locator('[data-extra]').first().click()
      await settled(page)
    },
  ],
  ['attention', (page) => goTo(page, '/attention')],
  [
    'connection',
    async (page) => {
      await goTo(page, '/outbox')
      await page.locator('[data-connection]').click()
      await settled(page)
    },
  ],
  [
    'person',
    async (page) => {
      await goTo(page, '/outbox')
      await page.locator('header button').last().click()
      await settled(page)
    },
  ],
]

const schemes = ['light', 'dark', 'contrast'] as const

describe.each(schemes)('%s', (scheme) => {
  let page: Page
  beforeAll(async () => {
    page = await desk.window({ scheme })
    const behind = await desk.behind()
    await behind.until(({ connection }) => connection === 'current')
    sera = await locationId(behind, 'greenhouse-1')
    memberId ||= await memberToServe(behind)
    const found = await behind.query('plant-slots.slot', { number: 'GH1-01-01' })
    slot = isObject(found) ? String(found.id) : ''
    behind.close()
  })
  afterAll(() => page.context().close())
  test.each(shareOf(scheme, schemes, ['the way in']))('%s', async () => {
    const fresh = await world.desk(`Desk of ${scheme}`)
    const outside = await fresh.window({ scheme }, null)
    await settled(outside)
    expect(await violationsOf(outside)).toEqual([])
    await outside.keyboard.press('Enter')
    expect(await violationsOf(outside)).toEqual([])
    await outside.context().close()
  })
  test.each(shareOf(scheme, schemes, screens))('%s', async (_, open) => {
    await open(page)
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
  })
})
