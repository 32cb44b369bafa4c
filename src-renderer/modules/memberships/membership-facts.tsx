import { useTranslation } from 'react-i18next'
import { activePlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useToday } from '../../i18n/today.ts'
import { DayText } from '../../kit/date-text.tsx'
import { Facts, Section } from '../../kit/detail.tsx'
import { Money } from '../../kit/money.tsx'
import { type Stretch, TimeBar } from '../../kit/time-bar.tsx'
import { AutoRenew } from './auto-renew.tsx'
import type { Member } from './member.ts'
import { type Held, heldOf } from './member-sheet.ts'
import { effectiveWords } from './membership-words.ts'

/** The membership that stands for the member, and all of them in time. */
export function MembershipFacts({ member }: { member: Member }) {
  const { t } = useTranslation()
  const today = useToday()
  const held = heldOf(member)
  const { value: plans = [] } = useWatch(activePlans, held?.nextPlanId ? {} : null)
  const { membership } = member
  if (!membership || !held) return null
  const period = held.periods.findLast(({ voidedAt }) => voidedAt === null)
  const next = plans.find(({ id }) => id === held.nextPlanId)?.name
  const ahead = held.freezes.filter(({ toOn }) => toOn >= today)
  const frozen: Stretch[] = member.memberships.flatMap(({ freezes }) =>
    freezes.map(({ id, fromOn, toOn }) => ({
      id,
      from: fromOn,
      to: toOn,
      name: t('members.effective.frozen'),
      kind: 'frozen',
    })),
  )
  const paid: Stretch[] = member.memberships.flatMap(({ id, planName, periods, startsOn, endsOn }) => {
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
          ...(ahead.length > 0
            ? ([[t('membership.freeze_form.frozen'), <Freezes key="frozen" freezes={ahead} />]] as const)
            : []),
          ...(next ? ([[t('membership.change_form.at_renewal'), next]] as const) : []),
          ...(membership.cancelledOn
            ? ([[t('membership.cancel_form.on'), <DayText key="off" day={membership.cancelledOn} />]] as const)
            : ([[t('members.fact.renewal'), <AutoRenew key="renews" held={held} />]] as const)),
        ]}
      />
      <div style={{ marginTop: 16 }}>
        <TimeBar stretches={[...paid, ...frozen]} today={today} label={t('members.time_bar')} />
      </div>
    </Section>
  )
}

/** Days on which it stands still, now and later. */
const Freezes = ({ freezes }: { freezes: Held['freezes'] }) =>
  freezes.map(({ id, fromOn, toOn }) => (
    <div key={id}>
      <DayText day={fromOn} /> – <DayText day={toOn} />
    </div>
  ))
