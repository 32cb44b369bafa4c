import type { Place } from '../app/places.ts'

/** The screens that have a page in the guide; all the others show that of the first. */
export type HelpTopic = Place['to']

/** A page of the guide: what the screen is for, and how its work is done. */
export interface HelpPage {
  title: string
  /** One sentence: what the screen is for. */
  about: string
  steps: readonly string[]
}
