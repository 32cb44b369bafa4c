import type { Page } from 'playwright-core'
import { openKit } from '../../e2e/kit-world.ts'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms, short, spread } from '../measure/line.ts'
import { median, spreadOf, sum } from '../measure/sample.ts'
import { layClock } from '../stage/page-clock.ts'
import { opened } from '../stage/screens.ts'

const block = 'main [data-event-id]'
const crowd = { resources: 60, blocks: 1000 }

/** `calendar`: a full week opens, and a block is carried over it (desk-ux.md section 12). */
export async function calendar(bench: Bench): Promise<Line[]> {
  const kit = await openKit()
  try {
    const page = await kit.open('states', { crowd, prepare: (context) => context.addInitScript(layClock) })
    const n = bench.quick ? 3 : 12
    const times: number[] = []
    for (let at = 0; at <= n; at += 1) {
      await opened(page, '#states', 'main section')
      await page.waitForSelector(block, { state: 'detached' })
      times.push(await opened(page, '#calendar', block, crowd.blocks / 2))
    }
    const weeks = spreadOf(times.slice(1))
    const between = await dragged(page)
    const perSecond = (1000 * between.length) / sum(between)
    return [
      {
        figure: `calendar week of ${crowd.resources} resources with ${count(crowd.blocks)} blocks in all, ${weeks.n} times`,
        ours: spread(weeks),
        baseline: null,
        ratio: null,
        goal: 'p95 ≤ 400 ms',
        met: weeks.p95 <= 400,
        notes: ['On the kit page, as no screen has a calendar yet; built as the screens are.'],
        values: { p50: weeks.p50, p95: weeks.p95, first: times[0] ?? Number.NaN },
      },
      {
        figure: `a block is carried over that week, ${count(between.length)} frames`,
        ours: `${short(perSecond)} frames/s`,
        baseline: null,
        ratio: null,
        goal: '≥ 50 frames/s',
        met: perSecond >= 50,
        notes: [`The longest was ${ms(Math.max(...between))}; Chromium draws without a graphics card here.`],
        values: { perSecond, longest: Math.max(...between), middle: median(between) },
      },
    ]
  } finally {
    await kit.close()
  }
}

/** Takes a block by its middle and carries it about; the times between frames meanwhile (ms). */
async function dragged(page: Page): Promise<number[]> {
  const box = await page.locator(block).filter({ visible: true }).first().boundingBox()
  if (!box) throw new Error('No block to carry')
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 4, from.y + 8, { steps: 3 })
  const frames = page.evaluate(() => window.clock.frames(2500))
  for (let step = 0; step < 80; step += 1) {
    await page.mouse.move(from.x + 3 * (step % 40), from.y + 2 * step)
  }
  const between = await frames
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return between
}
