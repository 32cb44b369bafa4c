import type { Page } from 'playwright-core'
import { Scanner } from '../../e2e/scanner.ts'
import type { Bench } from '../measure/bench.ts'
import { count, type Line } from '../measure/line.ts'
import { pause } from '../measure/sample.ts'
import { within } from '../measure/within.ts'
import type { Organisation } from '../stage/organisation.ts'
import { awaited, opened, Screens } from '../stage/screens.ts'

const card = 'main aside h2'
const floorCard = 'main section h2'
/** Its width is set when it is painted. */
const canvas = 'main canvas[width]'
/** How many slots of a board stand how: it changes with the map, in the same frame. */
const legend = 'main fieldset'
const release = 'main aside [data-action="r"]'

/** The product's screens on the organisation's desk, without a network. */
async function screensOf(bench: Bench, organisation: Organisation): Promise<Screens> {
  const { tenant, ...synced } = await organisation.synced()
  const { folder, rows } = await organisation.deskFolder('screens')
  return Screens.over(bench.stage, { ...synced, tenant, folder, rows }, 'chromium-organisation')
}

/** `cards`: what a scan and a click lead to on the screen (memberships.md and plant-slots.md section 12). */
export async function cards(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const screens = await screensOf(bench, organisation)
  try {
    const page = await screens.page()
    const n = bench.quick ? 6 : 40
    const boardId = organisation.house.locationIds[0] ?? ''
    const slots = (await organisation.slotsOf(boardId)).filter(({ taken }) => taken)
    const standing = await scanned(page, n, '#/members', 'main aside', card, (at) => `M${1000 + ((at * 607) % 4000)}`)
    const floor = await scanned(page, n, '#/floor', floorCard, floorCard, (at) => `hf:slot:${slots[at * 3]?.id ?? ''}`)
    const boards: number[] = []
    for (let at = 0; at <= n; at += 1) {
      await opened(page, '#/settings', 'main input[type=radio]')
      await page.waitForSelector(canvas, { state: 'detached' })
      boards.push(await opened(page, `#/slots/${boardId}`, canvas))
    }
    const changes = await released(page, boardId, slots.slice(-n))
    const of = `a desk of ${count(screens.rows)} rows`
    return [
      within(`scan → standing card drawn, ${of}`, standing.slice(1), 120, [
        'A member’s number; from the scanner’s last key to the frame with the card.',
      ]),
      within(`scan → floor card, ${of}`, floor.slice(1), 120, ['From the scanner’s last key.']),
      within(`board of 1 000 slots first painted, ${of}`, boards.slice(1), 150),
      within(`one change visible on an open board of the same desk, ${of}`, changes.slice(1), 50, [
        'A slot released by a click, to the frame with the new counts over its map.',
      ]),
    ]
  } finally {
    await screens.close()
  }
}

/** Scans by the keys of a scanner; how long from the last key until what it leads to is shown (ms). */
async function scanned(
  page: Page,
  n: number,
  from: string,
  before: string,
  shown: string,
  code: (at: number) => string,
): Promise<number[]> {
  const scanner = await Scanner.at(page)
  const times: number[] = []
  for (let at = 0; at <= n; at += 1) {
    await opened(page, '#/settings', 'main input[type=radio]')
    await opened(page, from, 'main')
    await page.waitForSelector('main input[type=radio]', { state: 'detached' })
    await page.waitForSelector(before, { state: 'detached' })
    // What follows a hand's keys at once is a hand's too.
    await pause(400)
    const painted = await awaited(page, 'shown', shown)
    await scanner.scan(code(at))
    const seen = await painted()
    times.push(seen - (await page.evaluate(() => window.clock.pressedAt('Enter'))))
  }
  return times
}

/** Releases slots of an open board, each by a click; how long until the counts over it are others (ms). */
async function released(page: Page, boardId: string, slots: readonly { id: string }[]): Promise<number[]> {
  const times: number[] = []
  for (const { id } of slots) {
    await opened(page, `#/slots/${boardId}?slot=${id}`, release)
    await pause(300)
    times.push(
      await page.evaluate(
        async ([button, counts]) => {
          const pressed = document.querySelector<HTMLElement>(button)
          if (!pressed) throw new Error('The slot can no longer be released')
          const changed = window.clock.changes(counts)
          const began = performance.timeOrigin + performance.now()
          pressed.click()
          return (await changed) - began
        },
        [release, legend] as const,
      ),
    )
  }
  return times
}
