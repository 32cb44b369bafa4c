import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Act, Told } from './act.ts'
import { refuse } from './refusal.ts'
import { fields, list, matching, nullable, oneOf, type Read, type Shape, text, uuid, whole, yesNo } from './shapes.ts'
import type { Template } from './state.ts'

const language = oneOf('en', 'es', 'ko', 'tr')
const words = text(0, 500, (typed) => typed)
const perLanguage = fields({ en: words, es: words, ko: words, tr: words })

export const wantedLooks = fields({
  receiptHeader: perLanguage,
  receiptFooter: perLanguage,
  densityDefault: oneOf('comfortable', 'compact', 'touch'),
  seenVersion: nullable(whole(Number.MIN_SAFE_INTEGER)),
})

const isObject = (raw: unknown): raw is JsonObject => raw !== null && typeof raw === 'object' && !Array.isArray(raw)
const object: Shape<JsonObject> = (raw) => (isObject(raw) ? raw : refuse('validation_failed'))

export const savedTemplate = fields({
  id: uuid,
  kind: oneOf('receipt', 'label', 'letter', 'badge'),
  language,
  name: text(1, 60),
  widthMm: nullable(whole(20, 300)),
  body: nullable(object),
  defaultId: nullable(uuid),
})
type Wanted = Read<typeof savedTemplate>

/** Nobody overwrites what they have not seen. */
export function setLooks({ draft }: Act, { seenVersion, ...looks }: Read<typeof wantedLooks>): Told {
  const before = draft.looks
  if ((before?.writtenIn ?? null) !== seenVersion) refuse('version_conflict')
  draft.looks = { ...looks, writtenIn: draft.version }
  const none = { en: '', es: '', ko: '', tr: '' }
  const { writtenIn: _, ...former } = before ?? {
    ...{ receiptHeader: none, receiptFooter: none, densityDefault: 'comfortable', writtenIn: 0 },
  }
  return { former, version: draft.version }
}

const blockShapes: Record<string, Shape<JsonObject>> = {
  part: fields({
    block: oneOf('part'),
    part: oneOf('header', 'copy', 'title', 'stamp', 'facts', 'totals', 'barcode', 'qr', 'footer'),
  }),
  rule: fields({ block: oneOf('rule') }),
  space: fields({ block: oneOf('space') }),
  text: (raw) => ({
    ...{ align: 'start', size: 'normal', bold: false },
    ...ownWords(raw),
  }),
}
const known = '(title|organisation|desk|time|person)'
const ownWords = fields({
  block: oneOf('text'),
  text: matching(new RegExp(`^(?!.*\\{(?!${known}\\})[^{}]*\\}).{1,1000}$`, 's'), (typed) => typed.trim()),
  align: maybe(oneOf('start', 'center', 'end')),
  size: maybe(oneOf('small', 'normal', 'large')),
  bold: maybe(yesNo),
})

function maybe<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  return (raw) => (raw === undefined ? undefined : shape(raw))
}

const block: Shape<JsonObject> = (raw) => {
  const kind = isObject(raw) ? String(raw.block) : ''
  return (Object.hasOwn(blockShapes, kind) && blockShapes[kind]?.(raw)) || refuse('validation_failed')
}
const bodyShape = fields({ blocks: list(block, 1, 60) })

/** DX-R41: what no such paper may leave out. */
const mustHave: Record<Wanted['kind'], readonly string[]> = {
  ...{ receipt: ['copy', 'stamp', 'qr'], letter: ['copy', 'stamp'], label: [], badge: [] },
}

function readBody({ kind }: Wanted, raw: JsonObject): Json {
  const body = readOr(bodyShape, raw) ?? refuse('template_invalid')
  const parts = body.blocks.flatMap((each) => (each.block === 'part' ? [String(each.part)] : []))
  const whole = mustHave[kind].every((part) => parts.includes(part)) && new Set(parts).size === parts.length
  return whole ? { blocks: body.blocks } : refuse('template_invalid')
}

function readOr<Value>(shape: Shape<Value>, raw: unknown): Value | null {
  try {
    return shape(raw)
  } catch {
    return null
  }
}

/** One template of a kind and a language is the usual one; taking one away leaves the rest. */
export function saveTemplate({ draft }: Act, wanted: Wanted): Told {
  const { id, kind, defaultId, body: given } = wanted
  const body = given && readBody(wanted, given)
  const row = draft.templates.get(id)
  const stood = row && !row.gone ? row : null
  const isOfPlace = (each: Template) => !each.gone && each.kind === kind && each.language === wanted.language
  const formerUsual = draft.templates.find((each) => isOfPlace(each) && each.isUsual)
  for (const each of draft.templates.where(isOfPlace)) draft.templates.put({ ...each, isUsual: false })
  const { name, widthMm } = wanted
  if (body) {
    const place = { kind, language: wanted.language, name, widthMm, body }
    draft.templates.put({ id, ...place, gone: false, isUsual: false })
  } else if (row) draft.templates.put({ ...row, gone: true })
  const usual = defaultId === null ? undefined : draft.templates.get(defaultId)
  if (usual && isOfPlace(usual)) draft.templates.put({ ...usual, isUsual: true })
  const former = stood && {
    ...{ kind: stood.kind, language: stood.language, name: stood.name, widthMm: stood.widthMm, body: stood.body },
  }
  return { templateId: id, former, formerDefaultId: formerUsual?.id ?? null }
}
