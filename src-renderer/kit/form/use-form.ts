import { useCallback, useRef, useState } from 'react'
import { changesBeneath, type FieldChange, mergedOver } from './row-change.ts'

/** What is wrong, per field, in words. */
export type Problems<Values> = Partial<Record<keyof Values, string>>

/** Where a form was taken up again. */
export interface KeptDraft {
  /** ISO instant of the last change. */
  at: string
  /** Throws it away and begins anew. */
  discard(): void
}

export interface Form<Values> {
  values: Values
  problems: Problems<Values>
  /** Whether anything is otherwise than the form began: then Escape asks before it is left. */
  changed: boolean
  /** What the form began with; what a save says it has seen. */
  basis: Values
  /** The draft that the form shows, where it was taken up from one. */
  draft: KeptDraft | null
  set<Field extends keyof Values>(field: Field, value: Values[Field]): void
  /** Puts in what was wrong; the first such field gets the focus. */
  blame(problems: Problems<Values>): void
  reset(values: Values): void
  /** What somebody else changed in the row meanwhile. */
  changesTo(current: Values): FieldChange<Values>[]
  /** Goes on from the row as it is now. */
  goOnFrom(current: Values, take: 'mine' | 'theirs'): void
  /** Told at the end: it was sent, or nothing of it is wanted. */
  done(): void
}

/** The values of a form and what is wrong with them. A field that is changed is no longer blamed. */
export function useForm<Values extends object>(
  initial: Values,
  onChange?: (values: Values, basis: Values) => void,
): Form<Values> {
  const [values, setValues] = useState(initial)
  const [basis, setBasis] = useState(initial)
  const [problems, setProblems] = useState<Problems<Values>>({})
  // Two fields may change in one event, before anything is drawn again.
  const newest = useRef(values)
  const put = useCallback((next: Values) => {
    newest.current = next
    setValues(next)
  }, [])
  const reset = useCallback(
    (next: Values) => {
      put(next)
      setProblems({})
    },
    [put],
  )
  return {
    values,
    problems,
    basis,
    changed: JSON.stringify(values) !== JSON.stringify(basis),
    draft: null,
    set(field, value) {
      put({ ...newest.current, [field]: value })
      setProblems((before) => ({ ...before, [field]: undefined }))
      onChange?.(newest.current, basis)
    },
    blame: setProblems,
    reset,
    changesTo: (current) => changesBeneath(values, basis, current),
    goOnFrom(current, take) {
      put(mergedOver(values, basis, current, take))
      setBasis(current)
      onChange?.(newest.current, current)
    },
    done: () => {},
  }
}
