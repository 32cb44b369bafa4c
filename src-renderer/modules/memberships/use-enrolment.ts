import { useEffect, useRef } from 'react'
import { useDraft } from '../../desk/form-hooks.ts'
import { useToday } from '../../i18n/today.ts'
import { type Form, useForm } from '../../kit/form.tsx'
import { useLooks } from '../../theme/looks.ts'
import { type Enrolment, enrolmentDraft } from './enrolment.ts'

/** The form of a new member: begun where it was left, and kept as it is typed, also over a crash. */
export function useEnrolment(): { form: Form<Enrolment>; discard(): void } {
  const today = useToday()
  const { language } = useLooks()
  const draft = useDraft('members.enrol')
  const form = useForm<Enrolment>({
    givenName: '',
    familyName: '',
    phone: '',
    email: '',
    birthOn: null,
    language,
    waiverSigned: false,
    planId: '',
    startsOn: today,
  })
  const typed = useRef(false)
  const { found } = draft
  const { reset } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is taken over once, when it has been read
  useEffect(() => {
    const kept = enrolmentDraft.safeParse(found?.values)
    if (!kept.success || typed.current) return
    reset({ ...kept.data, startsOn: kept.data.startsOn < today ? today : kept.data.startsOn })
  }, [found])
  const keeping: Form<Enrolment> = {
    ...form,
    set(field, value) {
      typed.current = true
      form.set(field, value)
      draft.keep({ ...form.values, [field]: value })
    },
  }
  return { form: keeping, discard: draft.discard }
}
