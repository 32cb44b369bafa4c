import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { type Line, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import { opened } from '../stage/screens.ts'

const board = z.array(z.object({ id: z.string(), status: z.string() }))
const button = 'main aside [data-action="r"]'

/** `acts`: a click on a screen → the badge that says how sure it is (desk-ux.md section 12). */
export async function acts(bench: Bench): Promise<Line[]> {
  const screens = await bench.screens()
  const page = await screens.page()
  const behind = await screens.behind()
  const locationId = screens.tenant.house.locationIds[1] ?? ''
  const slots = board.parse(await behind.query('plant-slots.board', { locationId }))
  const taken = slots.filter(({ status }) => status === 'allocated').slice(0, bench.quick ? 12 : 110)
  await behind.call('workOffline', { offline: true })
  const times: number[] = []
  for (const { id } of taken) {
    await opened(page, `#/slots/${locationId}?slot=${id}`, button)
    await page.waitForTimeout(100 * (0.5 + Math.random()))
    times.push(
      await page.evaluate(async (selector) => {
        const badge = '[data-certainty="held"]'
        const before = document.querySelectorAll(badge).length
        const pressed = document.querySelector<HTMLElement>(selector)
        if (!pressed) throw new Error('The slot can no longer be released')
        const clicked = new Promise<number>((done) => {
          pressed.addEventListener('click', ({ timeStamp }) => done(performance.timeOrigin + timeStamp), { once: true })
        })
        pressed.click()
        return (await window.clock.shown(badge, before + 1)) - (await clicked)
      }, button),
    )
  }
  await behind.call('workOffline', { offline: false })
  const all = spreadOf(times.slice(2))
  return [
    {
      figure: `submit → painted badge, in the product’s screen: a slot released by a click, without the network, ${all.n} clicks`,
      ours: spread(all),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 16 ms',
      met: all.p95 <= 16,
      notes: [
        'From the click through the strict journal, the desk process and the live queries of a map of 1 000 slots. Frames come 60 times a second.',
      ],
      values: { p50: all.p50, p95: all.p95 },
    },
  ]
}
