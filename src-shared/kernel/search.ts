import type { Actor } from './actor.ts'
import type { Day } from './calendar.ts'
import type { Db } from './database.ts'
import type { Reach } from './permission.ts'
import { foldedText, searchText } from './text.ts'

/** DX-R21: how well a thing was found; the smaller the better. */
export const ranks = { code: 0, address: 1, name: 2, word: 3, similar: 4 } as const
export type Rank = (typeof ranks)[keyof typeof ranks]

/** How like a text must be to what was typed, by pg_trgm, where nothing begins with it (DX-R21). */
export const likeness = 0.3

/** What somebody typed into the box, read once for all who search. */
export interface Typed {
  /** As typed, without spaces at its ends. */
  text: string
  /** The same as it stands in a `search_text`, whole. */
  folded: string
  /** And word by word, with what is added there. */
  words: readonly string[]
  /** Only codes and numbers are meant (`#`), not names. */
  numbers: boolean
}

export const typedAs = (text: string, numbers = false): Typed => ({
  text: text.trim(),
  folded: foldedText(text),
  words: searchText(text).split(' ').filter(Boolean),
  numbers,
})

/** A thing as the box shows it. (A type, as the others of answers: an interface is no JSON to the compiler.) */
export type Shown = {
  id: string
  title: string
  subtitle: string | null
  /** A word of the domain for how it stands (`active`, `occupied`), which screens say in the reader's language. */
  state: string | null
  /** What it is shown in, where it has no screen of its own: a slot's location, a membership's member. */
  within: string | null
}

/** A thing that was found, with what orders it among others. */
export type Hit = Shown & {
  rank: Rank
  /** When it was changed last. ISO instant. */
  recent: string
}

/** A thing that a code means. */
export type Resolved = Shown & {
  /** The last day on which it was good for something, where that is over (DX-R24). */
  ended: Day | null
}

/** What those who search and resolve may know of who asks. */
export interface SearchContext {
  db: Db
  actor: Actor
  today: Day
  /** How far the right to this kind of thing reaches. */
  reach: Reach
  reachOf(permission: string): Reach | null
}

/** DX-R21: one kind of thing that a module lets be found. Own reach gets only what is the asker's own. */
export interface SearchKind {
  kind: string
  permission: string
  own: boolean
  search(context: SearchContext, typed: Typed, limit: number): Promise<Hit[]>
}

/** DX-R23: what a code may be, in the order in which it is tried. */
export const codeForms = ['card', 'reservation', 'slot', 'product', 'receipt'] as const
export type CodeForm = (typeof codeForms)[number]

/** DX-R23: one kind of thing that a module lets be scanned. */
export interface Resolver {
  /** The word in `hf:<kind>:<id>`. */
  kind: string
  permission: string
  own: boolean
  /** When in the order its codes are tried; null where only its own QR means it. */
  form: CodeForm | null
  /** Whether a code looks like one of its own, so that somebody without the right is told so instead of "unknown". */
  looksLike(code: string): boolean
  byId(context: SearchContext, id: string): Promise<Resolved | null>
  /** Several where the code is not of one thing alone. */
  byCode(context: SearchContext, code: string): Promise<Resolved[]>
}

/** What the modules let be found and scanned, by kind, in the order of the module list. */
export interface Findable {
  search: ReadonlyMap<string, SearchKind>
  resolve: ReadonlyMap<string, Resolver>
}

/** By rank, then the last changed, then by id: the same on every machine. */
export const inOrderOfRank = <H extends Hit>(hits: readonly H[]): H[] =>
  [...hits].sort((a, b) => a.rank - b.rank || compare(b.recent, a.recent) || compare(a.id, b.id))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
