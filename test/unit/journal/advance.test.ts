import { describe, expect, test } from 'vitest'
import { progressStates } from '../../../src-main/desk/api/desk-api.ts'
import { advance, type Hearing, settle, takeBack } from '../../../src-renderer/journal/advance.ts'
import {
  certaintyOf,
  draftEntry,
  isUnsent,
  type JournalEntry,
  needsAttention,
} from '../../../src-renderer/journal/entry.ts'
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
      for (const state of progressStates) expect(advance(entry, newsOf(entry.id, state), hearing())).toBe(entry)
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
  test('[DX-R7] what the server decided otherwise it brings to people itself; what only this desk knows is brought here', () => {
    for (const state of ['adjusted', 'rejected', 'confirmed'] as const) {
      expect(needsAttention(advance(entryIn('sending'), newsOf(newId(), state), hearing()))).toBe(false)
    }
    const atRisk = advance(entryIn('held'), newsOf(newId(), 'at_risk'), hearing())
    expect(needsAttention(atRisk)).toBe(true)
    expect(needsAttention(advance(atRisk, newsOf(atRisk.id, 'held'), hearing()))).toBe(false)
  })

  test('[DX-R6] a refusal at the click is on the form already; one that comes later is brought to the person', () => {
    const refused = newsOf(newId(), 'refused')
    expect(needsAttention(advance(entryIn('draft'), refused, hearing({ source: 'answer' })))).toBe(false)
    const later = advance(entryIn('draft'), refused, hearing())
    expect(needsAttention(later)).toBe(true)
    expect(needsAttention(settle(later, { at: now, how: 'dismissed' }))).toBe(false)
  })

  test('the first word of the person counts', () => {
    const dismissed = settle(entryIn('refused'), { at: now, how: 'dismissed' })
    expect(settle(dismissed, { at: '2026-11-21T08:00:00.000Z', how: 'seen' })).toEqual(dismissed)
  })
})

describe('[DX-R19] a command that was withdrawn', () => {
  test('is final: nothing brings it back', () => {
    const withdrawn = advance(entryIn('held'), newsOf(newId(), 'withdrawn'), hearing())
    expect(withdrawn.state).toBe('withdrawn')
    for (const state of progressStates)
      expect(advance(withdrawn, newsOf(withdrawn.id, state), hearing())).toBe(withdrawn)
    expect(isUnsent(withdrawn)).toBe(false)
  })
})

describe('[DX-R13] an undo', () => {
  const original = entryIn('confirmed')
  const undo = (state: JournalEntry['state'], more: Partial<JournalEntry> = {}) =>
    entryIn(state, { meta: { undoOf: original.id }, ...more })
  const loud = () => false

  test('marks the entry when the desk takes it, not while it is only written down', () => {
    const draft = undo('draft')
    expect(takeBack(original, draft, loud)).toBe(original)
    const held = undo('held')
    const undone = takeBack(original, held, loud)
    expect(undone.undoneBy).toBe(held.id)
    expect(certaintyOf(undone)).toBe('undone')
  })

  test('[DX-R14] that is refused in the end lets the entry stand again', () => {
    const held = undo('held')
    const undone = takeBack(original, held, loud)
    for (const state of ['rejected', 'refused', 'withdrawn'] as const) {
      expect(takeBack(undone, { ...held, state }, loud).undoneBy).toBe(null)
    }
    expect(takeBack(original, undo('rejected'), loud)).toBe(original)
  })

  test('[DX-R15] [DX-A9] whose original was rejected closes quietly: both stay undone', () => {
    const held = undo('held')
    const undone = { ...takeBack(original, held, loud), state: 'rejected' as const }
    const rejected = { ...held, state: 'rejected' as const, rejection: rejection('undone_before_done') }
    const quiet = (code: string) => code === 'undone_before_done'
    expect(takeBack(undone, rejected, quiet)).toBe(undone)
    expect([certaintyOf(undone), certaintyOf(rejected)]).toEqual(['undone', 'undone'])
    expect([needsAttention(undone), needsAttention(rejected)]).toEqual([false, false])
  })
})
