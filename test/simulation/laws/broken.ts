/** A law that does not hold. */
export class Broken extends Error {
  readonly law: string

  constructor(law: string, what: string) {
    super(`[${law}] ${what}`)
    this.law = law
  }
}

/** Throws where a law does not hold. */
export function must(holds: boolean, law: string, what: () => string): asserts holds {
  if (!holds) throw new Broken(law, what())
}
