import type { Page } from 'playwright-core'
import type { Bench } from '../measure/bench.ts'
import { type Line, spread } from '../measure/line.ts'
import { type Spread, spreadOf } from '../measure/sample.ts'
import { opened } from '../stage/screens.ts'

const languages = ['es', 'tr', 'ko', 'en']
const themes = ['dark', 'contrast', 'light']

/** `looks`: another language or theme, painted (desk-ux.md section 12). */
export async function looks(bench: Bench): Promise<Line[]> {
  const page = await (await bench.screens()).page()
  await opened(page, '#/settings', 'input[type=radio][value=es]')
  const rounds = bench.quick ? 2 : 10
  const spoken: number[] = []
  const drawn: number[] = []
  for (let n = 0; n <= rounds; n += 1) {
    for (const language of languages) spoken.push(await chosen(page, language, 'words'))
    for (const theme of themes) drawn.push(await chosen(page, theme, 'colours'))
  }
  // The first round meets fonts and words that nobody has asked for yet.
  return [
    line('language switch', spreadOf(spoken.slice(languages.length)), Math.max(...spoken.slice(0, languages.length))),
    line('theme switch', spreadOf(drawn.slice(themes.length)), Math.max(...drawn.slice(0, themes.length))),
  ]
}

const line = (figure: string, times: Spread, first: number): Line => ({
  ...{ figure: `${figure} → painted, on the page of settings, ${times.n} times`, ours: spread(times) },
  ...{ baseline: null, ratio: null, goal: 'p95 ≤ 200 ms', met: times.p95 <= 200 },
  notes: [`At first, where each was new, at most ${Math.round(first)} ms.`],
  values: { p50: times.p50, p95: times.p95, first },
})

/** Clicks a choice; how long until the frame in which the page has other words, or other colours (ms). */
const chosen = (page: Page, value: string, other: 'words' | 'colours'): Promise<number> =>
  page.evaluate(
    async ([wanted, what]) => {
      const choice = document.querySelector<HTMLInputElement>(`input[type=radio][value=${wanted}]`)
      if (!choice) throw new Error(`No choice ${wanted}`)
      const painted = what === 'words' ? window.clock.changes('main h1') : window.clock.repaints()
      const began = performance.timeOrigin + performance.now()
      choice.click()
      return (await painted) - began
    },
    [value, other] as const,
  )
