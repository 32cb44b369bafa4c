import { Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FormFrame, useForm } from '../../kit/form.tsx'
import { type SlotStatus, slotStatuses, slotStatusWords } from '../../kit/slot-shape.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import { type MemberChoice, MemberPicker } from './member-picker.tsx'
import type { ActionSlot } from './slot.ts'

/** A reason shorter than this says nothing (PS-R46). */
const shortestReason = 5

interface Force {
  status: SlotStatus
  member: MemberChoice | null
  reason: string
}

/** Any status by hand, with its reason in the record. What was seen must still hold when it arrives. */
export function ForceForm({ slot, onClose }: { slot: ActionSlot; onClose(): void }) {
  const { t } = useTranslation()
  const others = slotStatuses.filter((status) => status !== slot.status)
  const form = useForm<Force>({ status: others[0] ?? 'available', member: null, reason: '' })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const needsHolder = (values.status === 'allocated' || values.status === 'occupied') && slot.membershipId === null
  const force = async () => {
    const wrong = {
      ...(values.reason.trim().length < shortestReason ? { reason: t('slots.problem.reason') } : {}),
      ...(needsHolder && !values.member?.membershipId ? { member: t('slots.problem.member') } : {}),
    }
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    const membershipId = values.member?.membershipId
    const input = {
      ...{ slotId: slot.id, seenStatus: slot.status, status: values.status, reason: values.reason.trim() },
      ...(needsHolder && membershipId ? { membershipId } : {}),
    }
    if (await act('plant-slots.force-status', input)) onClose()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('slots.act.force')} onSubmit={() => void force()}>
      <Select
        data-first
        label={t('slots.field.status')}
        value={values.status}
        data={others.map((value) => ({ value, label: t(slotStatusWords[value]) }))}
        onChange={(value) => set('status', others.find((status) => status === value) ?? values.status)}
      />
      {needsHolder && (
        <MemberPicker value={values.member} error={problems.member} onChange={(member) => set('member', member)} />
      )}
      <Textarea
        autosize
        minRows={2}
        maxRows={6}
        label={t('slots.field.reason')}
        maxLength={500}
        value={values.reason}
        error={problems.reason}
        onChange={(event) => set('reason', event.currentTarget.value)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('slots.act.force')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
