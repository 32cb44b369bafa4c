import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import { measureIn } from '../stage/program.ts'
import { shapeOf } from '../stage/seed.ts'

const result = z.object({
  searches: z.array(z.number()),
  scans: z.array(z.number()),
  slowest: z.array(z.object({ text: z.string(), ms: z.number() })),
})

/** `search`: what the box and a scanner ask of a desk (desk-ux.md section 12). */
export async function search(bench: Bench): Promise<Line[]> {
  const { folder, tenant, rows } = await bench.syncedDesk()
  const { members, slots } = shapeOf(bench.quick ? 20_000 : 100_000)
  const measured = await measureIn(
    join(import.meta.dirname, '..', 'desk-search.ts'),
    { folder, server: tenant.server.address, searches: bench.quick ? 60 : 200, members, slots },
    result,
  )
  const [found, resolved] = [spreadOf(measured.searches), spreadOf(measured.scans)]
  const slowest = measured.slowest.map(({ text, ms: took }) => `"${text}" ${ms(took)}`)
  return [
    {
      figure: `[DX-A22] the box asks a desk of ${count(rows)} rows, ${found.n} random searches`,
      ours: spread(found),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 100 ms',
      met: found.p95 <= 100,
      notes: [`Slowest: ${slowest.join(', ')}.`],
      values: { p50: found.p50, p95: found.p95 },
    },
    {
      figure: `[DX-A22] what a code means, the desk’s part of scan → screen, ${resolved.n} codes`,
      ours: spread(resolved),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 100 ms, of 200 ms until the screen shows it',
      met: resolved.p95 <= 100,
      notes: [],
      values: { p50: resolved.p50, p95: resolved.p95 },
    },
  ]
}
