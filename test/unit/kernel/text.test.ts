import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedName, type SearchPart, searchText } from '../../../src-shared/kernel/text.ts'

const letters = fc.string({ unit: fc.constantFrom(...'aAiIıİşŞßẞéÉñÑ김서연ㄱㅅ  .-09ﬁＡK') })

describe('MB-R2 the same name in two spellings is one name', () => {
  test.each([
    ['Gold', ' GOLD '],
    ['Gold', 'gold'],
    ['ALTIN', 'Altın'],
    ['ALTIN', 'ALTİN'],
    ['istanbul', 'İSTANBUL'],
    ['Ｇｏｌｄ', 'gold'],
    ['two  words', 'Two\u00a0Words'],
    ['e\u0301tude', 'Étude'],
  ])('%s and %s', (a, b) => {
    expect(foldedName(a)).toBe(foldedName(b))
  })

  test('names that differ stay apart', () => {
    expect(foldedName('Gold 1')).not.toBe(foldedName('Gold 11'))
    expect(foldedName('Kaya')).not.toBe(foldedName('Kayá'))
    expect(foldedName('김서연')).not.toBe(foldedName('김서현'))
  })

  test('a folded name folds to itself, so that a key never changes by being kept', () => {
    fc.assert(
      fc.property(letters, (text) => {
        expect(foldedName(foldedName(text))).toBe(foldedName(text))
      }),
    )
    expect(foldedName(foldedName('i\u0307\u0307'))).toBe(foldedName('i\u0307\u0307'))
  })
})

describe('DX-R21 who types less still finds the person', () => {
  const finds = (typed: string, ...kept: SearchPart[]) =>
    searchText(typed)
      .split(' ')
      .every((word) =>
        searchText(...kept)
          .split(' ')
          .some((each) => each.startsWith(word)),
      )

  test('Turkish: with or without dots, in capitals or not', () => {
    expect(finds('sahin', 'Elif', 'Şahin')).toBe(true)
    expect(finds('ŞAHİN', 'Elif', 'Şahin')).toBe(true)
    expect(finds('yildiz', 'Emre', 'Yıldız')).toBe(true)
    expect(finds('YILDIZ', 'Emre', 'Yıldız')).toBe(true)
    expect(finds('irmak', 'Irmak')).toBe(true)
  })

  test('German and Spanish: ß as ss, accents left away', () => {
    expect(finds('strasse', 'Straße')).toBe(true)
    expect(finds('lucia fernandez', 'Lucía', 'Fernández')).toBe(true)
  })

  test('Korean: by syllables and by their initial consonants', () => {
    expect(finds('김서', '김서연')).toBe(true)
    expect(finds('ㄱㅅㅇ', '김서연')).toBe(true)
    expect(finds('ㄱㅅ', '김서연')).toBe(true)
    expect(finds('ㄱㅇ', '김서연')).toBe(false)
    // Doubled consonants are initials of their own.
    expect(finds('ㄸ', '딸기')).toBe(true)
    expect(finds('ㄷ', '딸기')).toBe(false)
  })

  test('nothing typed and nothing kept is no word', () => {
    expect(searchText('', null, undefined, '  ')).toBe('')
    expect(searchText(' Gold  Plan ')).toBe('gold plan')
  })

  test('[DX-A21] as the scenario has it', () => {
    for (const kept of ['İlhan', 'Ilhan', 'ılhan', 'ILHAN']) expect(finds('ilhan', kept)).toBe(true)
    expect(finds('muller', 'Müller')).toBe(true)
    expect(searchText('김서연', { phone: '+82 (0)10-1234-5678' })).toBe(
      `${'김서연 ㄱㅅㅇ'.normalize('NFKC')} 8201012345678 5678`,
    )
    expect(finds('5678', { phone: '010 1234 5678' })).toBe(true)
    expect(searchText({ phone: '117' })).toBe('117')
  })

  test('whatever the width, the marks and the case, the same is found', () => {
    const spelt: [string, string][] = [
      ['Ｍüｌｌｅｒ', 'muller'],
      ['e\u0301\u20dd', 'e'],
      ['ẞ', 'ss'],
      ['ﬁn', 'fin'],
      ['İIıi', 'iiii'],
    ]
    for (const [given, folded] of spelt) expect(searchText(given)).toBe(folded)
  })

  const anyName = fc.string({
    unit: fc.constantFrom(...'aAiIıİşŞßẞéÉñÑüÜ김서연이ㄱㅅ -.09'),
    minLength: 1,
    maxLength: 24,
  })

  test('what is kept finds itself, word for word, however often it is folded', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const once = searchText(name)
        expect(searchText(name.toUpperCase())).toBe(searchText(name.toUpperCase().toLowerCase()))
        expect(finds(once, name)).toBe(true)
        expect(new Set(searchText(once).split(' '))).toEqual(new Set(once.split(' ')))
      }),
    )
  })

  test('the beginning of every word finds it, by letters and by syllables', () => {
    fc.assert(
      fc.property(anyName, fc.nat(), (name, at) => {
        for (const word of name.normalize('NFKC').split(/\s+/).filter(Boolean)) {
          const letters = [...word]
          expect(finds(letters.slice(0, 1 + (at % letters.length)).join(''), name)).toBe(true)
        }
      }),
    )
  })
})
