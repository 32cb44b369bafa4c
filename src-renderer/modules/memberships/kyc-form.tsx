import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { day } from '../../../src-shared/kernel/calendar.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from '../plant-slots/form-buttons.tsx'
import type { Member } from './member.ts'
import classes from './person-fields.module.css'
import { SheetFrame } from './sheet-frame.tsx'

const states = ['approved', 'pending', 'rejected', 'expired', 'not_required'] as const
const kycDraft = z.object({ status: z.enum(states), checkedOn: day.nullable() })
type Kyc = z.infer<typeof kycDraft>

const stateWords: Record<Kyc['status'], Words> = {
  approved: 'membership.kyc.approved',
  pending: 'membership.kyc.pending',
  rejected: 'membership.kyc.rejected',
  expired: 'membership.kyc.expired',
  not_required: 'membership.kyc.not_required',
}

/** How a member's identity check stands, and when it was made (MB-R20). */
export function KycForm({ member, onClose }: { member: Member; onClose(): void }) {
  const { t } = useTranslation()
  const today = useToday()
  const known = kycDraft.shape.status.catch('not_required').parse(member.kycStatus)
  const form = useDraftForm<Kyc>(`members.kyc ${member.id}`, {
    shape: kycDraft,
    initial: { status: known, checkedOn: today },
  })
  const { values, set } = form
  const { act, busy, refusal } = useAct()
  const wasChecked = values.status === 'approved' || values.status === 'rejected'
  const done = () => {
    form.done()
    onClose()
  }
  const save = async () => {
    const checkedOn = wasChecked ? values.checkedOn : null
    if (await act('memberships.set-kyc', { memberId: member.id, status: values.status, checkedOn })) done()
  }
  return (
    <SheetFrame title={t('membership.kyc.title')} member={member} onClose={onClose}>
      <FormFrame form={form} onCancel={onClose} label={t('membership.kyc.title')} onSubmit={() => void save()}>
        <div className={classes.pair}>
          <Select
            data-first
            label={t('members.fact.status')}
            value={values.status}
            allowDeselect={false}
            data={states.map((value) => ({ value, label: t(stateWords[value]) }))}
            onChange={(value) => set('status', states.find((each) => each === value) ?? known)}
          />
          {wasChecked && (
            <DayField
              label={t('membership.kyc.checked_on')}
              value={values.checkedOn}
              max={today}
              onChange={(value) => set('checkedOn', value ?? today)}
            />
          )}
        </div>
        {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
        <FormButtons word={t('members.save')} busy={busy} onClose={onClose} />
      </FormFrame>
    </SheetFrame>
  )
}
