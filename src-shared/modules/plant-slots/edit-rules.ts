import type { Json } from '../../kernel/json.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'

type Fields = Readonly<Record<string, Json | undefined>>

/** An edit of some fields, each with the value the person saw, against what is there now. */
export interface Edit {
  /** The command to give again. */
  command: string
  input: { seen: object; patch: object }
  present: Fields
  patch: Fields
  seen: Fields
  /** When the row was written last. ISO instant; null before it was. */
  writtenAt: string | null
}

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Whether an edit names what the person saw of every field it changes. */
export const namesWhatWasSeen = ({ patch, seen }: { patch: object; seen: object }): boolean =>
  Object.keys(patch).every((field) => Object.hasOwn(seen, field))

/** Refuses an edit of which someone else changed a field meanwhile; then none of it is done. Null is fine. */
export function clashRefusal({ command, input, present, patch, seen, writtenAt }: Edit): Rejection | null {
  const clashing = Object.keys(patch).filter(
    (field) => !same(present[field], seen[field]) && !same(present[field], patch[field]),
  )
  const [field] = clashing
  if (field === undefined) return null
  const theirs = Object.fromEntries(clashing.map((each) => [each, present[each] ?? null]))
  const mine = {
    label: 'plant_slots.use_mine',
    command,
    input: JSON.parse(JSON.stringify({ ...input, seen: { ...seen, ...theirs } })),
  }
  return rejection(
    'version_conflict',
    { field, theirs: present[field] ?? null, mine: patch[field] ?? null, at: writtenAt },
    { alternatives: [mine] },
  )
}

/** What undoes an edit: the fields as they were seen, with the new ones as what is there now. */
export const reversed = ({ patch, seen }: { patch: object; seen: object }): { patch: object; seen: object } => ({
  patch: Object.fromEntries(Object.entries(seen).filter(([field]) => Object.hasOwn(patch, field))),
  seen: patch,
})
