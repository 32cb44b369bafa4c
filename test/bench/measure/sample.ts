/** The value below which this part of the sample lies (nearest rank); NaN of nothing. */
function percentile(sample: readonly number[], part: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}

export const median = (sample: readonly number[]): number => percentile(sample, 0.5)
const p95 = (sample: readonly number[]): number => percentile(sample, 0.95)
export const sum = (sample: readonly number[]): number => sample.reduce((total, each) => total + each, 0)

/** The middle and the slow end of a sample of durations (ms). */
export interface Spread {
  p50: number
  p95: number
  n: number
}
export const spreadOf = (sample: readonly number[]): Spread => ({
  p50: median(sample),
  p95: p95(sample),
  n: sample.length,
})

/** How long work takes (ms), with what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now()
  const value = await work()
  return { ms: performance.now() - began, value }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
