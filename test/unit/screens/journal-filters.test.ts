import { describe, expect, test } from 'vitest'
import { draftEntry, type JournalEntry } from '../../../src-renderer/journal/entry.ts'
import { type JournalFilter, matches } from '../../../src-renderer/modules/desk/journal-filters.ts'
import { given } from '../journal/fake-desk.ts'

const entry = (more: Partial<JournalEntry> = {}): JournalEntry => ({ ...draftEntry(given(), 1), ...more })
const filter = (more: Partial<JournalFilter>): JournalFilter => ({
  ...{ actor: undefined, timeZone: 'Asia/Seoul', called: () => 'Yer verildi', ...more },
})

describe('the journal is narrowed', () => {
  test('by state: what waits is held, at risk, or on its way', () => {
    for (const state of ['draft', 'held', 'at_risk', 'sending'] as const) {
      expect(matches(entry({ state }), filter({ state: 'waiting' })), state).toBe(true)
    }
    expect(matches(entry({ state: 'confirmed' }), filter({ state: 'waiting' }))).toBe(false)
    expect(matches(entry({ state: 'rejected' }), filter({ state: 'rejected' }))).toBe(true)
  })

  test('by day, as the tenant counts days', () => {
    const late = entry({ at: '2026-11-19T15:30:00.000Z' })
    expect(matches(late, filter({ from: '2026-11-20', to: '2026-11-20' }))).toBe(true)
    expect(matches(late, filter({ to: '2026-11-19' }))).toBe(false)
  })

  test('by person and by words of what was done, about whom and what came of it, without case and marks', () => {
    const one = entry({ actorId: 'kim', outcome: { slotNumbers: ['GH1-12'] }, input: { givenName: 'İlhan' } })
    expect(matches(one, filter({ actor: 'kim', text: 'ilhan gh1-12' }))).toBe(true)
    expect(matches(one, filter({ text: 'YER' }))).toBe(true)
    expect(matches(one, filter({ actor: 'lee' }))).toBe(false)
    expect(matches(one, filter({ text: 'ilhan gh1-13' }))).toBe(false)
  })
})
