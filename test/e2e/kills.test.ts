import { describe, expect, test } from 'vitest'
import { findFaults, heldTwice, type Kept } from '../soak/compare.ts'
import { runSoak } from '../soak/run-soak.ts'

describe('[SY-1] [SY-2] [SY-9] [SY-10] [SY-13] [SY-14] [SY-15] servers, desks and pages killed at random moments', () => {
  test('[DX-A26] no command that was accepted is lost or doubled, though wires break and clocks are wrong', {
    timeout: 300_000,
  }, async () => {
    const report = await runSoak({ seed: 20_260, kills: 6, say: console.info })
    const { lost, doubled, differing, broken, mishaps } = report
    expect({ lost, doubled, differing, broken, mishaps }).toEqual({
      ...{ lost: [], doubled: [], differing: [], broken: [], mishaps: [] },
    })
    expect(report.verdicts.applied).toBeGreaterThan(10)
    expect(report.wires.connections).toBeGreaterThan(4)
    expect(report.replicasDeleted).toBe(1)
  })
})

/** What the soak would say if it were so. */
describe('the comparison of journal and log', () => {
  const entry = (id: string, change: Partial<Kept> = {}): Kept => ({
    ...{ id, name: 'plant-slots.allocate', state: 'confirmed', deskSeq: 1, serverVersion: 7, ...change },
  })
  const logged = (id: string, deskSeq = 1) => ({ id, deskSeq, verdict: 'applied' as const, version: 7 })
  const desk = { name: 'Desk', told: [{ id: 'a', state: 'held' as const }] }

  test('finds nothing where both tell the same', () => {
    const faults = findFaults({ ...desk, journal: [entry('a')], log: [logged('a')] })
    expect(faults).toEqual({ lost: [], doubled: [], differing: [] })
  })

  test.each([
    ['an accepted command that neither has', [], [], { lost: 2 }],
    ['one that the server never got', [entry('a', { state: 'held' })], [], { lost: 2 }],
    ['one that was refused after it was accepted', [entry('a', { state: 'refused' })], [], { lost: 1 }],
    ['one that ran twice', [entry('a')], [logged('a'), logged('a', 2)], { doubled: 1, differing: 1 }],
    ['one that nobody gave', [entry('a')], [logged('a'), logged('b', 2)], { doubled: 1 }],
    ['one written down twice', [entry('a'), entry('a')], [logged('a')], { doubled: 1 }],
    ['another verdict', [entry('a', { state: 'rejected' })], [logged('a')], { differing: 1 }],
    ['a refusal here of what was done there', [entry('a', { state: 'refused' })], [logged('a')], { differing: 1 }],
    ['another number', [entry('a', { deskSeq: 2 })], [logged('a')], { differing: 1 }],
    ['a number left out', [entry('a', { deskSeq: 2 })], [logged('a', 2)], { differing: 1 }],
  ])('finds %s', (_what, journal, log, expected) => {
    const faults = findFaults({ ...desk, journal, log })
    const counts = Object.entries(faults).map(([kind, found]) => [kind, found.length])
    expect(Object.fromEntries(counts)).toEqual({ lost: 0, doubled: 0, differing: 0, ...expected })
  })

  test('finds a slot that was given to two, and one whose history ends otherwise', () => {
    const given = (membershipId: string) => ({ slotId: 's', event: 'allocated', membershipId, toStatus: 'allocated' })
    const back = { slotId: 's', event: 'released', membershipId: 'kim', toStatus: 'available' }
    const held = [{ slotId: 's', membershipId: 'ada' }]
    expect(heldTwice([given('kim'), given('ada')], held)).toHaveLength(1)
    expect(heldTwice([given('kim'), back, given('ada')], held)).toEqual([])
    expect(heldTwice([given('kim'), back], held)).toHaveLength(1)
  })
})
