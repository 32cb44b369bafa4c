import { describe, expect, test } from 'vitest'
import { characterOf } from '../../../src-renderer/box/physical-keys.ts'
import { Repeats } from '../../../src-renderer/box/repeats.ts'
import { Wedge } from '../../../src-renderer/box/wedge.ts'

/** Numbers from 0 to 1, the same in every run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
/** About normal, from the sum of twelve. */
const around = (random: () => number, mean: number, deviation: number): number =>
  mean + deviation * (Array.from({ length: 12 }, random).reduce((sum, each) => sum + each, 0) - 6)

interface Key {
  code: string
  shift?: boolean
  at: number
  upAt: number
}

/** What a wedge hears of keys, in the order in which they go down and come up, with silence at the end. */
function scansIn(keys: readonly Key[]): string[] {
  const wedge = new Wedge()
  const scans: string[] = []
  const events = keys.flatMap(({ code, shift = false, at, upAt }) => [
    { at, run: () => wedge.down({ code, shift, hand: false, at }) },
    { at: upAt, run: () => wedge.up(code, upAt) },
  ])
  events.sort((a, b) => a.at - b.at)
  const note = (heard: ReturnType<Wedge['quiet']> | undefined) => {
    if (heard && heard.is === 'scan') scans.push(heard.code)
  }
  events.forEach(({ at, run }, n) => {
    note(run() ?? undefined)
    const next = events[n + 1]?.at ?? at + 1_000
    if (next - at >= 125) note(wedge.quiet(at + 125))
  })
  return scans
}

const codeOf = (character: string): string =>
  /\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const anyText = (random: () => number, least: number, most: number): string =>
  Array.from(
    { length: least + Math.floor(random() * (most - least + 1)) },
    () => letters[Math.floor(random() * letters.length)],
  ).join('')

/** Keys with these gaps; each is held for some time. */
function typed(text: string, gap: () => number, hold: () => number, from = 1_000): Key[] {
  let at = from
  return [...text].map((character, n) => {
    if (n > 0) at += gap()
    return { code: codeOf(character), at, upAt: at + hold() }
  })
}

const entered = (keys: readonly Key[], after: number): Key[] => {
  const at = (keys.at(-1)?.at ?? 0) + after
  return [...keys, { code: 'Enter', at, upAt: at + 5 }]
}

describe('[DX-R22] [DX-A17] scans and hands', () => {
  test('1,000 people who type up to 14 characters a second: none is a scan', () => {
    const random = chance(17)
    const taken: string[][] = []
    for (let n = 0; n < 1_000; n += 1) {
      // Every one their own pace, up to 14 characters a second, none of them steady.
      const mean = 1_000 / 14 + random() * 90
      const gap = () => Math.max(18, around(random, mean, mean * (0.15 + random() * 0.25)))
      const hold = () => Math.max(35, around(random, 85, 18))
      const keys = typed(anyText(random, 4, 60), gap, hold)
      const scans = scansIn(entered(keys, gap()))
      if (scans.length > 0) taken.push(scans)
    }
    expect(taken).toEqual([])
  })

  test('1,000 scans, gaps of 60 ms among them: at least 999 are read, to the letter', () => {
    const random = chance(18)
    let read = 0
    for (let n = 0; n < 1_000; n += 1) {
      const text = anyText(random, 4, 30)
      const pace = 2 + random() * 22
      const gap = () => (random() < 0.12 ? 60 : Math.max(1, around(random, pace, pace * 0.2)))
      const gaps = [...text].slice(1).map(gap)
      // A scanner that pauses so often is slower than the rule allows.
      const mean = gaps.reduce((sum, each) => sum + each, 0) / gaps.length
      const kept = mean > 40 ? gaps.map(() => pace) : gaps
      const keys = typed(
        text,
        () => kept.shift() ?? pace,
        () => Math.min(1, pace / 3),
      )
      const scans = scansIn(n % 3 === 0 ? keys : entered(keys, pace))
      if (scans.length === 1 && scans[0] === text) read += 1
    }
    expect(read).toBeGreaterThanOrEqual(999)
  })

  const scan = (gap: number, text = '8690000000012') =>
    typed(
      text,
      () => gap,
      () => 1,
    )

  test('the limits, to the letter', () => {
    expect(scansIn(entered(scan(40), 40))).toEqual(['8690000000012'])
    expect(scansIn(entered(scan(41), 41))).toEqual([])
    expect(scansIn(scan(8, '1234'))).toEqual(['1234'])
    expect(scansIn(scan(8, '123'))).toEqual([])
    const paused = (gap: number) => {
      const gaps = [5, 5, gap, 5, 5, 5]
      return typed(
        '1234567',
        () => gaps.shift() ?? 5,
        () => 1,
      )
    }
    expect(scansIn(paused(100))).toEqual(['1234567'])
    expect(scansIn(paused(101))).toEqual([])
    expect(scansIn(scan(30, 'a'.repeat(51)))).toEqual(['a'.repeat(51)])
    expect(scansIn(scan(30, 'a'.repeat(52)))).toEqual([])
  })

  test('a code ends with Enter, Tab or silence; a second one may follow', () => {
    const tab = entered(scan(8), 8).map((key) => (key.code === 'Enter' ? { ...key, code: 'Tab' } : key))
    expect(scansIn(tab)).toEqual(['8690000000012'])
    const second = typed(
      'A12B',
      () => 8,
      () => 1,
      1_400,
    )
    expect(scansIn([...entered(scan(8), 8), ...second])).toEqual(['8690000000012', 'a12b'])
  })

  test('half a code after a long gap is no code', () => {
    const torn = [
      ...scan(8, '869000'),
      ...typed(
        '000012',
        () => 8,
        () => 1,
        1_000 + 5 * 8 + 115,
      ),
    ]
    expect(scansIn(torn)).toEqual([])
  })

  test('what comes at the pace of a hand is known from the second key on, so that no key of a screen waits for more', () => {
    const heard = (gaps: number[]) => {
      const wedge = new Wedge()
      let at = 1_000
      return gaps.map((gap) => {
        at += gap
        const each = wedge.down({ code: 'KeyA', shift: false, hand: false, at })
        return each.is === 'character' && each.quick
      })
    }
    expect(heard([0, 71, 71, 71])).toEqual([true, false, false, false])
    expect(heard([0, 8, 8, 60, 8])).toEqual([true, true, true, true, true])
    expect(heard([0, 90, 150])).toEqual([true, false, true])
  })

  test('a key that repeats itself, and keys with Ctrl, are a hand’s', () => {
    const wedge = new Wedge()
    for (let n = 0; n < 20; n += 1) wedge.down({ code: 'KeyA', shift: false, hand: n > 0, at: 1_000 + n * 30 })
    expect(wedge.quiet(3_000)).toEqual({ is: 'other' })
  })

  test('fingers that roll over the keys as quickly as a scanner', () => {
    expect(
      scansIn(
        typed(
          'then',
          () => 35,
          () => 80,
        ),
      ),
    ).toEqual([])
    expect(
      scansIn(
        typed(
          'then',
          () => 35,
          () => 10,
        ),
      ),
    ).toEqual(['then'])
  })
})

test('[DX-R22] [DX-A20] keys are read by their place, so that no layout garbles a code', () => {
  const keys: [string, boolean][] = [
    ['KeyS', true],
    ['KeyL', true],
    ['KeyO', true],
    ['KeyT', true],
    ['Minus', false],
    ['KeyA', true],
    ['Digit1', false],
    ['Numpad2', false],
  ]
  expect(keys.map(([code, shift]) => characterOf(code, shift)).join('')).toBe('SLOT-A12')
  expect(characterOf('Semicolon', true)).toBe(':')
  expect(characterOf('Digit9', true)).toBe('(')
  for (const none of ['F5', 'ArrowLeft', 'Escape', 'KeyÄ', '']) expect(characterOf(none, false)).toBeNull()
})

test('[DX-R23] the same code within 1.5 s is one scan', () => {
  const repeats = new Repeats()
  expect(['A', 'A', 'B', 'A'].map((code, n) => repeats.isEcho(code, n * 1_000))).toEqual([false, true, false, false])
  // A camera that goes on seeing it reads it once.
  expect(repeats.isEcho('A', 4_499)).toBe(true)
  expect(repeats.isEcho('A', 5_998)).toBe(true)
  expect(repeats.isEcho('A', 7_498)).toBe(false)
})
