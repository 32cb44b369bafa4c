import type { Costs } from './cost.ts'
import { type Line, spread } from './line.ts'
import { spreadOf } from './sample.ts'

/** The line of a figure that is met where its 95th percentile is within so many milliseconds. */
export function within(figure: string, sample: readonly number[], most: number, notes: readonly string[] = []): Line {
  const times = spreadOf(sample)
  return {
    ...{ figure: `${figure}, ${times.n} times`, ours: spread(times), baseline: null, ratio: null },
    ...{ goal: `p95 ≤ ${most} ms`, met: times.p95 <= most, notes, values: { p50: times.p50, p95: times.p95 } },
  }
}

/** The same of work in a process of its own, with the processor time that it took. */
export function costsWithin(
  figure: string,
  { ms, cpu }: Pick<Costs, 'ms' | 'cpu'>,
  most: number,
  notes: readonly string[] = [],
): Line {
  const line = within(figure, ms, most, [...notes, `Processor time ${spread(spreadOf(cpu))}.`])
  return { ...line, values: { ...line.values, cpuP50: spreadOf(cpu).p50, cpuP95: spreadOf(cpu).p95 } }
}
