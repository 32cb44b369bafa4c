import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contrast } from '../../src-renderer/theme/contrast.ts'
import { cutOff } from './cut-off.ts'
import { type KitLooks, type KitWorld, openKit } from './kit-world.ts'

/** DX-R45, R46: the kit as different eyes, hands and machines need it. */
let kit: KitWorld
beforeAll(async () => {
  kit = await openKit()
}, 240_000)
afterAll(() => kit.close())

const tokens = (page: Page, ...names: string[]): Promise<string[]> =>
  page.evaluate((all) => {
    const style = getComputedStyle(document.documentElement)
    return all.map((name) => style.getPropertyValue(name).trim())
  }, names)

test.each(['light', 'dark', 'contrast'] as const)(
  '[DX-A44] %s: with #ffe000 every text in it can be read',
  async (scheme) => {
    const page = await kit.open('form', { scheme, accent: '#ffe000' })
    const [accent = '', ink = '', text = '', surface = '', hover = '', selected = ''] = await tokens(
      page,
      ...['--hf-accent', '--hf-on-accent', '--hf-accent-text', '--hf-surface', '--hf-hover', '--hf-selected'],
    )
    expect(accent).toBe('#ffe000')
    expect(contrast(ink, accent)).toBeGreaterThanOrEqual(4.5)
    for (const ground of [surface, hover, selected]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
    // As painted: the button has the colour, and its word can be read on it.
    const painted = await page
      .getByRole('button', { name: 'Save view' })
      .evaluate((button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).color])
    expect(painted).toEqual(['rgb(255, 224, 0)', 'rgb(0, 0, 0)'])
    await page.context().close()
  },
)

test('[DX-R45] the next start is painted right before any of our code runs', async () => {
  const page = await kit.open('form', { scheme: 'dark', accent: '#ffe000', density: 'touch' })
  const chosen = await tokens(page, '--hf-accent', '--hf-accent-text')
  // Without the bundle, what is on the page is what `first-paint.js` put there.
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.reload({ waitUntil: 'domcontentloaded' })
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
    mantineColorScheme: 'dark',
    density: 'touch',
  })
  expect(await tokens(page, '--hf-accent', '--hf-accent-text')).toEqual(chosen)
  await page.context().close()
})

test('[DX-R45] by system: dark at night, high contrast where the system asks for it', async () => {
  const looks: KitLooks = { scheme: 'light', system: { colorScheme: 'dark', contrast: 'more' } }
  const page = await kit.open('badges', looks)
  await page.getByText('System', { exact: true }).click()
  await page.waitForFunction(() => document.documentElement.dataset.contrast === 'more')
  await page.emulateMedia({ contrast: 'no-preference' })
  await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark')
  expect(await tokens(page, '--hf-surface')).toEqual(['#161b18'])
  await page.context().close()
})

/** WCAG 1.4.12: what people may set their text to. */
const textSpacing =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'

describe('[DX-A41] nothing is lost', () => {
  test('at a zoom of 200 %', async () => {
    // Half the room at twice the size is what the zoom of a browser does.
    const page = await kit.open('all', { size: { width: 640, height: 400 } })
    expect(await cutOff(page)).toEqual([])
    await page.context().close()
  })

  test('with the text spacing of WCAG', async () => {
    const page = await kit.open('all', { size: { width: 1280, height: 900 } })
    await page.addStyleTag({ content: textSpacing })
    expect(await cutOff(page)).toEqual([])
    await page.context().close()
  })

  test('in the colours of the system: what is chosen and what is pressed have edges', async () => {
    const page = await kit.open('table', { system: { forcedColors: 'active' } })
    await page.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    const [chosen, other] = await page
      .locator('[role=grid] tbody tr')
      .evaluateAll((rows) => rows.slice(0, 2).map((row) => getComputedStyle(row.children[1] ?? row).backgroundColor))
    expect(chosen).not.toBe(other)
    await page.context().close()
  })

  test('without motion, where the system asks for none', async () => {
    const page = await kit.open('dialogs', { system: { reducedMotion: 'reduce' } })
    await page.getByRole('button', { name: 'leave' }).click()
    await page.getByRole('dialog').waitFor()
    const longest = await page.evaluate(() =>
      Math.max(...document.getAnimations().map((each) => Number(each.effect?.getComputedTiming().duration ?? 0)), 0),
    )
    expect(longest).toBeLessThanOrEqual(1)
    await page.context().close()
  })

  test('on 360 px in touch: nothing runs out of the page, every target is large enough', async () => {
    const page = await kit.open('all', { density: 'touch', size: { width: 360, height: 740 } })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(360)
    const small = await page.locator('main section button:visible, main section a:visible').evaluateAll((targets) =>
      targets
        .filter((each) => !each.closest('[class*="mantine-"][class*="View"]'))
        .map((each) => ({ what: each.textContent, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 44)
        .map(({ what, box }) => `${what}: ${Math.round(box.height)}`),
    )
    expect(small).toEqual([])
    await page.context().close()
  })
})
