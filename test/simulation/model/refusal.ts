/** Carries the code of a predicted refusal up to `Model.judge`. */
export class Refusal extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** Ends a command of the model; what it did to its draft is dropped. */
export function refuse(code: string): never {
  throw new Refusal(code)
}
