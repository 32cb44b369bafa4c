import { type ComponentType, type ReactNode, useMemo } from 'react'
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
import { AlertWay } from './alert-ways.tsx'
import { CancelForm } from './cancel-form.tsx'
import { ChangeForm } from './change-form.tsx'
import { ChargeList } from './charge-list.tsx'
import { ContactForm } from './contact-form.tsx'
import { Contacts } from './contacts.tsx'
import { ExtendForm } from './extend-form.tsx'
import { FreezeForm } from './freeze-form.tsx'
import { KycForm } from './kyc-form.tsx'
import type { Member } from './member.ts'
import { MemberButtons } from './member-buttons.tsx'
import classes from './member-detail.module.css'
import { MemberHistory } from './member-history.tsx'
import { heldOf, type MemberSheet, type SheetProps } from './member-sheet.ts'
import { MembershipFacts } from './membership-facts.tsx'
import { PayForm } from './pay-form.tsx'
import { RenewForm } from './renew-form.tsx'
import { ResumeForm } from './resume-form.tsx'
import { SaleSheet } from './sale-sheet.tsx'
import { AlertList, StandingBadge } from './standing.tsx'

interface Props {
  memberId: string
  sheet: MemberSheet | 'enrol' | undefined
  onSheet(sheet: MemberSheet | undefined): void
  onClose(): void
}

/** A member: how they stand, what they have, what they owe, what they hold; or the form about them that is open. */
export function MemberDetail({ memberId, sheet, onSheet, onClose }: Props) {
  const { value: member, failure } = useWatch(memberQuery, { memberId, includePlan: true }, memberId)
  if (!member) return failure ? <Failed failure={failure} /> : <Loading shape="detail" />
  const form = formOf(sheet, member, () => onSheet(undefined))
  return form ?? <MemberCard member={member} onSheet={onSheet} onClose={onClose} />
}

/** Forms about the membership that stands for the member. */
const membershipForms: Partial<Record<MemberSheet, ComponentType<SheetProps>>> = {
  renew: RenewForm,
  freeze: FreezeForm,
  resume: ResumeForm,
  extend: ExtendForm,
  change: ChangeForm,
  cancel: CancelForm,
}

/** The form about a member in the place of their card; null where it cannot be about them, such as without a membership. */
function formOf(sheet: Props['sheet'], member: Member, onClose: () => void): ReactNode {
  const held = heldOf(member)
  const back = { member, onClose }
  const Form = sheet && sheet !== 'enrol' ? membershipForms[sheet] : undefined
  if (Form && held) return <Form key={held.id} held={held} {...back} />
  if (sheet === 'sell') return <SaleSheet {...back} onDone={onClose} />
  if (sheet === 'contacts' && member.contacts) return <ContactForm key={member.id} {...back} />
  if (sheet === 'pay') return <PayForm {...back} />
  if (sheet === 'kyc') return <KycForm {...back} />
  if (sheet !== 'give') return null
  const to = { memberId: member.id, name: member.name, membershipId: member.membership?.id ?? null }
  return <GiveForm locationId={null} named={[]} to={to} onClose={onClose} onDone={onClose} />
}

function MemberCard({ member, onSheet, onClose }: { member: Member } & Pick<Props, 'onSheet' | 'onClose'>) {
  const { t } = useTranslation()
  const may = useMay()
  const card = useMemo((): PrintSubject => ({ is: 'member', member }), [member])
  const rows = [useCertainty(member.id), useCertainty(member.membership?.id ?? member.id)]
  const open = rows.find((certainty) => certainty)
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
          <AlertList
            alerts={member.alerts}
            way={(alert) => <AlertWay alert={alert} member={member} onSheet={onSheet} />}
          />
        </div>
        <MemberButtons member={member} onSheet={onSheet}>
          <PrintButton subject={card} />
        </MemberButtons>
      </Section>
      <MembershipFacts member={member} />
      {may('plant_slot_view') && (
        <Section title={t('members.slots')}>
          <MemberSlots memberId={member.id} />
        </Section>
      )}
      {may('membership_charge_view') && <ChargeList memberId={member.id} />}
      {member.contacts && <Contacts contacts={member.contacts} />}
      {may('membership_view') && <MemberHistory key={member.id} memberId={member.id} />}
    </>
  )
}
