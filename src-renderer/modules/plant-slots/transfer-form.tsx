import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { newId } from '../../../src-shared/kernel/id.ts'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import type { Problems } from '../../kit/form/use-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import { MemberPicker } from './member-picker.tsx'
import type { ActionSlot } from './slot.ts'
import classes from './slot-form.module.css'

const transferDraft = z.object({
  member: z.object({ memberId: z.string(), name: z.string(), membershipId: z.string().nullable() }).nullable(),
  reason: z.string(),
})
type Transfer = z.infer<typeof transferDraft>

/** The slot goes to another member, with the right to it (PS-R25, R26). */
export function TransferForm({ slot, onClose }: { slot: ActionSlot; onClose(): void }) {
  const { t } = useTranslation()
  const [transferId] = useState(newId)
  const form = useDraftForm<Transfer>(`slots.transfer ${slot.id}`, {
    shape: transferDraft,
    initial: { member: null, reason: '' },
  })
  const { values, problems, set } = form
  const { act, busy, refusal, clear } = useAct()
  const transfer = async () => {
    const { member } = values
    const reason = values.reason.trim()
    const wrong: Problems<Transfer> = {
      ...(member ? {} : { member: t('slots.problem.member') }),
      ...(reason ? {} : { reason: t('upkeep.problem.reason') }),
    }
    form.blame(wrong)
    if (!member || !reason) return
    const input = { transferId, toMemberId: member.memberId, slotIds: [slot.id], reason }
    if (!(await act('plant-slots.transfer', input))) return
    form.done()
    onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('upkeep.transfer')} onSubmit={() => void transfer()}>
      <p className={classes.line}>{t('upkeep.transfer_from', { name: slot.holder ?? '' })}</p>
      <MemberPicker
        value={values.member}
        error={problems.member}
        onChange={(member) => {
          set('member', member)
          clear()
        }}
      />
      <LinesField
        label={t('slots.field.reason')}
        most={500}
        value={values.reason}
        error={problems.reason}
        onChange={(text) => set('reason', text)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('upkeep.transfer')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
