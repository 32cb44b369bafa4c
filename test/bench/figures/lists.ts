import type { Page } from 'playwright-core'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, short, spread } from '../measure/line.ts'
import { median, spreadOf, sum } from '../measure/sample.ts'
import { opened } from '../stage/screens.ts'

/** A row that has come; those on their way have no words yet. */
const memberRow = 'main tbody tr[aria-rowindex] td:nth-child(3)'
const slotRow = 'main tbody tr[aria-rowindex]'
/** Between two frames at sixty a second (ms), and where one was left out. */
const frame = 1000 / 60
const late = 1.5 * frame

/** `lists`: lists open and go by (desk-ux.md section 12). */
export async function lists(bench: Bench): Promise<Line[]> {
  const screens = await bench.screens()
  const page = await screens.page()
  const n = bench.quick ? 5 : 25
  const [locationId = ''] = screens.tenant.house.locationIds
  const members = await openings(page, n, '#/members', memberRow)
  const between = await scrolled(page, bench.quick ? 2000 : 6000)
  const slots = await openings(page, n, `#/slots/${locationId}?view=list`, slotRow)
  const [list, thousand] = [spreadOf(members), spreadOf(slots)]
  const perSecond = (1000 * between.length) / sum(between)
  const dropped = sum(between.map((each) => (each > late ? Math.round(each / frame) - 1 : 0)))
  const part = dropped / (between.length + dropped)
  return [
    {
      figure: `list open: ${count(screens.tenant.house.memberIds.length)} members, ${list.n} times`,
      ours: spread(list),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 150 ms',
      met: list.p95 <= 150,
      notes: ['From the change of address to the frame with its rows, in the product’s own screen.'],
      values: { p50: list.p50, p95: list.p95 },
    },
    {
      figure: `that list scrolls, 40 px a frame, ${count(between.length)} frames`,
      ours: `${short(perSecond)} frames/s, ${short(100 * part)} % dropped`,
      baseline: null,
      ratio: null,
      goal: '≥ 58 frames/s, ≤ 2 % dropped',
      met: perSecond >= 58 && part <= 0.02,
      notes: ['Frames come at most 60 times a second; Chromium draws without a graphics card here.'],
      values: { perSecond, dropped: part, longest: Math.max(...between), middle: median(between) },
    },
    {
      figure: `1 000 resources listed: the slots of a location, ${thousand.n} times`,
      ours: spread(thousand),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 600 ms',
      met: thousand.p95 <= 600,
      notes: [],
      values: { p50: thousand.p50, p95: thousand.p95 },
    },
  ]
}

/** The list opens from another screen each time. The first opening finds nothing compiled, and is left out. */
async function openings(page: Page, n: number, hash: string, row: string): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; at <= n; at += 1) {
    await opened(page, '#/settings', 'main input[type=radio]')
    await page.waitForSelector(row, { state: 'detached' })
    times.push(await opened(page, hash, row, 10))
  }
  return times.slice(1)
}

/** Scrolls the list of members at every frame; the times between frames (ms). */
async function scrolled(page: Page, forMs: number): Promise<number[]> {
  await opened(page, '#/members', memberRow, 10)
  return page.evaluate(async (time) => {
    const scroller = document.querySelector('main table')?.parentElement
    if (!scroller) throw new Error('No list to scroll')
    return window.clock.frames(time, () => scroller.scrollBy(0, 40))
  }, forMs)
}
