import { describe, expect, test } from 'vitest'
import { certainties } from '../../../src-main/desk/api/desk-api.ts'
import { advance, type Hearing, resolve, settle } from '../../../src-renderer/journal/advance.ts'
import { draftEntry, type JournalEntry, needsAttention } from '../../../src-renderer/journal/entry.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import { given, newsOf } from './fake-desk.ts'

const now = '2026-11-20T08:00:00.000Z'
const hearing = (more: Partial<Hearing> = {}): Hearing => ({ source: 'event', now, isQuiet: () => false, ...more })
const entryIn = (state: JournalEntry['state'], more: Partial<JournalEntry> = {}): JournalEntry => ({
  ...draftEntry(given(), 0),
  state,
  ...more,
})

describe('news of a command', () => {
  test('[SY-10] the server has the last word: a verdict stays, whatever is heard later', () => {
    for (const verdict of ['confirmed', 'adjusted', 'rejected'] as const) {
      const entry = entryIn(verdict)
      for (const state of certainties) expect(advance(entry, newsOf(entry.id, state), hearing())).toBe(entry)
    }
  })

  test("a verdict replaces the desk's own refusal, nothing else does", () => {
    const entry = entryIn('refused')
    expect(advance(entry, newsOf(entry.id, 'held'), hearing())).toBe(entry)
    expect(advance(entry, newsOf(entry.id, 'confirmed'), hearing()).state).toBe('confirmed')
  })

  test('[SY-9] what the person was told is held stays on its way, whatever the desk refuses later', () => {
    for (const state of ['held', 'at_risk', 'sending'] as const) {
      const entry = entryIn(state)
      expect(advance(entry, newsOf(entry.id, 'refused'), hearing())).toBe(entry)
    }
  })

  test('a desk that could not look at a command has not refused it', () => {
    const entry = entryIn('draft')
    const news = newsOf(entry.id, 'refused', { rejection: rejection('desk_unavailable') })
    expect(advance(entry, news, hearing())).toBe(entry)
  })

  test('an answer that comes after later news does not take the entry back to held', () => {
    const sending = advance(entryIn('draft'), newsOf(newId(), 'sending'), hearing())
    expect(advance(sending, newsOf(sending.id, 'held'), hearing({ source: 'answer' }))).toBe(sending)
  })

  test('what the desk no longer says is not forgotten: number, basis and what the person was told', () => {
    const held = advance(entryIn('draft'), newsOf(newId(), 'held', { deskSeq: 7, basisVersion: 3 }), hearing())
    const news = newsOf(held.id, 'confirmed', { deskSeq: null, basisVersion: null, outcome: null, serverVersion: 9 })
    expect(advance(held, news, hearing())).toMatchObject({
      state: 'confirmed',
      deskSeq: 7,
      basisVersion: 3,
      outcome: { told: 'A-12' },
      serverVersion: 9,
    })
  })
})

describe('attention', () => {
  test('what was decided otherwise needs the person until they have said so', () => {
    for (const state of ['adjusted', 'rejected'] as const) {
      const entry = advance(entryIn('sending'), newsOf(newId(), state), hearing())
      expect(needsAttention(entry)).toBe(true)
      expect(needsAttention(settle(entry, 'seen', now))).toBe(false)
    }
    expect(needsAttention(advance(entryIn('sending'), newsOf(newId(), 'confirmed'), hearing()))).toBe(false)
  })

  test('[DX-R6] a refusal at the click is on the form already; one that comes later is brought to the person', () => {
    const refused = newsOf(newId(), 'refused')
    expect(needsAttention(advance(entryIn('draft'), refused, hearing({ source: 'answer' })))).toBe(false)
    expect(needsAttention(advance(entryIn('draft'), refused, hearing()))).toBe(true)
  })

  test('[DX-R7] a quiet rejection is recorded and brought to nobody', () => {
    const quiet = newsOf(newId(), 'rejected', { rejection: rejection('text_superseded') })
    const entry = advance(entryIn('sending'), quiet, hearing({ isQuiet: (code) => code === 'text_superseded' }))
    expect(entry.state).toBe('rejected')
    expect(needsAttention(entry)).toBe(false)
  })

  test('the first word of the person counts', () => {
    const dismissed = settle(entryIn('rejected'), 'dismissed', now)
    expect(settle(dismissed, 'seen', '2026-11-21T08:00:00.000Z')).toEqual(dismissed)
  })
})

describe('[DX-R10] an alternative', () => {
  const original = entryIn('rejected')
  const alternative = (state: JournalEntry['state']) => entryIn(state, { meta: { resolves: original.id } })

  test('settles the entry when the desk takes it, not while it is only written down', () => {
    const draft = alternative('draft')
    expect(resolve(original, draft, now).original).toBe(original)
    const held = alternative('held')
    expect(resolve(original, held, now).original.settled).toEqual({ at: now, how: 'alternative', commandId: held.id })
  })

  test('that is rejected itself brings the entry back with both stories, as one item', () => {
    const held = alternative('held')
    const settled = resolve(original, held, now).original
    const both = resolve(settled, { ...held, state: 'rejected' }, now)
    expect(needsAttention(both.original)).toBe(true)
    expect(both.original.tried).toEqual([held.id])
    expect(needsAttention(both.alternative)).toBe(false)
  })

  test('that comes back rejected stands for itself where the person is done with the entry by other means', () => {
    const dismissed = settle(original, 'dismissed', now)
    const rejected = alternative('rejected')
    const both = resolve(dismissed, rejected, now)
    expect(both.original).toBe(dismissed)
    expect(needsAttention(both.alternative)).toBe(true)
  })
})
