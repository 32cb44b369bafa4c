import type { InputOf } from '../../src-shared/kernel/query.ts'
import type { search } from '../../src-shared/modules/desk/search.ts'

/** What somebody wants of the box, by the sign before it (DX-R20). */
export type Asked =
  | { what: 'everything' | 'people' | 'numbers' | 'commands'; text: string }
  | { what: 'help'; text: string }

const signs: Record<string, Asked['what']> = { '>': 'commands', '@': 'people', '#': 'numbers', '?': 'help' }

export const helpSigns = ['>', '@', '#'] as const

export function askedBy(typed: string): Asked {
  const text = typed.trim()
  const what = signs[text[0] ?? '']
  return what ? { what, text: text.slice(1).trim() } : { what: 'everything', text }
}

/** As the query takes it; null where nothing of the tenant's is looked for. */
export function questionOf({ what, text }: Asked): InputOf<typeof search> | null {
  if (text === '' || text.length > 100) return null
  if (what === 'everything') return { text, limit: 5 }
  if (what === 'people') return { text, kinds: ['member'], limit: 8 }
  return what === 'numbers' ? { text, numbers: true, limit: 8 } : null
}
