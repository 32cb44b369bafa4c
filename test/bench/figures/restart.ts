import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { type Line, ms, short, spread } from '../measure/line.ts'
import { median, spreadOf } from '../measure/sample.ts'
import { measureIn } from '../stage/program.ts'

const result = z.object({
  answeredAt: z.number(),
  sinceOpenMs: z.number(),
  atOnce: z.number(),
  afterWork: z.number(),
  highest: z.number(),
})

const megabytes = (bytes: number): number => bytes / 1e6

async function start(bench: Bench, memory: boolean) {
  const { folder, tenant, rows, rss } = await bench.syncedDesk()
  const query = { name: 'plant-slots.board', input: { locationId: tenant.house.locationIds[0] ?? '' } }
  const input = { folder, server: tenant.server.address, query, memory }
  const began = performance.timeOrigin + performance.now()
  const measured = await measureIn(join(import.meta.dirname, '..', 'desk-restart.ts'), input, result)
  return { ...measured, rows, rss, ms: measured.answeredAt - began }
}

/** `restart`: the process starts, and the first screen has what it shows. */
export async function restart(bench: Bench): Promise<Line[]> {
  const n = bench.quick ? 4 : 12
  const runs: Awaited<ReturnType<typeof start>>[] = []
  // The first one finds files that no cache holds yet, as nobody's second start does.
  for (let at = 0; at <= n; at += 1) runs.push(await start(bench, false))
  const warm = runs.slice(1)
  const all = spreadOf(warm.map((run) => run.ms))
  return [
    {
      figure: `restart of a desk with ${short(runs[0]?.rows ?? 0)} rows, process to first query answered, ${all.n} starts`,
      ours: spread(all),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 600 ms',
      met: all.p95 <= 600,
      notes: [
        `Of that, Node and the program take ${ms(median(warm.map((run) => run.ms - run.sinceOpenMs)))}. The first start after the sync took ${ms(runs[0]?.ms ?? Number.NaN)}. The query is a board of 834 slots.`,
      ],
      values: { p50: all.p50, p95: all.p95, first: runs[0]?.ms ?? Number.NaN },
    },
  ]
}

/** `memory`: what the process of such a desk holds. */
export async function memory(bench: Bench): Promise<Line[]> {
  const { rows, atOnce, afterWork, highest, rss } = await start(bench, true)
  return [
    {
      figure: `memory of a desk process with ${short(rows)} rows, after 60 queries`,
      ours: `${short(megabytes(afterWork))} MB`,
      baseline: null,
      ratio: null,
      goal: '≤ 400 MB',
      met: megabytes(afterWork) <= 400,
      notes: [
        `Resident, after a restart: ${short(megabytes(atOnce))} MB at the first answer, at most ${short(megabytes(highest))} MB. The process that made its first sync ends with ${short(megabytes(rss))} MB.`,
      ],
      values: { rss: afterWork, atOnce, highest, afterFirstSync: rss },
    },
  ]
}
