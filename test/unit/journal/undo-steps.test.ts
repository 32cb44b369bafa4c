import { describe, expect, test } from 'vitest'
import { draftEntry, type JournalEntry } from '../../../src-renderer/journal/entry.ts'
import { isUndoable, undoSteps } from '../../../src-renderer/journal/undo-steps.ts'
import { domain } from '../../../src-shared/domain.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { given } from './fake-desk.ts'

const now = new Date('2026-11-20T08:00:00.000Z')
const day = 86_400_000
const slotIds = [newId()]
const me = newId()

/** A slot that I gave so many days ago. */
const allocation = (days = 0, more: Partial<JournalEntry> = {}): JournalEntry => {
  const at = new Date(now.getTime() - days * day).toISOString()
  const input = { membershipId: newId(), pick: { slotIds } }
  const entry = draftEntry(given({ name: 'plant-slots.allocate', input, at, actorId: me }), 0)
  return { ...entry, state: 'confirmed', outcome: { slotIds, slotNumbers: ['A-12'] }, ...more }
}

describe('[DX-R13] what can be taken back', () => {
  test('[DX-A11] nothing of 31 days ago, and nothing that is 101 back', () => {
    expect(undoSteps([allocation(29.9), allocation(31)], me, now)).toHaveLength(1)
    const many = Array.from({ length: 101 }, () => allocation())
    const steps = undoSteps(many, me, now)
    expect(steps).toHaveLength(100)
    expect(steps[99]?.entries).toEqual([many[99]])
  })

  test('only what this person did', () => {
    expect(undoSteps([allocation(0, { actorId: newId() })], me, now)).toEqual([])
  })

  test('[DX-R18] a batch is one step, also where something else was done while it went on', () => {
    const batch = { meta: { batchId: newId() } }
    const [third, between, second, first] = [
      allocation(0, batch),
      allocation(),
      allocation(0, batch),
      allocation(0, batch),
    ]
    const steps = undoSteps([third, between, second, first], me, now)
    expect(steps.map(({ entries }) => entries)).toEqual([[third, second, first], [between]])
  })

  test('not what was refused, undone, never told, or is an undo itself', () => {
    const states = ['rejected', 'refused', 'withdrawn', 'draft', 'sending'] as const
    for (const state of states) expect(isUndoable(domain, allocation(0, { state }))).toBe(false)
    for (const state of ['held', 'at_risk', 'confirmed', 'adjusted'] as const) {
      expect(isUndoable(domain, allocation(0, { state }))).toBe(true)
    }
    expect(isUndoable(domain, allocation(0, { undoneBy: newId() }))).toBe(false)
    expect(isUndoable(domain, allocation(0, { meta: { undoOf: newId() } }))).toBe(false)
    expect(isUndoable(domain, allocation(0, { outcome: null }))).toBe(false)
  })

  test('[DX-R17] what has no way back is not offered', () => {
    const member = { memberId: newId(), code: 'K1M0-0001', givenName: 'Kim', familyName: '' }
    const entry = draftEntry(given({ name: 'memberships.create-member', input: member, actorId: me }), 0)
    expect(isUndoable(domain, { ...entry, state: 'confirmed', outcome: {} })).toBe(false)
  })
})
