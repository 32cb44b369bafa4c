import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { type Line, ms, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import { measureIn } from '../stage/program.ts'

const result = z.object({ first: z.number(), rest: z.array(z.number()) })

/** `print`: a paper given to the queue → at the printer (desk-ux.md section 12). */
export async function print(bench: Bench): Promise<Line[]> {
  const input = { folder: join(bench.stage.folder, 'printing'), rounds: bench.quick ? 20 : 100 }
  const { first, rest } = await measureIn(join(import.meta.dirname, '..', 'desk-print.ts'), input, result)
  const took = spreadOf(rest)
  return [
    {
      figure: `print job → at printer: a drawn receipt in Korean with QR, 80 mm, over TCP, ${took.n} by turns`,
      ours: spread(took),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 500 ms, the first too',
      met: took.p95 <= 500 && first <= 500,
      notes: [`The first after a start took ${ms(first)}. Kept on disk before it is printed.`],
      values: { p50: took.p50, p95: took.p95, first },
    },
  ]
}
