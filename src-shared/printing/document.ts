import { z } from 'zod'
import { languages } from '../kernel/rejection.ts'
import { hasGoodCheckDigit } from './check-digit.ts'

/** What can be printed, each with a printer of its own (DX-R40). */
export const documentKinds = ['receipt', 'label', 'badge', 'letter'] as const
export type DocumentKind = (typeof documentKinds)[number]

const words = z.string().max(2000)
const short = z.string().max(200)

const symbologies = ['code128', 'ean13', 'ean8', 'upca'] as const

/** A code as bars. Code 128 takes printable ASCII, the others digits with a right check digit. */
export const barcode = z
  .object({ symbology: z.enum(symbologies), code: z.string().regex(/^[\x20-\x7e]{1,40}$/) })
  .refine(({ symbology, code }) => symbology === 'code128' || hasGoodCheckDigit(symbology, code), { path: ['code'] })
export type Barcode = z.infer<typeof barcode>

/** One part of a paper, from top to bottom. What it looks like in dots or points is the printer's affair. */
export const block = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: words,
    align: z.enum(['start', 'center', 'end']),
    size: z.enum(['small', 'normal', 'large']),
    bold: z.boolean(),
  }),
  /** A name and its value, at both edges of one line where they fit. */
  z.object({ type: z.literal('pair'), left: words, right: words, bold: z.boolean() }),
  z.object({ type: z.literal('rule') }),
  z.object({ type: z.literal('space') }),
  /** How sure it is, framed so that nobody overlooks it (DX-R41). */
  z.object({ type: z.literal('stamp'), title: short, lines: z.array(short).max(6) }),
  z.object({ type: z.literal('qr'), code: z.string().min(1).max(300) }),
  z.object({ type: z.literal('barcode'), barcode }),
])
export type Block = z.infer<typeof block>

/** A paper as data: what stands on it, before anybody knows which printer it goes to. */
export const printDocument = z.object({
  kind: z.enum(documentKinds),
  language: z.enum(languages),
  /** What the queue calls it. */
  title: short,
  blocks: z.array(block).max(400),
})
export type PrintDocument = z.infer<typeof printDocument>
