import { expect, test } from 'vitest'
import { formatIn } from '../../../src-renderer/i18n/format-in.ts'
import { fillSentence } from '../../../src-renderer/i18n/sentence.ts'

const words: Record<string, string> = { frozen: 'donduruldu' }
const speaker = (language: string, zone = 'Europe/Istanbul') => ({
  format: formatIn(language, zone, () => new Date('2027-03-01T12:00:00Z')),
  currency: 'TRY',
  word: (value: string) => words[value] ?? null,
})

test('days, times, words and names of rows are said in the language of the reader', () => {
  const params = {
    to: '2027-02-28',
    at: '2027-03-01T07:04:00.000Z',
    reason: 'frozen',
    slots: [
      { slotId: 'a', number: 'A-12' },
      { slotId: 'b', number: 'A-15' },
    ],
    n: 1500,
    nobody: null,
  }
  expect(fillSentence('{to} · {at} · {reason} · {slots} · {n} · {nobody}', params, speaker('tr'))).toBe(
    '28 Şub 2027 · 10:04 · donduruldu · A-12 ve A-15 · 1.500 · –',
  )
})

test('minor units are money, in the currency that comes with them or the tenant’s', () => {
  expect(fillSentence('{priceMinor}', { priceMinor: 49_000 }, speaker('en'))).toBe('₺490.00')
  expect(fillSentence('{priceMinor}', { priceMinor: 4990, currency: 'JPY' }, speaker('en'))).toBe('¥4,990')
})

test('a time is told in the tenant’s zone; on another day with its day', () => {
  expect(speaker('es', 'Asia/Seoul').format.moment('2027-03-01T07:04:00.000Z')).toBe('16:04')
  expect(speaker('en').format.moment('2027-02-27T21:30:00.000Z')).toContain('Feb 28')
})
