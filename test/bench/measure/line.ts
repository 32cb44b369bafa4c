import type { Spread } from './sample.ts'

/** One line of the table. */
export interface Line {
  /** What was measured, with its sizes. */
  figure: string
  ours: string
  /** The same by other means in the same run; null where the goal stands by itself. */
  baseline: string | null
  /** Ours in relation to the baseline, as the goal names it. */
  ratio: string | null
  goal: string
  /** Null where it was not measured, or has no goal. */
  met: boolean | null
  notes: readonly string[]
  /** All that was measured, for `--json`. */
  values: Record<string, number>
}

/** A number as people read it: three digits that count, more before the point. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  const [whole = '', part] = value.toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ')
  return part === undefined ? grouped : `${grouped}.${part}`
}

export const ms = (value: number): string => (value >= 10_000 ? `${short(value / 1000)} s` : `${short(value)} ms`)
export const spread = ({ p50, p95 }: Spread): string => `p50 ${short(p50)}, p95 ${short(p95)} ms`
export const times = (value: number): string => `${short(value)} ×`
export const count = (value: number): string => short(Math.round(value))

/** A figure that could not be measured, and why. */
export const notMeasured = (figure: string, goal: string, why: string): Line => ({
  ...{ figure, goal, ours: 'not measured', baseline: null, ratio: null, met: null },
  ...{ notes: [why], values: {} },
})
