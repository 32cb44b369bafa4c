import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { LinesField } from '../../kit/lines-field.tsx'
import { slotStatuses, slotStatusWords } from '../../kit/slot-shape.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from './form-buttons.tsx'
import { memberChoice } from './member-choice.ts'
import { MemberPicker } from './member-picker.tsx'
import type { ActionSlot } from './slot.ts'

/** A reason shorter than this says nothing (PS-R46). */
const shortestReason = 5

const forcing = z.object({ status: z.enum(slotStatuses), member: memberChoice.nullable(), reason: z.string() })
type Force = z.infer<typeof forcing>

/** Any status by hand, with its reason in the record. What was seen must still hold when it arrives. */
export function ForceForm({ slot, onClose }: { slot: ActionSlot; onClose(): void }) {
  const { t } = useTranslation()
  const others = slotStatuses.filter((status) => status !== slot.status)
  const form = useDraftForm<Force>(`slots.force ${slot.id}`, {
    shape: forcing,
    initial: { status: others[0] ?? 'available', member: null, reason: '' },
  })
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
    if (!(await act('plant-slots.force-status', input))) return
    form.done()
    onClose()
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
      <LinesField
        label={t('slots.field.reason')}
        most={500}
        value={values.reason}
        error={problems.reason}
        onChange={(text) => set('reason', text)}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={onClose} />}
      <FormButtons word={t('slots.act.force')} busy={busy} onClose={onClose} />
    </FormFrame>
  )
}
