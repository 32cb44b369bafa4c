import { describe, expect, test } from 'vitest'
import { hostMutants } from '../../desk/hosts/mutants/mutants.ts'
import { spoilt } from '../../desk/hosts/mutants/plant.ts'

describe('[DX-A52] the walls that are taken down to see whether anybody notices', () => {
  test.each(hostMutants.map((mutant) => [mutant.law, mutant.name, mutant] as const))(
    '[%s] %s still finds its one place',
    (_law, _name, mutant) => expect(spoilt(mutant)).not.toBe(''),
  )

  test('each has a name of its own, and every line of DX-R54 has at least one', () => {
    expect(new Set(hostMutants.map(({ name }) => name)).size).toBe(hostMutants.length)
    const lines = Array.from({ length: 15 }, (_, index) => `E${index + 1}`)
    expect(lines.filter((line) => !hostMutants.some(({ law }) => law === line))).toEqual([])
  })
})
