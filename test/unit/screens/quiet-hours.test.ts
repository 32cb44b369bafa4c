import { expect, test } from 'vitest'
import { isQuiet } from '../../../src-renderer/app/quiet-hours.ts'

test('[DX-R38] quiet hours last over midnight, and end when they end', () => {
  const night = { on: true, from: '20:00', to: '07:00' }
  expect(['19:59', '20:00', '23:59', '00:00', '06:59', '07:00'].map((at) => isQuiet(at, night))).toEqual([
    ...[false, true, true, true, true, false],
  ])
  const noon = { on: true, from: '12:00', to: '13:00' }
  expect(['11:59', '12:00', '12:59', '13:00'].map((at) => isQuiet(at, noon))).toEqual([false, true, true, false])
  expect(isQuiet('12:00', { on: true, from: '12:00', to: '12:00' })).toBe(false)
})
