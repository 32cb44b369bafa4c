import { UnstyledButton } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { InputOf } from '../../../src-shared/kernel/query.ts'
import { contactFields } from '../../../src-shared/modules/memberships/inputs.ts'
import { similarMembers } from '../../../src-shared/modules/memberships/similar-members.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Words } from '../../i18n/i18n.ts'
import type { Enrolment } from './enrolment.ts'
import classes from './similar-members.module.css'

const reasonWords: Record<'email' | 'phone' | 'name_and_birth', Words> = {
  email: 'members.similar.email',
  phone: 'members.similar.phone',
  name_and_birth: 'members.similar.name_and_birth',
}

/** What of the form can tell people apart; a half-typed address or number asks nothing. */
function questionOf({
  givenName,
  familyName,
  phone,
  email,
  birthOn,
}: Enrolment): InputOf<typeof similarMembers> | null {
  const known = {
    phone: phone.replace(/\D/g, '').length >= 6 ? (contactFields.phone.safeParse(phone).data ?? null) : null,
    email: contactFields.email.safeParse(email).data ?? null,
    birthOn,
  }
  if (!known.phone && !known.email && !known.birthOn) return null
  return { ...known, givenName, familyName }
}

/** MB-R61: who may be this very person. A warning; both may stand. */
export function SimilarMembers({ person, onOpen }: { person: Enrolment; onOpen(memberId: string): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const question = questionOf(person)
  const { value } = useWatch(similarMembers, question)
  if (!question || !value || value.length === 0) return null
  return (
    <div className={classes.similar} role="status">
      <IconUsers size={16} stroke={1.5} aria-hidden />
      <div>
        {t('members.similar.title', { count: value.length })}
        <ul>
          {value.map(({ id, name, code, reasons }) => (
            <li key={id}>
              <UnstyledButton className={classes.open} onClick={() => onOpen(id)}>
                {name} · {code}
              </UnstyledButton>{' '}
              {format.list(reasons.map((reason) => t(reasonWords[reason])))}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
