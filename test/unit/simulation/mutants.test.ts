import { describe, expect, test } from 'vitest'
import { mutants } from '../../simulation/mutants/mutants.ts'
import { spoilt } from '../../simulation/mutants/plant.ts'

describe('the planted faults of the simulation', () => {
  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s still finds its place in the code',
    (_, mutant) => {
      expect(spoilt(mutant).size).toBeGreaterThan(0)
    },
  )

  test('there are at least the fifteen that were asked for, each under its own name', () => {
    const names = new Set(mutants.map(({ name }) => name))
    expect(names.size).toBe(mutants.length)
    expect(names.size).toBeGreaterThanOrEqual(15)
  })
})
