import type { TemplateBlock, TemplateBody, TemplateKind } from './print-template.ts'

type Part = Extract<TemplateBlock, { block: 'part' }>['part']

const part = (name: Part): TemplateBlock => ({ block: 'part', part: name })
const rule: TemplateBlock = { block: 'rule' }
const space: TemplateBlock = { block: 'space' }

/**
 * Templates for who has made none. They hold no words of their own, so that one serves all languages: the words come
 * with the document.
 */
export const defaultTemplates: Record<TemplateKind, TemplateBody> = {
  receipt: {
    blocks: [
      part('header'),
      part('copy'),
      part('stamp'),
      part('title'),
      part('facts'),
      rule,
      part('totals'),
      space,
      part('qr'),
      part('footer'),
    ],
  },
  letter: {
    blocks: [
      part('header'),
      part('copy'),
      space,
      part('title'),
      space,
      part('facts'),
      part('totals'),
      space,
      part('stamp'),
      part('qr'),
      part('footer'),
    ],
  },
  label: { blocks: [part('title'), part('facts'), part('qr')] },
  badge: { blocks: [part('header'), part('title'), part('facts'), part('qr'), part('barcode')] },
}
