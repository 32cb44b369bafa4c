import { useTranslation } from 'react-i18next'
import { useToday } from '../../i18n/today.ts'
import { DayText } from '../../kit/date-text.tsx'
import { Facts, Section } from '../../kit/detail.tsx'
import { Money } from '../../kit/money.tsx'
import { type Stretch, TimeBar } from '../../kit/time-bar.tsx'
import type { Member } from './member.ts'
import { effectiveWords } from './membership-words.ts'

/** The membership that stands for the member, and all of them in time. */
export function MembershipFacts({ member }: { member: Member }) {
  const { t } = useTranslation()
  const today = useToday()
  const { membership } = member
  if (!membership) return null
  const period = member.memberships
    .find(({ id }) => id === membership.id)
    ?.periods.findLast(({ voidedAt }) => voidedAt === null)
  const stretches: Stretch[] = member.memberships.flatMap(({ id, planName, periods, startsOn, endsOn }) => {
    const parts = periods.length > 0 ? periods : [{ id, startsOn, endsOn, voidedAt: null }]
    return parts.map((part) => ({
      id: part.id,
      from: part.startsOn,
      to: part.endsOn,
      name: planName ?? '',
      kind: part.voidedAt ? 'void' : part.endsOn < today ? 'past' : part.startsOn > today ? 'ahead' : 'now',
    }))
  })
  const price = period?.priceMinor
  return (
    <Section title={t('members.membership')}>
      <Facts
        facts={[
          [t('members.fact.plan'), membership.planName ?? '–'],
          [t('members.fact.status'), t(effectiveWords[membership.status])],
          [t('members.fact.until'), <DayText key="until" day={membership.endsOn} />],
          ...(period && price !== null && price !== undefined
            ? ([[t('members.fact.price'), <Money key="price" minor={price} currency={period.currency} />]] as const)
            : []),
          ...(membership.autoRenew ? ([[t('members.fact.renewal'), t('members.fact.renews_itself')]] as const) : []),
        ]}
      />
      <div style={{ marginTop: 16 }}>
        <TimeBar stretches={stretches} today={today} label={t('members.time_bar')} />
      </div>
    </Section>
  )
}
