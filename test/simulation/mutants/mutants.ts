/** A fault that somebody could make: one place of one file, before and after. */
export interface Mutant {
  name: string
  /** What would be lost. */
  law: string
  file: string
  find: string
  replace: string
}

/** The simulator must catch every one of them; otherwise it proves nothing about the code without them. */
export const mutants: readonly Mutant[] = []
