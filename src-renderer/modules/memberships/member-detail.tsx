import { Button } from '@mantine/core'
import { IconGift, IconShoppingBag } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { member as memberQuery } from '../../../src-shared/modules/memberships/member-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useCertainty, useWatch } from '../../desk/hooks.tsx'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { Loading } from '../../kit/loading.tsx'
import { PersonMark } from '../../kit/person.tsx'
import { Failed } from '../../kit/states.tsx'
import type { PrintSubject } from '../desk/print/make-paper.ts'
import { PrintButton } from '../desk/print/print-button.tsx'
import { GiveForm } from '../plant-slots/give-form.tsx'
import { MemberSlots } from '../plant-slots/member-slots.tsx'
import { ChargeList } from './charge-list.tsx'
import { Contacts } from './contacts.tsx'
import type { Member } from './member.ts'
import classes from './member-detail.module.css'
import { MembershipFacts } from './membership-facts.tsx'
import { SaleSheet } from './sale-sheet.tsx'
import { AlertList, StandingBadge } from './standing.tsx'

interface Props {
  memberId: string
  sheet: 'enrol' | 'sell' | 'give' | undefined
  onSheet(sheet: 'sell' | 'give' | undefined): void
  onClose(): void
}

/** A member: how they stand, what they have, what they owe, what they hold. */
export function MemberDetail({ memberId, sheet, onSheet, onClose }: Props) {
  const { value: member, failure } = useWatch(memberQuery, { memberId }, memberId)
  if (!member) return failure ? <Failed failure={failure} /> : <Loading shape="detail" />
  if (sheet === 'sell')
    return <SaleSheet member={member} onClose={() => onSheet(undefined)} onDone={() => onSheet(undefined)} />
  if (sheet === 'give') {
    const to = { memberId, name: member.name, membershipId: member.membership?.id ?? null }
    return (
      <GiveForm
        locationId={null}
        named={[]}
        to={to}
        onClose={() => onSheet(undefined)}
        onDone={() => onSheet(undefined)}
      />
    )
  }
  return <MemberCard member={member} onSheet={onSheet} onClose={onClose} />
}

function MemberCard({ member, onSheet, onClose }: { member: Member } & Pick<Props, 'onSheet' | 'onClose'>) {
  const { t } = useTranslation()
  const may = useMay()
  const card = useMemo((): PrintSubject => ({ is: 'member', member }), [member])
  const rows = [useCertainty(member.id), useCertainty(member.membership?.id ?? member.id)]
  const open = rows.find((certainty) => certainty)
  const inForce = member.membership?.status === 'active' || member.membership?.status === 'pending_slots'
  return (
    <>
      <DetailHead
        title={member.name}
        mark={<PersonMark name={member.name} size={40} />}
        line={
          <>
            <span className={classes.code}>
              {member.memberNumber ? `${member.code} · ${member.memberNumber}` : member.code}
            </span>
            {open && <CertaintyBadge certainty={open} />}
          </>
        }
        onClose={onClose}
      />
      <Section>
        <div className={classes.standing}>
          <StandingBadge colour={member.colour} />
          <AlertList alerts={member.alerts} />
        </div>
        <div className={classes.actions}>
          {may('membership_create') && member.status === 'ACTIVE' && (
            <Button
              variant="default"
              leftSection={<IconShoppingBag size={16} stroke={1.5} />}
              onClick={() => onSheet('sell')}
            >
              {t('members.sell')}
            </Button>
          )}
          {may('plant_slot_assign') && inForce && (
            <Button variant="default" leftSection={<IconGift size={16} stroke={1.5} />} onClick={() => onSheet('give')}>
              {t('slots.give')}
            </Button>
          )}
          <PrintButton subject={card} />
        </div>
      </Section>
      <MembershipFacts member={member} />
      {may('plant_slot_view') && (
        <Section title={t('members.slots')}>
          <MemberSlots memberId={member.id} />
        </Section>
      )}
      {may('membership_charge_view') && <ChargeList memberId={member.id} />}
      {member.contacts && <Contacts contacts={member.contacts} />}
    </>
  )
}
