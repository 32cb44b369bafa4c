import { describe, expect, test } from 'vitest'
import { id, isId, naturalId, newId, rowIdOf } from '../../../src-shared/kernel/id.ts'

describe('ids', () => {
  test('[SY-1] a thousand commands given in one moment have a thousand names, in the order in which they were given', () => {
    const made = Array.from({ length: 1000 }, newId)
    expect(new Set(made).size).toBe(1000)
    expect([...made].sort()).toEqual(made)
    expect(made.every(isId)).toBe(true)
  })

  test('[SY-1] a command that comes back in upper case is the same command', () => {
    const given = newId()
    expect(id.parse(given.toUpperCase())).toBe(given)
    for (const text of ['', 'x', given.slice(1), `${given}0`, `{${given}}`, ` ${given}`]) {
      expect(id.safeParse(text).success).toBe(false)
    }
  })

  test('[SY-6] desk and server make the same row: the same command, kind and number give the same id, others another', () => {
    const [a, b] = [newId(), newId()]
    expect(rowIdOf(a, 'event', 1)).toBe(rowIdOf(a, 'event', 1))
    const ids = [rowIdOf(a, 'event', 1), rowIdOf(a, 'event', 2), rowIdOf(a, 'charge', 1), rowIdOf(b, 'event', 1)]
    expect(new Set(ids).size).toBe(4)
    expect(ids.every((each) => id.safeParse(each).success)).toBe(true)
  })

  test('[SY-11] two organisations with the same natural key have different rows', () => {
    const [a, b] = [newId(), newId()]
    expect(naturalId(a, 'settings', 'x')).toBe(naturalId(a, 'settings', 'x'))
    expect(naturalId(a, 'settings', 'x')).not.toBe(naturalId(b, 'settings', 'x'))
    expect(naturalId(a, 'settings', 'x')).not.toBe(naturalId(a, 'roles', 'x'))
  })
})
