import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asJson,
  asObject,
  canonicalJson,
  isShallow,
  isStorable,
  type Json,
  maxJsonDepth,
  storable,
} from '../../../src-shared/kernel/json.ts'

const reread = (text: string): Json => JSON.parse(text)
const anyJson = fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }).map((value) => reread(JSON.stringify(value)))
/** Texts as a broken or hostile program may send them: NUL, halves of surrogate pairs, keys of the language itself. */
const strange = fc.string({ unit: fc.constantFrom('a', '\u0000', '\ud83d', '\ude00', '😀', 'é', '\ufffd') })
const strangeJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    strange,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(strange, tie('value'), { maxKeys: 4 }),
  ),
})).value

const deep = (levels: number, inside = ''): Json => reread(`${'['.repeat(levels)}${inside}${']'.repeat(levels)}`)

test('only what has fields is an object: neither a list, nor null, nor a plain value', () => {
  for (const value of [null, undefined, [], [{ a: 1 }], 'text', 0, true]) expect(asObject(value)).toEqual({})
  expect(asObject({ a: [1] })).toEqual({ a: [1] })
})

test('an object as it travels is without what is undefined', () => {
  expect(Object.keys(asJson({ a: undefined, b: null }))).toEqual(['b'])
})

describe('[SY-8] what a database cannot keep', () => {
  test('is found wherever it stands: in a text, in a key, deep inside', () => {
    for (const value of ['\u0000', 'a\ud83d', '\ude00b', { '\u0000': 1 }, [[{ a: ['\ud83d'] }]]]) {
      expect(isStorable(value), JSON.stringify(value)).toBe(false)
    }
    for (const value of ['', 'ğ', '😀', { a: [null, 1, true] }]) expect(isStorable(value)).toBe(true)
  })

  test('is kept with a mark in its place; everything else as it was', () => {
    fc.assert(
      fc.property(strangeJson, (value) => {
        const kept = storable(value)
        expect(isStorable(kept)).toBe(true)
        expect(storable(kept)).toEqual(kept)
        if (isStorable(value)) expect(kept).toEqual(value)
      }),
    )
    expect(storable('a\u0000b\ud83d')).toBe('a\ufffdb\ufffd')
  })

  test('nesting that would break a reader is found without breaking the one who looks', () => {
    expect(isShallow(deep(maxJsonDepth))).toBe(true)
    expect(isShallow(deep(maxJsonDepth + 1))).toBe(false)
    expect(isShallow({ a: deep(maxJsonDepth - 1, '1') })).toBe(true)
    expect(isShallow(deep(200_000))).toBe(false)
    expect(isShallow(reread(`${'{"a":'.repeat(100_000)}null${'}'.repeat(100_000)}`))).toBe(false)
    expect(isShallow(Array.from({ length: 50_000 }, () => ({ a: [1] })))).toBe(true)
  })
})

describe('[SY-13] the text that a hash protects', () => {
  test('does not depend on the order in which a database gives the fields back', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}')
    fc.assert(
      fc.property(anyJson, (value) => {
        const shuffled = (each: Json): Json => {
          if (Array.isArray(each)) return each.map(shuffled)
          if (each === null || typeof each !== 'object') return each
          const reversed = Object.entries(each).map(([key, item]): [string, Json] => [key, shuffled(item)])
          return Object.fromEntries(reversed.reverse())
        }
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      }),
    )
  })

  test('is JSON of the same value, and differs where values differ', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(reread(canonicalJson(value))).toEqual(value)
      }),
    )
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        const equal = canonicalJson(a) === canonicalJson(b)
        expect(JSON.stringify(a) !== JSON.stringify(b) || equal).toBe(true)
        if (equal) expect(a).toEqual(b)
      }),
    )
    expect(canonicalJson('1')).not.toBe(canonicalJson(1))
    expect(canonicalJson([])).not.toBe(canonicalJson({}))
    expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}))
  })
})
