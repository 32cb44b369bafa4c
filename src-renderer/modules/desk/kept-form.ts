import { useEffect, useRef } from 'react'
import type { z } from 'zod'
import type { Json } from '../../../src-shared/kernel/json.ts'
import { useDraft } from '../../desk/form-hooks.ts'
import { type Form, useForm } from '../../kit/form.tsx'

/**
 * A form that is kept as it is typed, also over a crash: begun where it was left. `name` names the form and what it is
 * about; what was kept and does not fit `shape` counts as never typed. Make `shape` outside the component. Tell
 * `discard` when it was sent.
 */
export function useKeptForm<Values extends { [key: string]: Json }>(
  name: string,
  shape: z.ZodType<Values>,
  initial: Values,
): { form: Form<Values>; discard(): void } {
  const draft = useDraft(name)
  const form = useForm<Values>(initial)
  /** What was typed, also within one event; null before. */
  const typed = useRef<Values>(null)
  const { found } = draft
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is taken over once, when it has been read
  useEffect(() => {
    const kept = shape.safeParse(found?.values)
    if (kept.success && !typed.current) form.reset(kept.data)
  }, [found])
  return {
    form: {
      ...form,
      set(field, value) {
        typed.current = { ...(typed.current ?? form.values), [field]: value }
        form.set(field, value)
        draft.keep(typed.current)
      },
    },
    discard: draft.discard,
  }
}
