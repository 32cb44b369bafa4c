import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { Language } from '../../src-shared/kernel/rejection.ts'
import type { RemoteDesk } from '../fixtures/remote-desk.ts'
import { byHand, goTo, locationId, openScreensWorld, type ScreensWorld, settled } from './screens-world.ts'

/** What a person at a desk without network does and sees, by keyboard alone (SY-7, DX-R2, DX-R6). */
let world: ScreensWorld
beforeAll(async () => {
  world = await openScreensWorld()
}, 240_000)
afterAll(() => world.close())

const confirmed: Record<Language, string> = { en: 'Confirmed', es: 'Confirmado', ko: '확정됨', tr: 'Onaylandı' }
const held: Record<Language, string> = {
  en: 'Held here',
  es: 'Guardado aquí',
  ko: '이 기기에 보관됨',
  tr: 'Burada tutuluyor',
}

/** Writes down everything the page ever says, in text or to a screen reader. */
const record = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const note = () =>
      said.push(
        document.body.innerText,
        ...[...document.querySelectorAll('[aria-label],[title]')].map(
          (each) => `${each.getAttribute('aria-label')} ${each.getAttribute('title')}`,
        ),
      )
    new MutationObserver(note).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
    note()
  })
const said = (page: Page): Promise<string> =>
  page.evaluate(() => ('said' in window && Array.isArray(window.said) ? window.said.join('\n') : ''))

const cardCode = () =>
  newId()
    .replaceAll('-', '')
    .slice(-8)
    .toUpperCase()
    .replace(/^(....)/, '$1-')

/** A member with a plan of two slots that are not taken yet. */
async function enrolled(desk: RemoteDesk, givenName: string): Promise<{ membershipId: string; slotIds: string[] }> {
  const plans = await desk.query('memberships.active-plans')
  const plan = (Array.isArray(plans) ? plans : []).find((each): each is JsonObject =>
    JSON.stringify(each).includes('"name":"Basic"'),
  )
  if (!plan) throw new Error('The demo has no Basic plan')
  const membershipId = newId()
  const person = { memberId: newId(), code: cardCode(), givenName, familyName: 'Test', language: 'en' }
  const sale = {
    membershipId,
    periodId: newId(),
    chargeId: newId(),
    planId: plan.id ?? null,
    planVersionId: plan.versionId ?? null,
  }
  const { id } = await desk.submit('memberships.enrol', { ...person, ...sale })
  await desk.verdict(id)
  const held = await desk.query('plant-slots.list', { membershipId, page: 1, limit: 10, sorts: [] })
  const slots =
    typeof held === 'object' && held !== null && !Array.isArray(held) && Array.isArray(held.slots) ? held.slots : []
  const slotIds = slots.map((slot) =>
    typeof slot === 'object' && slot !== null && !Array.isArray(slot) ? String(slot.id) : '',
  )
  await desk.verdict((await desk.submit('plant-slots.release', { membershipId, slotIds })).id)
  return { membershipId, slotIds }
}

/** Each language gives a slot of its own. */
const slotOf: Record<Language, string> = { en: '0103', es: '0104', ko: '0105', tr: '0106' }

test.each(['en', 'ko', 'es', 'tr'] as const)(
  '%s: nothing reads confirmed before the server has said so',
  async (language) => {
    const desk = await world.desk(`Held ${language}`)
    const page = await desk.window({ language })
    const behind = await desk.behind()
    await behind.until(({ connection }) => connection === 'current')
    const tent = await locationId(behind, 'tent-a')
    const name = `Nora${language}`
    await enrolled(behind, name)
    await behind.call('workOffline', { offline: true })
    await goTo(page, `/slots/${tent}`)
    await record(page)
    await page.getByRole('grid').focus()
    await byHand(page, ['ArrowRight', ...slotOf[language]])
    await page.locator('[data-action="a"]').waitFor()
    await byHand(page, ['Enter', 'a'])
    await page.locator('aside form').waitFor()
    await byHand(page, name)
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Enter')
    await page.getByText(held[language]).first().waitFor()
    for (const place of ['/outbox', '/journal', '/members', '/attention']) await goTo(page, place)
    const before = await said(page)
    expect(before).toContain(held[language])
    expect(before).not.toContain(confirmed[language])

    await goTo(page, '/journal')
    await behind.call('workOffline', { offline: false })
    await page.getByRole('row').getByText(confirmed[language]).first().waitFor()
    behind.close()
    await page.context().close()
  },
)

test('a form that is refused stays open with the rule in words and everything that was typed', async () => {
  const desk = await world.desk('Refused')
  const page = await desk.window()
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  await goTo(page, `/slots/${await locationId(behind, 'tent-a')}?give=true`)
  await byHand(page, 'Ali Arslan')
  await page
    .getByRole('option')
    .filter({ hasText: /[^t] ?In order/ })
    .first()
    .click()
  await page.getByLabel('How many').fill('90')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').innerText()).toMatch(/\d/)
  expect(await page.getByLabel('How many').inputValue()).toBe('90')
  behind.close()
  await page.context().close()
})

test('[DX-A35] a refusal offers the smallest change that passes, and Enter takes it', async () => {
  const desk = await world.desk('Nearest')
  const page = await desk.window()
  const behind = await desk.behind()
  await behind.until(({ connection }) => connection === 'current')
  const { membershipId, slotIds } = await enrolled(behind, 'Rhea')
  await goTo(page, `/slots/${await locationId(behind, 'tent-a')}?give=true`)
  await byHand(page, 'Rhea Test')
  await page.getByRole('option').first().waitFor()
  await byHand(page, ['ArrowDown', 'Enter'])
  await page.getByText(`${slotIds.length} more`).waitFor()
  await page.getByLabel('How many').focus()
  await byHand(page, ['Control+a', '5', 'Control+Enter'])
  const way = page.getByRole('alert').getByRole('button').first()
  await way.waitFor()
  expect(await way.innerText()).toContain(`Take ${slotIds.length}`)
  expect(await page.getByLabel('How many').inputValue()).toBe('5')
  await page.waitForFunction(() => document.activeElement?.closest('[role="alert"]'))
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor({ state: 'detached' })
  const held = () => behind.query('plant-slots.list', { membershipId, page: 1, limit: 10, sorts: [] })
  await expect.poll(async () => Object(await held()).slots?.length).toBe(slotIds.length)
  behind.close()
  await page.context().close()
})

test('the page can be left and found again where it was', async () => {
  const desk = await world.desk('Address')
  const page = await desk.window()
  await goTo(page, '/members?filter=expired')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await settled(page)
  const name = await page.getByRole('complementary').getByRole('heading', { level: 2 }).innerText()
  await page.reload()
  await settled(page)
  await page.getByRole('complementary').getByRole('heading', { level: 2, name }).waitFor()
  expect(await page.getByRole('button', { pressed: true }).innerText()).toContain('Expired')
  await page.context().close()
})
