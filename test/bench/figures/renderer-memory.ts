import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright-core'
import type { Bench } from '../measure/bench.ts'
import { type Line, notMeasured, short } from '../measure/line.ts'
import { opened, type Screens } from '../stage/screens.ts'

const figure = 'memory of the renderer after scripted use'
const goal = '≤ 300 MB, growth ≤ 5 %'
const megabytes = (bytes: number): number => bytes / 1e6

/** What the renderer holds (bytes): of its own in the system's memory, and of it what scripts made. */
interface Held {
  own: number
  scripts: number
}

/** `renderer-memory`: what the page holds after use; a short one, not the eight hours of desk-ux.md section 12. */
export async function rendererMemory(bench: Bench): Promise<Line[]> {
  if (process.platform !== 'linux')
    return [notMeasured(figure, goal, 'Only Linux tells what a process holds of its own.')]
  const screens = await bench.screens()
  // A page that other figures have used holds what they left.
  const { page } = await screens.launch()
  const cdp = await page.context().newCDPSession(page)
  const rounds = bench.quick ? 6 : 60
  const warm = Math.ceil(rounds / 3)
  const pid = await rendererOf(page)
  for (let n = 0; n < warm; n += 1) await round(screens, page, n)
  const middle = await held(cdp, pid)
  for (let n = warm; n < rounds; n += 1) await round(screens, page, n)
  const end = await held(cdp, pid)
  const growth = end.scripts / middle.scripts - 1
  return [
    {
      figure: `${figure}, ${rounds} rounds through all screens (not 8 h)`,
      ours: `${short(megabytes(end.own))} MB, growth ${short(100 * growth)} %`,
      baseline: null,
      ratio: null,
      goal,
      met: megabytes(end.own) <= 300 && growth <= 0.05,
      notes: [
        `The process’s own memory; of it scripts hold ${short(megabytes(end.scripts))} MB. The growth is of what scripts hold after all that can be cleared is, over the last ${rounds - warm} rounds.`,
      ],
      values: { own: end.own, scripts: end.scripts, ownBefore: middle.own, scriptsBefore: middle.scripts },
    },
  ]
}

/** A little of everything that people do. */
async function round({ tenant }: Screens, page: Page, n: number): Promise<void> {
  const of = (ids: readonly string[]): string => ids[(n * 7919) % ids.length] ?? ''
  await opened(page, '#/', 'main h1')
  await opened(page, '#/members', 'main tbody tr[aria-rowindex]', 10)
  await page.mouse.move(600, 500)
  for (let wheel = 0; wheel < 5; wheel += 1) await page.mouse.wheel(0, 4000)
  await opened(page, `#/members?member=${of(tenant.house.memberIds)}`, 'main aside header')
  await opened(page, `#/slots/${of(tenant.house.locationIds)}`, 'main canvas')
  await opened(page, `#/slots/${of(tenant.house.locationIds)}?view=list`, 'main tbody tr[aria-rowindex]', 10)
  for (const place of ['#/attention', '#/outbox', '#/journal', '#/settings']) await opened(page, place, 'main h1')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('elif', { delay: 80 })
  await page.waitForSelector('#box-list [role=option]')
  await page.keyboard.press('Escape')
  await page.waitForSelector('#box-list', { state: 'detached' })
}

/** The process of a page: the one that holds most, as the other has an empty page. */
async function rendererOf(page: Page): Promise<number> {
  const browser = await page.context().browser()?.newBrowserCDPSession()
  const { processInfo = [] } = (await browser?.send('SystemInfo.getProcessInfo')) ?? {}
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  const [most] = renderers.map(({ id }) => ({ id, own: ownOf(id) })).toSorted((a, b) => b.own - a.own)
  if (!most) throw new Error('The browser has no renderer')
  return most.id
}

/** What is of this process alone (bytes). */
const ownOf = (pid: number): number =>
  1024 * Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

async function held(cdp: CDPSession, pid: number): Promise<Held> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return { own: ownOf(pid), scripts: usedSize }
}
