import type { Page } from 'playwright-core'
import { Scanner } from '../../e2e/scanner.ts'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, spread } from '../measure/line.ts'
import { pause, type Spread, spreadOf } from '../measure/sample.ts'
import { awaited, opened } from '../stage/screens.ts'

const field = '#box-list'
/** What is open beside a list. */
const detail = 'main aside'

/** `box`: it opens, finds, and takes codes, on the screen (desk-ux.md section 12). */
export async function box(bench: Bench): Promise<Line[]> {
  const screens = await bench.screens()
  const page = await screens.page()
  const n = bench.quick ? 8 : 60
  const { memberIds } = screens.tenant.house
  // Of four figures and more, so that a shorter number is somebody’s too, and a scanner’s code is long enough.
  const numberOf = (at: number): number => 1000 + (at % (memberIds.length - 1000))
  await opened(page, '#/', 'nav')
  const opens: number[] = []
  const found: number[] = []
  for (let at = 0; at < n; at += 1) {
    opens.push(await opensIn(page))
    found.push(await findsIn(page, numberOf(at * 7919)))
    await page.keyboard.press('Escape')
    await page.waitForSelector(field, { state: 'detached' })
  }
  const scanner = await Scanner.at(page)
  const scans: number[] = []
  for (let at = 0; at < n; at += 1) scans.push(await scansIn(page, scanner, numberOf(at * 607)))
  const rows = `a desk of ${count(screens.rows)} rows`
  return [
    line('box open: the key → its field and what was opened last', spreadOf(opens.slice(1)), 100, []),
    line(`a number typed in the box → found on the screen, ${rows}`, spreadOf(found.slice(1)), 100, [
      'From the last key, with the 40 ms for which the box waits whether another key comes.',
    ]),
    line(`[DX-A22] scan → screen, ${rows}: a member’s number by the keys of a scanner`, spreadOf(scans.slice(1)), 200, [
      'From the scanner’s first key to the frame with the member’s card and name; its keys come all at once.',
    ]),
  ]
}

const line = (figure: string, times: Spread, most: number, notes: readonly string[]): Line => ({
  ...{ figure: `${figure}, ${times.n} times`, ours: spread(times), baseline: null, ratio: null },
  ...{ goal: `p95 ≤ ${most} ms`, met: times.p95 <= most, notes, values: { p50: times.p50, p95: times.p95 } },
})

/** How long from a key until the frame that shows something, or something else than before (ms). */
async function fromKey(
  page: Page,
  key: string,
  how: 'changes' | 'shown',
  selector: string,
  press: () => Promise<void>,
) {
  const painted = await awaited(page, how, selector)
  await press()
  const at = await painted()
  return at - (await page.evaluate((pressed) => window.clock.pressedAt(pressed), key))
}

/** Open is when the next letter goes into it. */
const opensIn = (page: Page): Promise<number> =>
  fromKey(page, 'k', 'shown', '[role=combobox]:focus', () => page.keyboard.press('Control+k'))

/** The last figure of a number makes another member the first of the answer. */
async function findsIn(page: Page, member: number): Promise<number> {
  const text = `m${member}`
  await page.keyboard.type(text.slice(0, -1), { delay: 80 })
  await page.waitForFunction(
    (number) => document.querySelector('#box-list [role=option]')?.textContent.includes(number),
    text.slice(0, -1).toUpperCase(),
  )
  const last = text.at(-1) ?? ''
  return fromKey(page, last, 'changes', '#box-list [role=option]', () => page.keyboard.press(last))
}

async function scansIn(page: Page, scanner: Scanner, member: number): Promise<number> {
  await opened(page, '#/', 'nav')
  await page.waitForSelector(detail, { state: 'detached' })
  // What follows a hand's keys at once is a hand's too.
  await pause(400)
  return fromKey(page, 'M', 'shown', `${detail} h2`, () => scanner.scan(`M${member}`))
}
