/** Fields with what was given, without those that were not. */
type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

/** The fields that were given: a filter that nobody named narrows nothing. */
export const asGiven = <Fields extends object>(fields: Fields): Given<Fields> =>
  // What is undefined was left out, so what is left has a value.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>
