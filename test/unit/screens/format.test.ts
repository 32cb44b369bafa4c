import { expect, test } from 'vitest'
import { formatIn } from '../../../src-renderer/i18n/format-in.ts'

const format = formatIn('en-GB', 'Europe/Istanbul', () => new Date('2026-11-20T08:00:00Z'))

test('a moment of another year says its year, so that last November is not taken for tomorrow', () => {
  expect(format.moment('2026-11-20T07:02:00Z')).toBe('10:02')
  expect(format.moment('2026-09-22T07:47:00Z')).toBe('22 Sept, 10:47')
  expect(format.moment('2025-11-21T10:32:00Z')).toBe('21 Nov 2025, 13:32')
})

test('[DX-A43] upper case is that of the language: istanbul is İSTANBUL in Turkish', () => {
  expect(formatIn('tr', 'UTC').upper('istanbul')).toBe('İSTANBUL')
  expect(formatIn('en', 'UTC').upper('istanbul')).toBe('ISTANBUL')
})
