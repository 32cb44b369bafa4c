import { join } from 'node:path'
import type { Bench } from '../measure/bench.ts'
import { type Line, short, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import { buildPage, servePage, withPage } from '../stage/page.ts'

/** `journal`: from `append` to what survives a power cut. */
export async function journal(bench: Bench): Promise<Line[]> {
  const folder = join(bench.stage.folder, 'journal-page')
  await buildPage(join(import.meta.dirname, '..', 'page-journal.ts'), folder)
  const served = await servePage(folder, async () => undefined)
  const rounds = bench.quick ? 50 : 300
  try {
    const { appends, puts } = await withPage(join(bench.stage.folder, 'chromium-journal'), served.origin, (page) =>
      page.evaluate((n) => window.journalAppends(n), rounds),
    )
    const [ours, bare] = [spreadOf(appends), spreadOf(puts)]
    return [
      {
        figure: `durable journal append, ${ours.n} by turns with a bare put, Chromium on disk`,
        ours: spread(ours),
        baseline: `${spread(bare)}: bare strict IndexedDB put`,
        ratio: short(ours.p50 / bare.p50),
        goal: '≤ 1.5 × the put',
        met: ours.p50 / bare.p50 <= 1.5,
        notes: [`The ratio is of the medians; of the p95 it is ${short(ours.p95 / bare.p95)}.`],
        values: { p50: ours.p50, p95: ours.p95, bareP50: bare.p50, bareP95: bare.p95 },
      },
    ]
  } finally {
    served.close()
  }
}
