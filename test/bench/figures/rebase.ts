import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms } from '../measure/line.ts'
import { median } from '../measure/sample.ts'
import { measureIn } from '../stage/program.ts'

const result = z.object({
  runs: z.array(z.number()),
  /** Processor time of each run (ms): a busy machine changes it less than the clock's. */
  cpu: z.array(z.number()),
  rows: z.number(),
  submitMs: z.number(),
  longestBlockMs: z.number(),
})

/** `rebase`: a long time away, seen from the replica. */
export async function rebase(bench: Bench): Promise<Line[]> {
  const tenant = await bench.tenants.greenhouse()
  const n = bench.quick ? 200 : 1000
  const { credentials, membershipIds } = tenant.house
  const { runs, cpu, rows, submitMs, longestBlockMs } = await measureIn(
    join(import.meta.dirname, '..', 'desk-rebase.ts'),
    {
      ...{ folder: tenant.deskFolder(1), server: tenant.server.address, databaseUrl: tenant.premises.url, credentials },
      ...{ membershipIds: membershipIds.slice(-n), incoming: n, repeats: 3 },
    },
    result,
  )
  await tenant.close()
  const middle = median(runs)
  return [
    {
      figure: `rebase: ${count(n)} queued allocations of 10 000 slots, ${count(rows)} incoming rows, ${runs.length} times`,
      ours: ms(middle),
      baseline: null,
      ratio: null,
      goal: '≤ 1 s',
      met: middle <= 1000,
      notes: [
        `${(middle / n).toFixed(2)} ms for each command, ${(median(cpu) / n).toFixed(2)} ms of it processor time; giving one took ${(submitMs / n).toFixed(2)} ms. The longest block of the desk process was ${ms(longestBlockMs)}; the renderer is another process and has no part in it.`,
      ],
      values: { ms: middle, cpuMs: median(cpu), slowest: Math.max(...runs), submitEach: submitMs / n, longestBlockMs },
    },
  ]
}
