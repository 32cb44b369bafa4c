import type { JsonObject } from './json.ts'

/** The interface languages; every sentence on a screen exists in all of them. */
export const languages = ['en', 'es', 'ko', 'tr'] as const
export type Language = (typeof languages)[number]

/** A way out of a refusal: a command that would do, with the words for its button. */
export interface Alternative {
  /** Key of a sentence in the catalogue of labels, with `params` filled in. */
  label: string
  params?: JsonObject
  command: string
  input: JsonObject
}

/** Who got what was asked for, where the reader may know it. */
export interface Winner {
  userName: string | null
  deskName: string | null
  /** ISO instant. */
  at: string
}

/** A typed refusal: an expected answer, not an error. */
export interface Rejection {
  code: string
  params: JsonObject
  /** The numbered rule of the specification that said no, such as `PS-R6`. */
  rule?: string
  /** At most five. */
  alternatives: Alternative[]
  winner?: Winner
}

/** What the caller should do about a code; it decides the HTTP status. */
export type RejectionStatus = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 422 | 426 | 429 | 503

/** One entry of the closed catalogue of refusals. `{name}` in a sentence is a parameter. */
export interface RejectionEntry {
  status: RejectionStatus
  sentences: Record<Language, string>
  /** Recorded, but raises no attention item. */
  quiet?: boolean
}
export type RejectionCatalogue = Record<string, RejectionEntry>

/** Words of an alternative's button, by label key. */
export type LabelCatalogue = Record<string, Record<Language, string>>

/** Makes a refusal as a value, so that rules can return one. */
export function rejection(
  code: string,
  params: JsonObject = {},
  more: Partial<Pick<Rejection, 'rule' | 'alternatives' | 'winner'>> = {},
): Rejection {
  return { code, params, alternatives: [], ...more }
}

/** Carries a refusal out of a handler to the runner, which turns it back into a value. */
export class Refused extends Error {
  readonly rejection: Rejection
  constructor(rejection: Rejection) {
    super(rejection.code)
    this.name = 'Refused'
    this.rejection = rejection
  }
}

/** Ends a handler with a refusal; nothing it wrote stays. */
export function reject(
  codeOrRejection: string | Rejection,
  params?: JsonObject,
  more?: Partial<Pick<Rejection, 'rule' | 'alternatives' | 'winner'>>,
): never {
  throw new Refused(typeof codeOrRejection === 'string' ? rejection(codeOrRejection, params, more) : codeOrRejection)
}
