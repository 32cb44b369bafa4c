import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { goTo, openScreensWorld, type ScreenDesk, type ScreensWorld, settled } from './screens-world.ts'

/**
 * Texts that were scripts once, somewhere. `X` stands where each field says which one it is, so that a text that is
 * shown can be told from all others.
 */
const attacks = {
  image: 'X<img src=q onerror=ran()>',
  script: 'X<script>ran()</script>',
  drawing: 'X<svg onload=ran()>',
  way: 'X\'"><b onclick=ran()>',
  words: 'X{{ran()}}#{ran()}',
  address: 'javascript:ran()//X',
} as const

const inside = (field: string, attack: keyof typeof attacks): string => attacks[attack].replace('X', field)

const texts = {
  location: inside('Loc', 'image'),
  slotNumber: inside('S1', 'drawing'),
  slotNotes: `${inside('SlotNote', 'script')} ${inside('', 'address')}`,
  plan: inside('Plan', 'image'),
  planDescription: inside('PlanNote', 'script'),
  givenName: inside('Given', 'image'),
  familyName: inside('Family', 'way'),
  address: inside('Street', 'script'),
  notes: `${inside('Note', 'image')} ${inside('', 'address')} ${inside('', 'words')}`,
  plant: inside('Plant', 'image'),
  work: `${inside('Work', 'script')} ${inside('', 'image')}`,
}

let world: ScreensWorld
let desk: ScreenDesk
let page: Page
let behind: RemoteDesk
const ids = { location: newId(), slot: newId(), other: newId(), planted: newId(), member: newId() }
/** What the page did that it must not: scripts that ran, reports of the policy, requests, dialogues. */
const alarms: string[] = []

beforeAll(async () => {
  world = await openScreensWorld()
  desk = await world.desk('Desk 1')
  page = await desk.window()
  await page.exposeFunction('ran', () => alarms.push('a script ran'))
  page.on('dialog', (dialog) => {
    alarms.push(`dialogue ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (/\/q$|evil/.test(request.url())) alarms.push(`request ${request.url()}`)
  })
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      Reflect.get(window, 'reports').push(`${violatedDirective} ${blockedURI}`),
    )
    Reflect.set(window, 'reports', [])
  })
  behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  for (const [name, input] of stored()) {
    const { state, rejection } = await behind.submit(name, input)
    expect(rejection, `${name} is ${state}`).toBeNull()
  }
}, 240_000)
afterAll(() => world.close())

/** The attacks in every text that the modules keep. */
function stored(): [string, JsonObject][] {
  const { location, slot, other, planted, member } = ids
  const [planId, versionId, membershipId, entryId] = [newId(), newId(), newId(), newId()]
  const place = { locationId: location, code: 'evil-1', name: texts.location, kind: 'tent' }
  const at = { row: 1, level: 1 }
  const slots = [
    { id: slot, slotNumber: texts.slotNumber, ...at, column: 1, notes: texts.slotNotes },
    { id: other, slotNumber: 'E-2', ...at, column: 2 },
    { id: planted, slotNumber: 'E-3', ...at, column: 3 },
  ]
  const terms = { durationType: 'MONTHS', durationValue: 1, priceMinor: 0, slotAllocation: 3, slotLocationId: location }
  const plan = { planId, versionId, name: texts.plan, description: texts.planDescription, terms }
  const { givenName, familyName, address, notes } = texts
  const person = { memberId: member, code: 'EV1E-V1EV', givenName, familyName, address, notes }
  const sale = { membershipId, periodId: newId(), chargeId: newId(), planId, planVersionId: versionId }
  return [
    ['plant-slots.create-location', place],
    ['plant-slots.create-slots', { locationId: location, slots }],
    ['memberships.create-plan', plan],
    ['memberships.enrol', { ...person, ...sale }],
    ['plant-slots.occupy', { slotId: slot, membershipId, occupancyId: newId(), label: texts.plant }],
    ['plant-slots.occupy', { slotId: planted, membershipId, occupancyId: newId(), label: texts.plant }],
    ['plant-slots.start-maintenance', { slotId: slot, entryId, kind: 'repair', description: texts.work }],
    ['plant-slots.report-maintenance', { slotId: other, entryId: newId(), kind: 'repair', description: texts.work }],
  ]
}

const policyReports = (): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'reports'))

/** Everything the page shows, in fields too. */
const shown = (): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value)
    return [document.body.innerText, ...fields].join('\n').replaceAll(/\s+/g, ' ')
  })

/** The page itself has none of the elements that the texts would have made. */
const strangers = (): Promise<number> => page.locator('img[src="q"], svg[onload], [onerror], [onclick]').count()

async function quiet(): Promise<void> {
  await settled(page)
  expect(await strangers()).toBe(0)
  expect(await policyReports()).toEqual([])
  expect(alarms).toEqual([])
}

describe('[DX-A59] what somebody has typed is shown as it was typed', () => {
  const screens: [string, () => string, string[]][] = [
    ['locations', () => '/slots', [texts.location]],
    ['a location', () => `/slots/${ids.location}`, [texts.location]],
    ['a location as a list', () => `/slots/${ids.location}?view=list`, [texts.slotNumber, texts.givenName]],
    [
      'a slot',
      () => `/slots/${ids.location}?slot=${ids.slot}`,
      [texts.slotNumber, texts.work, texts.givenName, texts.familyName],
    ],
    ['a planted slot', () => `/slots/${ids.location}?slot=${ids.planted}`, [texts.plant]],
    ['a slot with work to do', () => `/slots/${ids.location}?slot=${ids.other}`, [texts.work]],
    ['giving', () => `/slots/${ids.location}?give=true`, [texts.location]],
    ['members', () => '/members', []],
    [
      'a member',
      () => `/members?member=${ids.member}`,
      [texts.givenName, texts.familyName, texts.plan, texts.notes, texts.address],
    ],
    ['enrolling', () => '/members?sheet=enrol', [texts.plan]],
    ['the outbox', () => '/outbox', []],
    ['journal', () => '/journal', []],
    ['attention', () => '/attention', []],
    ['today', () => '/', []],
  ]

  test.each(screens)('[DX-A59] on %s', async (_screen, address, expected) => {
    await goTo(page, address())
    await quiet()
    const words = await shown()
    for (const text of expected) expect(words).toContain(text)
  })

  test('[DX-A59] in the search of members', async () => {
    await goTo(page, '/members')
    await page.getByRole('searchbox').first().fill('Given<img')
    await settled(page)
    await quiet()
    expect(await shown()).toContain(texts.familyName)
  })

  test('[DX-A57] a middle click on a link of the rail leads nowhere but to the desk', async () => {
    await goTo(page, '/members')
    const context = page.context()
    const before = context.pages().length
    const { origin } = new URL(page.url())
    await page.locator('nav a').first().click({ button: 'middle' })
    await settled(page)
    for (const opened of context.pages().slice(before)) {
      await opened.waitForURL(/^http/)
      expect(new URL(opened.url()).origin).toBe(origin)
      await opened.close()
    }
    expect(new URL(page.url()).origin).toBe(origin)
  })

  test('[DX-A57] [E13] a link that is let go over the window opens nothing', async () => {
    await goTo(page, '/members')
    const url = page.url()
    const taken = await page.evaluate(() => {
      const drop = (kind: string) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.setData('text/uri-list', 'https://evil.example/')
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer })
        document.body.dispatchEvent(event)
        return event.defaultPrevented
      }
      return [drop('dragover'), drop('drop')]
    })
    expect(taken).toEqual([true, true])
    expect(page.url()).toBe(url)
  })
})
