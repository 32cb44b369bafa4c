import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import { useTenant } from '../../i18n/tenant.tsx'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from '../plant-slots/form-buttons.tsx'
import { planDraft, planDraftOf, planPatch, planProblems, termsOfDraft, usualPlan } from './plan-draft.ts'
import { PlanFields } from './plan-fields.tsx'
import type { PlanRow } from './use-plan-rows.ts'

/** Makes a plan: a name and a price are all that must be typed. */
export function NewPlanForm({ onClose, onDone }: { onClose(): void; onDone(planId: string): void }) {
  const { t } = useTranslation()
  const { currency } = useTenant()
  const [ids] = useState(() => ({ planId: newId(), versionId: newId() }))
  const form = useDraftForm('plans.new', { shape: planDraft, initial: usualPlan })
  const { act, busy, refusal } = useAct()
  const done = () => {
    form.done()
    onDone(ids.planId)
  }
  const create = async () => {
    const wrong = planProblems(form.values, currency, t)
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    const { name, description } = form.values
    const plan = { ...ids, name, description, terms: termsOfDraft(form.values, currency) }
    if (await act('memberships.create-plan', plan)) done()
  }
  return (
    <>
      <DetailHead title={t('plans.new')} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('plans.new')} onSubmit={() => void create()}>
          <PlanFields form={form} currency={currency} />
          {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
          <FormButtons word={t('plans.create')} busy={busy} onClose={onClose} />
        </FormFrame>
      </Section>
    </>
  )
}

/**
 * Changes a plan. Other terms hold for what is sold from now on (MB-R5); the terms that were seen when the form opened
 * go along, so that nobody writes over another's change unseen (MB-R11).
 */
export function EditPlanForm({ plan: opened, onClose }: { plan: PlanRow; onClose(): void }) {
  const { t } = useTranslation()
  const [plan] = useState(opened)
  const [versionId] = useState(newId)
  const { currency } = plan.terms
  const form = useDraftForm(`plans.edit ${plan.id} ${plan.versionNo}`, {
    shape: planDraft,
    initial: planDraftOf(plan),
  })
  const { act, busy, refusal } = useAct()
  const done = () => {
    form.done()
    onClose()
  }
  const save = async () => {
    const wrong = planProblems(form.values, currency, t)
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    const patch = planPatch(plan, form.values)
    const change = { planId: plan.id, versionId, seenVersionNo: plan.versionNo, patch }
    if (Object.keys(patch).length === 0 || (await act('memberships.update-plan', change))) done()
  }
  return (
    <>
      <DetailHead title={t('plans.edit')} line={plan.name} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('plans.edit')} onSubmit={() => void save()}>
          <PlanFields form={form} currency={currency} />
          {plan.activeMembers > 0 && <p style={{ margin: 0 }}>{t('plans.sold_keep')}</p>}
          {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
          <FormButtons word={t('plans.save')} busy={busy} onClose={onClose} />
        </FormFrame>
      </Section>
    </>
  )
}
