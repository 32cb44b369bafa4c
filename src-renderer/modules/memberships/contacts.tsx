import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DayText } from '../../kit/date-text.tsx'
import { Facts, Section } from '../../kit/detail.tsx'
import { PhoneLink } from '../../kit/phone-link.tsx'
import type { Member } from './member.ts'

/** How a member is reached, each with one press. */
export function Contacts({ contacts }: { contacts: NonNullable<Member['contacts']> }) {
  const { t } = useTranslation()
  const { phone, email, birthOn, address, notes } = contacts
  const facts = [
    ...(phone ? ([[t('members.contact.phone'), <PhoneLink key="p" phone={phone} />]] as const) : []),
    ...(email
      ? ([
          [
            t('members.contact.email'),
            <Anchor key="e" href={`mailto:${email}`}>
              {email}
            </Anchor>,
          ],
        ] as const)
      : []),
    ...(birthOn ? ([[t('members.contact.birth'), <DayText key="b" day={birthOn} />]] as const) : []),
    ...(address ? ([[t('members.contact.address'), address]] as const) : []),
    ...(notes ? ([[t('members.contact.notes'), notes]] as const) : []),
  ]
  if (facts.length === 0) return null
  return (
    <Section title={t('members.contacts')}>
      <Facts facts={facts} />
    </Section>
  )
}
