import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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
      'Plan',
      '{{offline}}.',
      '{{size}} MB',
      '{{ms}} ms',
      '{{time}} ms',
      '{{name}}, {{address}}',
    ],
    ko: ['{{name}} ({{number}})', '{{size}} MB', '{{time}} ms', '{{name}}, {{address}}'],
    tr: [
      'Normal',
      '{{name}} ({{number}})',
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
