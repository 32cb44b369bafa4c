import { isId } from '../../kernel/id.ts'
import { type CodeForm, codeForms } from '../../kernel/search.ts'
import { gtinOf, isChecked } from './resolve-code-check.ts'
import { type Gs1Parts, readGs1 } from './resolve-code-gs1.ts'

/** DX-R23: what a code is by its look alone. */
export type ReadCode =
  | { is: 'own'; kind: string; id: string }
  | { is: 'misread' }
  /** A text and what it may be, in the order in which that is tried. */
  | { is: 'text'; text: string; forms: readonly CodeForm[]; gs1: Gs1Parts | null }

/** Longest text that a code is. */
export const longestCode = 200

const ownCode = /^hf:([a-z][a-z-]*):(.+)$/i
/** `R-` and six or more characters without another hyphen; with one it is a receipt's number. */
const reservation = /^R-[^-]{6,}$/i
const receipt = /^R-[^-]+-\d+$/i

const mayBe: Record<CodeForm, (text: string) => boolean> = {
  card: () => true,
  reservation: (text) => reservation.test(text),
  slot: () => true,
  product: () => true,
  receipt: (text) => receipt.test(text),
}

/** Reads a code; a wrong check digit means that it was read wrongly, and nobody is asked (DX-R23). */
export function readCode(code: string): ReadCode {
  const text = code.normalize('NFKC').trim()
  const [, kind, id] = ownCode.exec(text) ?? []
  if (kind && id) {
    const known = id.toLowerCase()
    return isId(known) ? { is: 'own', kind: kind.toLowerCase(), id: known } : { is: 'misread' }
  }
  if (gtinOf(text) !== null && !isChecked(text)) return { is: 'misread' }
  const gs1 = readGs1(text)
  if (gs1 === 'misread') return { is: 'misread' }
  return { is: 'text', text, forms: codeForms.filter((form) => mayBe[form](text)), gs1 }
}
