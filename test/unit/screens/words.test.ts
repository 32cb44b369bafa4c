import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { pseudo, pseudoOf } from '../../../src-renderer/i18n/pseudo.ts'
import { languages } from '../../../src-shared/kernel/rejection.ts'

/** DX-R44: the four languages say the same things, and nothing that no screen says. */
const folder = join(import.meta.dirname, '../../../src-renderer')

interface Tree {
  [key: string]: string | Tree
}

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  )

const wordsOf = (language: string): Map<string, string> =>
  new Map(flat(JSON.parse(readFileSync(join(folder, 'i18n', `${language}.json`), 'utf8'))))

const all = new Map(languages.map((language) => [language as string, wordsOf(language)]))
const english = wordsOf('en')

/** `members.count_one` → `members.count`: what a screen asks for. */
const asked = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '')
const askedIn = (words: ReadonlyMap<string, string>): string[] => [...new Set([...words.keys()].map(asked))].sort()
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)(?:, number)?\}\}/g)].map(([, name]) => name ?? ''))].sort()

const sources = globSync('**/*.{ts,tsx}', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'))

test('every language has every sentence of the others', () => {
  for (const words of all.values()) expect(askedIn(words)).toEqual(askedIn(english))
})

test('every sentence has the forms its language counts in', () => {
  for (const [language, words] of all) {
    // Millions ("many" in Spanish) are never counted here.
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many')
    const counted = [...words.keys()].filter((key) => asked(key) !== key)
    const missing = counted
      .flatMap((key) => forms.map((form) => `${asked(key)}_${form}`))
      .filter((key) => !words.has(key))
    expect(missing, language).toEqual([])
  }
})

test('no sentence has a form that its language never uses', () => {
  for (const [language, words] of all) {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const counted = [...words.keys()].filter((key) => asked(key) !== key)
    const idle = counted.filter((key) => !forms.some((form) => key.endsWith(`_${form}`)))
    expect(idle, language).toEqual([])
  }
})

test('sentences stand in the order of their keys, so that two people can add some at once', () => {
  for (const language of languages) {
    const tree: Tree = JSON.parse(readFileSync(join(folder, 'i18n', `${language}.json`), 'utf8'))
    const disordered = (node: Tree, path: string): string[] => {
      const keys = Object.keys(node)
      const here = keys.join() === keys.toSorted().join() ? [] : [path]
      const below = Object.entries(node).flatMap(([key, value]) =>
        typeof value === 'string' ? [] : disordered(value, `${path}.${key}`),
      )
      return [...here, ...below]
    }
    expect(disordered(tree, language)).toEqual([])
  }
})

test('[DX-A42] counted sentences are right for one, two and none', async () => {
  for (const [language, expected] of [
    ['en', ['1 slot selected', '2 slots selected', '0 slots selected']],
    ['ko', ['1', '2', '0']],
  ] as const) {
    const speaker = createInstance()
    const translation: Tree = JSON.parse(readFileSync(join(folder, 'i18n', `${language}.json`), 'utf8'))
    await speaker.init({ lng: language, resources: { [language]: { translation } } })
    const said = [1, 2, 0].map((count) => speaker.t('slots.selected', { count }))
    for (const [n, text] of expected.entries()) expect(said[n]).toContain(text)
    // One sentence serves every number in Korean.
    if (language === 'ko') expect(new Set(said.map((text) => text.replace(/\d+/, ''))).size).toBe(1)
  }
})

/** The whole vocabulary of certainty, as `desk-ux.md` section 3 has it. */
const vocabulary: Record<string, readonly [en: string, es: string, ko: string, tr: string]> = {
  held: ['Held here', 'Guardado aquí', '이 기기에 보관됨', 'Burada tutuluyor'],
  guaranteed: [
    'Guaranteed until {{time}}',
    'Garantizado hasta {{time}}',
    '{{time}}까지 보장됨',
    '{{time}} saatine kadar garantili',
  ],
  at_risk: ['At risk', 'En riesgo', '확정 불확실', 'Riskte'],
  confirmed: ['Confirmed', 'Confirmado', '확정됨', 'Onaylandı'],
  adjusted: ['Changed by the server', 'Ajustado por el servidor', '서버에서 조정됨', 'Sunucu değiştirdi'],
  rejected: ['Not accepted', 'No aceptado', '승인되지 않음', 'Kabul edilmedi'],
  refused: ['Not done', 'No realizado', '처리되지 않음', 'Yapılmadı'],
  withdrawn: ['Withdrawn', 'Retirado', '철회됨', 'Geri çekildi'],
  undone: ['Undone', 'Deshecho', '취소됨', 'Geri alındı'],
}
test('[DX-R2] badges say what the specification has them say, in every language', () => {
  for (const [word, sentences] of Object.entries(vocabulary)) {
    expect(languages.map((language) => all.get(language)?.get(`certainty.${word}`))).toEqual(sentences)
  }
})

test('a translation names the same parameters as the English sentence', () => {
  for (const [language, words] of all) {
    const wrong = [...words].filter(([key, text]) => {
      const model = english.get(key) ?? english.get(`${asked(key)}_other`) ?? ''
      return placeholders(text).join() !== placeholders(model).join()
    })
    expect(wrong, language).toEqual([])
  }
})

test('no sentence is one that no screen says', () => {
  const said = new Set(sources.flatMap((source) => [...source.matchAll(/'([\w]+(?:\.\w+)+)'/g)].map(([, key]) => key)))
  expect(askedIn(english).filter((key) => !said.has(key))).toEqual([])
})

test('no translation was forgotten and left in English', () => {
  /** Words that are the same in both, each of them looked at. */
  const equal: Record<string, readonly string[]> = {
    es: [
      'Normal',
      '{{name}} ({{number}})',
      '{{name}}: {{value}}',
      'Plan',
      '{{offline}}.',
      '{{size}} MB',
      '{{ms}} ms',
      '{{time}} ms',
      '{{name}}, {{address}}',
    ],
    ko: ['{{name}} ({{number}})', '{{name}}: {{value}}', '{{size}} MB', '{{time}} ms', '{{name}}, {{address}}'],
    tr: [
      'Normal',
      '{{name}} ({{number}})',
      '{{name}}: {{value}}',
      'Plan',
      '{{offline}}.',
      '{{size}} MB',
      '{{ms}} ms',
      '{{time}} ms',
      '{{name}}, {{address}}',
    ],
  }
  for (const [language, words] of all) {
    if (language === 'en') continue
    const known = equal[language] ?? []
    const left = [...words].filter(([key, text]) => text === english.get(key) && !known.includes(text))
    expect(left, language).toEqual([])
  }
})

test('SY-7: held and confirmed are told apart in every language', () => {
  for (const words of all.values()) {
    const [held, confirmed] = [words.get('certainty.held') ?? '', words.get('certainty.confirmed') ?? '']
    expect(held).not.toBe('')
    const others = [...words].filter(([key]) => key !== 'certainty.confirmed')
    expect(others.filter(([, text]) => text.includes(confirmed))).toEqual([])
  }
})

test('[DX-A42] the pseudo-language is 40 % longer and keeps every parameter', () => {
  for (const text of english.values()) {
    const longer = pseudo(text)
    const bare = (sentence: string) => sentence.replace(/\{\{[^}]*\}\}/g, '').length
    expect(bare(longer)).toBeGreaterThanOrEqual(bare(text) * 1.4)
    expect(placeholders(longer)).toEqual(placeholders(text))
  }
  expect(pseudoOf({ a: { b: 'Save {{name}}' } })).toEqual({ a: { b: '[Sávé {{name}} óoñé]' } })
})
