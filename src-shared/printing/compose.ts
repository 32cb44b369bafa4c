import type { Language } from '../kernel/rejection.ts'
import type { Placeholder, TemplateBlock, TemplateBody } from '../modules/desk/print-template.ts'
import type { Barcode, Block, DocumentKind, PrintDocument } from './document.ts'
import { copyWords, filled, type StampSource, stampOf } from './stamp.ts'

/** A name and its value, both as the reader reads them. */
export type Fact = readonly [string, string]

/** All that a template can be filled with; every text is in `language` already. */
export interface PaperSource {
  kind: DocumentKind
  language: Language
  title: string
  organisation: string
  /** Of the tenant's looks. */
  header: string
  footer: string
  facts: readonly Fact[]
  totals: readonly Fact[]
  /** Null for what stands for no command, such as a slot's label. */
  stamp: StampSource | null
  /** Which paper of the same thing this is: 1, 2 … */
  copy: number
  qr: string
  barcode: Barcode | null
  /** Who prints it, where and when. */
  person: string
  deskName: string
  time: string
}

const text = (words: string, more: Partial<Extract<Block, { type: 'text' }>> = {}): Block => ({
  ...{ type: 'text', text: words, align: 'center', size: 'normal', bold: false },
  ...more,
})

/** A paper as data: a template filled with what is known. Pure; the same source gives the same paper. */
export function compose(template: TemplateBody, source: PaperSource): PrintDocument {
  const { kind, language, title } = source
  return {
    kind,
    language,
    title: title.slice(0, 200),
    blocks: template.blocks.flatMap((each) => blocksOf(each, source)),
  }
}

function blocksOf(each: TemplateBlock, source: PaperSource): Block[] {
  if (each.block === 'part') return partOf(each.part, source)
  if (each.block !== 'text') return [{ type: each.block }]
  const { organisation, deskName, person, time, title } = source
  const params: Record<Placeholder, string> = { title, organisation, desk: deskName, time, person }
  return [text(filled(each.text, params), { align: each.align, size: each.size, bold: each.bold })]
}

type Part = Extract<TemplateBlock, { block: 'part' }>['part']

const parts: Record<Part, (source: PaperSource) => Block[]> = {
  header: ({ organisation, header }) => [
    text(organisation, { bold: true, size: 'large' }),
    ...linesOf(header).map((line) => text(line, { size: 'small' })),
  ],
  copy({ copy, language }) {
    const words = copyWords(copy, language)
    return words === null ? [] : [text(words, { bold: true, size: 'large' })]
  },
  title: ({ title, kind }) => [text(title, { bold: true, size: kind === 'receipt' ? 'normal' : 'large' })],
  stamp: ({ stamp, language }) => (stamp ? [{ type: 'stamp', ...stampOf(stamp, language) }] : []),
  facts: ({ facts }) => facts.map(([left, right]) => ({ type: 'pair', left, right, bold: false })),
  totals: ({ totals }) => totals.map(([left, right]) => ({ type: 'pair', left, right, bold: true })),
  barcode: ({ barcode }) => (barcode ? [{ type: 'barcode', barcode }] : []),
  qr: ({ qr }) => [{ type: 'qr', code: qr }],
  footer: ({ footer }) => linesOf(footer).map((line) => text(line, { size: 'small' })),
}

const partOf = (part: Part, source: PaperSource): Block[] => parts[part](source)

const linesOf = (words: string): string[] => words.split('\n').flatMap((line) => line.trim() || [])
