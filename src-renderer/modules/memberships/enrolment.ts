import type { TFunction } from 'i18next'
import type { Day } from '../../../src-shared/kernel/calendar.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Language } from '../../../src-shared/kernel/rejection.ts'
import { contactFields } from '../../../src-shared/modules/memberships/inputs.ts'
import type { Problems } from '../../kit/form.tsx'

/** What the form holds: texts as they are typed. */
export interface Enrolment {
  givenName: string
  familyName: string
  phone: string
  email: string
  birthOn: Day | null
  language: Language
  waiverSigned: boolean
  /** Empty: no plan yet. */
  planId: string
  startsOn: Day
}

const typed = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** What is wrong, by the rules of the command's own input. */
export function enrolProblems(values: Enrolment, t: TFunction): Problems<Enrolment> {
  const wrong: Problems<Enrolment> = {}
  if (!typed(values.givenName) && !typed(values.familyName)) wrong.givenName = t('members.problem.name')
  if (!contactFields.phone.safeParse(typed(values.phone)).success) wrong.phone = t('members.problem.phone')
  if (!contactFields.email.safeParse(typed(values.email)).success) wrong.email = t('members.problem.email')
  return wrong
}

/** The person as the command takes them. */
export const newMemberInput = (
  values: Enrolment,
  { memberId, code, today }: { memberId: string; code: string; today: Day },
): JsonObject => ({
  memberId,
  code,
  givenName: values.givenName,
  familyName: values.familyName,
  phone: typed(values.phone),
  email: typed(values.email),
  birthOn: values.birthOn,
  language: values.language,
  waiverSignedOn: values.waiverSigned ? today : null,
})
