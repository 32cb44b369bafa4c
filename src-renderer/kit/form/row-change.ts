import { canonicalJson, type Json } from '../../../src-shared/kernel/json.ts'

/** A field of the row under a form that somebody else changed since the form was opened. */
export interface FieldChange<Values> {
  field: keyof Values & string
  before: Values[keyof Values]
  after: Values[keyof Values]
  /** Whether the person at the form has typed something else into it. */
  typed: boolean
}

const same = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b)
const textOf = (value: unknown): string => canonicalJson((value ?? null) as Json)

const fieldsOf = <Values extends object>(values: Values): (keyof Values & string)[] =>
  // The keys of a plain object of form values are its fields.
  Object.keys(values) as (keyof Values & string)[]

/** DX-R32: what is different now from what the form began with. */
export const changesBeneath = <Values extends object>(
  values: Values,
  basis: Values,
  current: Values,
): FieldChange<Values>[] =>
  fieldsOf(basis)
    .filter((field) => !same(basis[field], current[field]))
    .map((field) => ({ field, before: basis[field], after: current[field], typed: !same(values[field], basis[field]) }))

/**
 * The form on top of the row as it is now. What was not typed into is as the row has it; what was, stays typed, or gives
 * way where the person takes `theirs`.
 */
export function mergedOver<Values extends object>(
  values: Values,
  basis: Values,
  current: Values,
  take: 'mine' | 'theirs',
): Values {
  const merged = { ...values }
  for (const { field, after, typed } of changesBeneath(values, basis, current)) {
    if (!typed || take === 'theirs') Object.assign(merged, { [field]: after })
  }
  return merged
}
