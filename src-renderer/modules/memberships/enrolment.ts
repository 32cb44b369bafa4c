import type { TFunction } from 'i18next'
import { z } from 'zod'
import { type Day, day } from '../../../src-shared/kernel/calendar.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { languages } from '../../../src-shared/kernel/rejection.ts'
import { contactFields } from '../../../src-shared/modules/memberships/inputs.ts'
import type { Problems } from '../../kit/form/use-form.ts'

/** What the form holds: texts as they are typed. Also the shape in which it is kept as a draft. */
export const enrolmentDraft = z.object({
  givenName: z.string(),
  familyName: z.string(),
  phone: z.string(),
  email: z.string(),
  birthOn: day.nullable(),
  language: z.enum(languages),
  waiverSigned: z.boolean(),
  /** Empty: no plan yet. */
  planId: z.string(),
  startsOn: day,
})
export type Enrolment = z.infer<typeof enrolmentDraft>

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
