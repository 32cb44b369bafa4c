import { describe, expect, test } from 'vitest'
import { type Language, languages } from '../../../src-shared/kernel/rejection.ts'
import { defaultTemplates } from '../../../src-shared/modules/desk/print-default-templates.ts'
import { readTemplate, templateKinds } from '../../../src-shared/modules/desk/print-template.ts'
import { hasGoodCheckDigit } from '../../../src-shared/printing/check-digit.ts'
import { compose, type PaperSource } from '../../../src-shared/printing/compose.ts'
import { type PrintDocument, printDocument } from '../../../src-shared/printing/document.ts'
import { paperCode } from '../../../src-shared/printing/paper-code.ts'
import type { StampSource } from '../../../src-shared/printing/stamp.ts'

const entryId = '018f3b2e-aaaa-7bbb-8ccc-0123456789ab'
const stamp: StampSource = {
  certainty: 'held',
  guaranteedUntil: null,
  deskName: 'Kasa 1',
  journalNumber: 42,
  serverNumber: null,
  time: '20 Kas 12:04',
}
const source = (language: Language, more: Partial<StampSource> = {}, copy = 1): PaperSource => ({
  ...{
    kind: 'receipt',
    language,
    title: 'Give slots',
    organisation: 'Yeşil Sera',
    header: 'Cad. 12\n\nİstanbul',
    footer: '',
  },
  facts: [['Member', '김서연']],
  totals: [],
  stamp: { ...stamp, ...more },
  copy,
  qr: paperCode('entry', entryId),
  barcode: null,
  ...{ person: 'Aylin', deskName: 'Kasa 1', time: '12:05' },
})
const receipt = (...given: Parameters<typeof source>) => compose(defaultTemplates.receipt, source(...given))
const stampIn = ({ blocks }: PrintDocument) => blocks.find((block) => block.type === 'stamp')
const textsOf = ({ blocks }: PrintDocument) => blocks.flatMap((block) => (block.type === 'text' ? block.text : []))

describe('[DX-R41] paper tells the truth', () => {
  test.each([
    ['en', 'HELD — NOT YET CONFIRMED'],
    ['es', 'GUARDADO — AÚN SIN CONFIRMAR'],
    ['ko', '보관 중 — 아직 확정되지 않음'],
    ['tr', 'BURADA TUTULUYOR — HENÜZ ONAYLANMADI'],
  ] as const)(
    '[DX-A1] held, in %s: that it is not confirmed, desk, journal number, time, and the code that opens it',
    (language, title) => {
      const paper = receipt(language)
      expect(stampIn(paper)?.title).toBe(title)
      const lines = stampIn(paper)?.lines.join(' ')
      for (const part of ['Kasa 1', '42', '20 Kas 12:04']) expect(lines).toContain(part)
      expect(paper.blocks).toContainEqual({ type: 'qr', code: `hf:entry:${entryId}` })
    },
  )

  test('[DX-A1] nothing that is not confirmed has the word for it', () => {
    const confirmed = { en: /(?<!NOT YET )CONFIRMED/, es: /CONFIRMADO/, ko: /확정됨/, tr: /ONAYLANDI/ }
    for (const language of languages) {
      for (const certainty of ['held', 'guaranteed', 'not_accepted'] as const) {
        const said = JSON.stringify(receipt(language, { certainty, guaranteedUntil: '18:00' }))
        expect(said).not.toMatch(confirmed[language])
      }
      expect(JSON.stringify(receipt(language, { certainty: 'confirmed', serverNumber: 7 }))).toMatch(
        confirmed[language],
      )
    }
  })

  test('guaranteed says until when, and without a deadline it is only held', () => {
    for (const language of languages) {
      expect(stampIn(receipt(language, { certainty: 'guaranteed', guaranteedUntil: '18:00' }))?.title).toContain(
        '18:00',
      )
      expect(stampIn(receipt(language, { certainty: 'guaranteed' }))).toEqual(stampIn(receipt(language)))
    }
  })

  test('confirmed says the number', () => {
    for (const language of languages) {
      expect(stampIn(receipt(language, { certainty: 'confirmed', serverNumber: 1207 }))?.lines[0]).toContain('1207')
    }
  })

  test('[DX-A39] a reprint says which copy it is, the first paper does not', () => {
    const said = { en: 'COPY 2', es: 'COPIA 2', ko: '사본 2', tr: 'KOPYA 2' }
    for (const language of languages) {
      expect(textsOf(receipt(language, {}, 2))).toContain(said[language])
      expect(textsOf(receipt(language)).join()).not.toMatch(/COPY|COPIA|사본|KOPYA/)
    }
  })
})

test('what is composed is a document that the desk takes', () => {
  for (const language of languages) expect(printDocument.safeParse(receipt(language)).success).toBe(true)
})

test('the templates of the app are ones that could be saved', () => {
  for (const kind of templateKinds) expect(readTemplate(kind, defaultTemplates[kind])).toMatchObject({ ok: true })
})

test('a template’s own text is filled with what it may name', () => {
  const body = readTemplate('label', {
    blocks: [{ block: 'text', text: '{organisation}: {title}, {desk}, {person}, {time}' }],
  })
  if (!body.ok) throw new Error(body.path)
  expect(textsOf(compose(body.body, source('en')))).toEqual(['Yeşil Sera: Give slots, Kasa 1, Aylin, 12:05'])
})

test.each([
  ['ean13', '4006381333931', true],
  ['ean13', '4006381333932', false],
  ['ean8', '96385074', true],
  ['upca', '036000291452', true],
  ['upca', '36000291452', false],
  ['ean13', '400638133393x', false],
] as const)('%s %s has a good check digit: %s', (symbology, code, good) => {
  expect(hasGoodCheckDigit(symbology, code)).toBe(good)
})
