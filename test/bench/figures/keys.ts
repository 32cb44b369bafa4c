import type { Page } from 'playwright-core'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import { opened, type Screens } from '../stage/screens.ts'

const memberRow = 'main tbody tr[aria-rowindex] td:nth-child(3)'
const field = 'form textarea'
const goal = 'p95 ≤ 50 ms'
/** Between two keys of a quick hand (ms); quicker ones are a scanner’s. */
const pace = { delay: 80 }
const words = 'The quick person at the desk writes down what was said on the telephone, every word of it. '

/** What was seen while keys were pressed (ms). */
interface Pressed {
  keys: number[]
  longTasks: number[]
}

/** `keys`: a key → what it does, painted (desk-ux.md section 12). */
export async function keys(bench: Bench): Promise<Line[]> {
  const screens = await bench.screens()
  const page = await screens.page()
  const n = bench.quick ? 30 : 90
  const [memberId = ''] = screens.tenant.house.memberIds
  await opened(page, '#/members', memberRow, 10)
  await page.focus('main [role=grid]')
  const list = await pressed(page, async () => {
    for (let at = 0; at < n; at += 1) await page.keyboard.press('ArrowDown', pace)
  })
  await openForm(page, memberId)
  const form = await pressed(page, () => page.keyboard.type(words.slice(0, n), pace))
  const busy = await whileRebasing(screens, page, bench.quick ? 200 : 1000)
  await page.keyboard.press('Escape')
  return [
    lineOf(`key → paint: down a list of ${count(screens.tenant.house.memberIds.length)} members`, list, []),
    lineOf('key → paint: a text field of a form with its draft', form, []),
    lineOf(`key → paint in that form while ${count(busy.commands)} commands are sent and run again`, busy, [
      `They were given without the network; somebody else’s change came between. From the network to the last verdict it took ${ms(busy.took)}.`,
    ]),
    {
      figure: 'longest task of the renderer meanwhile',
      ours: busy.longTasks.length === 0 ? 'none of 50 ms' : ms(Math.max(...busy.longTasks)),
      baseline: null,
      ratio: null,
      goal: 'none > 50 ms',
      met: busy.longTasks.length === 0,
      notes: [`There were ${busy.longTasks.length} of them.`],
      values: { longTasks: busy.longTasks.length, longest: Math.max(0, ...busy.longTasks) },
    },
  ]
}

function lineOf(figure: string, { keys: all, longTasks }: Pressed, notes: readonly string[]): Line {
  const times = spreadOf(all)
  return {
    figure: `${figure}, ${times.n} keys`,
    ours: spread(times),
    baseline: null,
    ratio: null,
    goal,
    met: times.p95 <= 50,
    notes,
    values: { p50: times.p50, p95: times.p95, slowest: Math.max(...all), longTasks: longTasks.length },
  }
}

async function pressed(page: Page, press: () => Promise<void>): Promise<Pressed> {
  await page.evaluate(() => window.clock.countKeys())
  await press()
  return page.evaluate(() => window.clock.taken())
}

/** The form of a member's contacts, with the cursor in its longest field. */
async function openForm(page: Page, memberId: string): Promise<void> {
  await opened(page, `#/members?member=${memberId}&sheet=contacts`, field)
  await page.focus(field)
}

/** Keys in the form while a queue of commands goes to the server, is answered and is run again. */
async function whileRebasing(screens: Screens, page: Page, n: number) {
  const behind = await screens.behind()
  await behind.call('workOffline', { offline: true })
  for (const membershipId of screens.tenant.house.membershipIds.slice(0, n)) {
    await behind.submit('plant-slots.allocate', { membershipId, pick: { quantity: 1 } })
  }
  await screens.tenant.premises.touchTakenSlots(screens.tenant.house.tenantId, n)
  let done = false
  const began = performance.now()
  const taken = await pressed(page, async () => {
    await behind.call('workOffline', { offline: false })
    void behind
      .until(({ queued, connection }) => queued === 0 && connection === 'current')
      .then(() => {
        done = true
      })
    for (let at = 0; !done; at += 1) await page.keyboard.type(words[at % words.length] ?? ' ', pace)
  })
  return { ...taken, commands: n, took: performance.now() - began }
}
