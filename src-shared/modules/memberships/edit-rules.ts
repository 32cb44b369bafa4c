import type { Json } from '../../kernel/json.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { wayOut } from './way-out.ts'

type Fields = Readonly<Record<string, Json | undefined>>

/** An edit of some fields, each with the value the person saw, against what is there now. */
export interface Edit {
  /** Name and input of the command, to be given again; `key` is where the changes stand in it. */
  command: string
  input: object
  key: string
  present: Fields
  changes: Fields
  seen: Fields
  /** When the row that holds a field was written last. */
  writtenAt(field: string): string | null
}

/** Fields whose present value is neither the one the person saw nor the one they want. */
const clashes = ({ present, changes, seen }: Edit) =>
  Object.entries(changes).flatMap(([field, mine = null]) => {
    const theirs = present[field] ?? null
    return theirs === (seen[field] ?? null) || theirs === mine ? [] : [{ field, theirs, mine }]
  })

/** Whether an edit names what the person saw of every field it changes. */
export const namesWhatWasSeen = (changes: Fields, seen: Fields): boolean =>
  Object.keys(changes).every((field) => Object.hasOwn(seen, field))

/**
 * MB-R62: refuses an edit of which someone else changed a field meanwhile; then none of it is done. Ways out: mine
 * after all; or theirs, and of mine only what does not clash.
 */
export function clashRefusal(edit: Edit): Rejection | null {
  const { command, input, key, changes, seen, writtenAt } = edit
  const clashing = clashes(edit)
  const [first] = clashing
  if (!first) return null
  const theirs = Object.fromEntries(clashing.map((clash) => [clash.field, clash.theirs]))
  const rest = Object.fromEntries(Object.entries(changes).filter(([field]) => !Object.hasOwn(theirs, field)))
  const useMine = wayOut('use_mine', command, { ...input, seen: { ...seen, ...theirs } })
  const keepTheirs = wayOut('keep_theirs', command, { ...input, [key]: rest })
  const alternatives = Object.keys(rest).length > 0 ? [useMine, keepTheirs] : [useMine]
  return rejection('version_conflict', { ...first, at: writtenAt(first.field) }, { rule: 'MB-R62', alternatives })
}
