import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../../src-shared/sync/protocol.ts'
import { dependentsOf, planRebase, type Queued } from '../../../src-shared/sync/rebase.ts'

const verdictOn = ({ id, deskSeq }: Queued): Verdict => ({ id, deskSeq, verdict: 'applied', version: 1 })

/** A queue with gaps in its numbers, in any order, and the verdicts that came on some of it and on strangers. */
const situation = fc
  .record({
    steps: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 30 }),
    decided: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    processedSeq: fc.nat({ max: 100 }),
    strangers: fc.nat({ max: 3 }),
  })
  .chain(({ steps, decided, processedSeq, strangers }) => {
    const queue = steps.map((_, n) => ({
      id: `c${n}`,
      deskSeq: steps.slice(0, n + 1).reduce((sum, step) => sum + step, 0),
    }))
    const verdicts = [
      ...queue.filter((_, n) => decided[n]).map(verdictOn),
      ...Array.from({ length: strangers }, (_, n) => verdictOn({ id: `s${n}`, deskSeq: n + 1 })),
    ]
    return fc.record({
      queue: fc.constant(queue),
      shuffled: fc.shuffledSubarray(queue, { minLength: queue.length }),
      verdicts: fc.shuffledSubarray(verdicts, { minLength: verdicts.length }),
      processedSeq: fc.constant(processedSeq),
    })
  })

describe('the plan of a rebase', () => {
  test('[SY-9] [SY-10] loses no command and doubles none: each is settled by its own verdict, or runs again', () => {
    fc.assert(
      fc.property(situation, ({ queue, shuffled, verdicts, processedSeq }) => {
        const plan = planRebase(shuffled, verdicts, processedSeq)
        const all = [...plan.settled, ...plan.rerun].map(({ entry }) => entry.id)
        expect([...all].sort()).toEqual(queue.map(({ id }) => id).sort())
        expect(plan.settled.every(({ entry, verdict }) => entry.id === verdict.id)).toBe(true)
        const decided = new Set(verdicts.map(({ id }) => id))
        expect(plan.rerun.some(({ entry }) => decided.has(entry.id))).toBe(false)
      }),
    )
  })

  test('[SY-2] keeps the order in which commands were given, and numbers them from where the server stands, without a gap', () => {
    fc.assert(
      fc.property(situation, ({ queue, shuffled, verdicts, processedSeq }) => {
        const { rerun, settled } = planRebase(shuffled, verdicts, processedSeq)
        expect(rerun.map(({ deskSeq }) => deskSeq)).toEqual(rerun.map((_, n) => processedSeq + 1 + n))
        for (const part of [rerun, settled]) {
          const places = part.map(({ entry }) => queue.findIndex(({ id }) => id === entry.id))
          expect([...places].sort((a, b) => a - b)).toEqual(places)
        }
      }),
    )
  })

  test('done again on what it left, with nothing new, it changes nothing; and the order of its inputs does not matter', () => {
    fc.assert(
      fc.property(situation, ({ queue, shuffled, verdicts, processedSeq }) => {
        const plan = planRebase(shuffled, verdicts, processedSeq)
        expect(planRebase(queue, [...verdicts].reverse(), processedSeq)).toEqual(plan)
        const left = plan.rerun.map(({ entry, deskSeq }) => ({ ...entry, deskSeq }))
        const again = planRebase(left, [], processedSeq)
        expect(again.settled).toEqual([])
        expect(again.rerun.map(({ entry, deskSeq }) => ({ ...entry, deskSeq }))).toEqual(left)
      }),
    )
  })
})

describe('[SY-10] what leans on a refused command', () => {
  /** A queue in its order, in which each command leans on some of those before it. */
  const chain = fc
    .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 20 })
    .map((links) =>
      links.map((to, n) => ({ id: `c${n}`, dependsOn: n === 0 ? [] : [...new Set(to.map((k) => `c${k % n}`))] })),
    )

  test('is all that leads to it, directly or through others, in order, and nothing else', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (queue, which) => {
        const refused = `c${which % queue.length}`
        const leads = (id: string): boolean =>
          queue.find((each) => each.id === id)?.dependsOn.some((to) => to === refused || leads(to)) ?? false
        const expected = queue.map(({ id }) => id).filter((id) => id !== refused && leads(id))
        expect(dependentsOf(refused, queue)).toEqual(expected)
      }),
    )
  })

  test('is nothing where nobody does, and never itself', () => {
    expect(dependentsOf('a', [])).toEqual([])
    expect(dependentsOf('a', [{ id: 'a', dependsOn: ['a'] }])).toEqual([])
    expect(dependentsOf('a', [{ id: 'b', dependsOn: ['x'] }])).toEqual([])
  })
})
