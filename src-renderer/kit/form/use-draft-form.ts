import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { asJson } from '../../../src-shared/kernel/json.ts'
import { useDraft } from '../../desk/form-hooks.ts'
import { type Form, useForm } from './use-form.ts'

interface Options<Values> {
  /** The shape in which values are kept; a draft that does not fit it is none. */
  shape: z.ZodType<Values>
  initial: Values
  /** Makes a kept draft fit the present, such as a first day that has passed. */
  adopt?(kept: Values): Values
}

/**
 * A form that is kept as it is typed, at the latest after half a second, also over a crash, and taken up where it was
 * left (DX-R32, `desk-ux.md` section 2.2). `key` names the form and what it is about, such as `members.edit <id>`.
 */
export function useDraftForm<Values extends object>(
  key: string,
  { shape, initial, adopt = (kept) => kept }: Options<Values>,
): Form<Values> {
  const draft = useDraft(key)
  const typed = useRef(false)
  const [takenUp, setTakenUp] = useState<string | null>(null)
  const form = useForm(initial, (values, basis) => {
    typed.current = true
    draft.keep(asJson(values), asJson(basis))
  })
  const { found } = draft
  const { reset } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is taken over once, when it has been read
  useEffect(() => {
    const kept = shape.safeParse(found?.values)
    if (!found || !kept.success || typed.current) return
    // What the row was when the draft was begun: what has changed since is told, not written over.
    reset(adopt(kept.data), shape.safeParse(found.basis).data)
    setTakenUp(found.updated)
  }, [found])
  const done = () => {
    draft.discard()
    setTakenUp(null)
  }
  const discard = () => {
    done()
    reset(initial, initial)
    typed.current = false
  }
  return { ...form, draft: takenUp === null ? null : { at: takenUp, discard }, done }
}
