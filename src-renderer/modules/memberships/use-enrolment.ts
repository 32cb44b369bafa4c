import { useToday } from '../../i18n/today.ts'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import type { Form } from '../../kit/form/use-form.ts'
import { useLooks } from '../../theme/looks.ts'
import { type Enrolment, enrolmentDraft } from './enrolment.ts'

/** The form of a new member; a first day that has passed while it lay is today. */
export function useEnrolment(): Form<Enrolment> {
  const today = useToday()
  const { language } = useLooks()
  return useDraftForm<Enrolment>('members.enrol', {
    shape: enrolmentDraft,
    initial: {
      givenName: '',
      familyName: '',
      phone: '',
      email: '',
      birthOn: null,
      language,
      waiverSigned: false,
      planId: '',
      startsOn: today,
    },
    adopt: (kept) => ({ ...kept, startsOn: kept.startsOn < today ? today : kept.startsOn }),
  })
}
