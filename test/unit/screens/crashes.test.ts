import { expect, test } from 'vitest'
import { counted, isTooMany } from '../../../src-renderer/app/crashes.ts'

test('[DX-R34] three crashes within a minute are too many, three over a longer time are not', () => {
  const after = (...times: number[]) => isTooMany(times.reduce<number[]>((before, at) => counted(before, at), []))
  expect(after(0, 20_000)).toBe(false)
  expect(after(0, 20_000, 59_000)).toBe(true)
  expect(after(0, 20_000, 61_000)).toBe(false)
  expect(after(0, 50_000, 70_000, 105_000)).toBe(true)
})
