import { z } from 'zod'

/** What a template may be made for (desk-ux.md section 2.1). */
export const templateKinds = ['receipt', 'label', 'letter', 'badge'] as const
export type TemplateKind = (typeof templateKinds)[number]

/** Names in braces that a template's own text may use. */
const placeholders = ['title', 'organisation', 'desk', 'time', 'person'] as const
export type Placeholder = (typeof placeholders)[number]

const known: ReadonlySet<string> = new Set(placeholders)
const unknownIn = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = '']) => (known.has(name) ? [] : [name]))

/**
 * A part of a template. `part` stands for what the document brings along: the organisation's header, the title, the
 * stamp, facts, totals, codes, the footer. The rest is the template's own.
 */
const templateBlock = z.discriminatedUnion('block', [
  z
    .object({
      block: z.literal('part'),
      part: z.enum(['header', 'copy', 'title', 'stamp', 'facts', 'totals', 'barcode', 'qr', 'footer']),
    })
    .strict(),
  z.object({ block: z.literal('rule') }).strict(),
  z.object({ block: z.literal('space') }).strict(),
  z
    .object({
      block: z.literal('text'),
      text: z
        .string()
        .trim()
        .min(1)
        .max(1000)
        .refine((text) => unknownIn(text).length === 0),
      align: z.enum(['start', 'center', 'end']).default('start'),
      size: z.enum(['small', 'normal', 'large']).default('normal'),
      bold: z.boolean().default(false),
    })
    .strict(),
])
export type TemplateBlock = z.infer<typeof templateBlock>

/** The body of a template: its parts from top to bottom. */
export const templateBody = z.object({ blocks: z.array(templateBlock).min(1).max(60) }).strict()
export type TemplateBody = z.infer<typeof templateBody>

/** What paper about a command or a letter cannot do without: it tells the truth and says which copy it is (DX-R41). */
const mustHave: Record<TemplateKind, readonly string[]> = {
  receipt: ['copy', 'stamp', 'qr'],
  letter: ['copy', 'stamp'],
  label: [],
  badge: [],
}

/** A body read, or the path of the first thing that is wrong with it. */
export function readTemplate(
  kind: TemplateKind,
  body: unknown,
): { ok: true; body: TemplateBody } | { ok: false; path: string } {
  const read = templateBody.safeParse(body)
  if (!read.success) return { ok: false, path: ['body', ...(read.error.issues[0]?.path ?? [])].join('.') }
  const parts = read.data.blocks.flatMap((each) => (each.block === 'part' ? [each.part] : []))
  const twice = parts.find((part, place) => parts.indexOf(part) !== place)
  const missing = mustHave[kind].find((part) => !parts.some((has) => has === part))
  const wrong = missing ?? twice
  return wrong === undefined ? { ok: true, body: read.data } : { ok: false, path: `body.blocks.${wrong}` }
}
