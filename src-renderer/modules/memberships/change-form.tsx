import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { day } from '../../../src-shared/kernel/calendar.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { previewChange } from '../../../src-shared/modules/memberships/change-preview.ts'
import { activePlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Empty } from '../../kit/states.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { FormButtons } from '../plant-slots/form-buttons.tsx'
import { ChangeOutcome } from './change-outcome.tsx'
import type { SheetProps } from './member-sheet.ts'
import { type Plan, PlanCards } from './plan-cards.tsx'
import { SheetFrame } from './sheet-frame.tsx'

const changeDraft = z.object({ planId: z.string(), mode: z.enum(['now', 'at_renewal']), on: day })
type Change = z.infer<typeof changeDraft>

/** Another plan, at once or from the next renewal on (MB-R52, MB-R53). */
export function ChangeForm(props: SheetProps) {
  const { t } = useTranslation()
  const { value: plans } = useWatch(activePlans, {})
  const others = plans?.filter(({ id }) => id !== props.held.planId)
  return (
    <SheetFrame title={t('membership.change')} member={props.member} onClose={props.onClose}>
      {!others && <Loading shape="detail" />}
      {others?.length === 0 && <Empty title={t('membership.change_form.only_plan')} />}
      {others && others.length > 0 && <Changing {...props} plans={others} />}
    </SheetFrame>
  )
}

function Changing({ held, plans, onClose }: SheetProps & { plans: readonly Plan[] }) {
  const { t } = useTranslation()
  const today = useToday()
  const [ids] = useState(() => ({ periodId: newId(), chargeId: newId() }))
  const form = useDraftForm<Change>(`members.change-plan ${held.id}`, {
    shape: changeDraft,
    initial: { planId: held.nextPlanId ?? plans[0]?.id ?? '', mode: held.nextPlanId ? 'at_renewal' : 'now', on: today },
    adopt: (kept) => ({ ...kept, on: kept.on < today ? today : kept.on }),
  })
  const { values, set } = form
  const { act, busy, refusal, clear } = useAct()
  const plan = plans.find(({ id }) => id === values.planId)
  const now = values.mode === 'now'
  const asked = now && plan ? { membershipId: held.id, toPlanId: plan.id, on: values.on } : null
  const preview = useWatch(previewChange, asked, `${held.id} ${plan?.id}`).value
  const done = () => {
    form.done()
    onClose()
  }
  const put = <Field extends keyof Change>(field: Field, value: Change[Field]) => {
    set(field, value)
    clear()
  }
  const stays = !now && values.planId === ''
  const change = async () => {
    if (!plan && !stays) return
    const { mode, on } = values
    const about = { membershipId: held.id, mode, toPlanId: plan?.id ?? null }
    const input = plan && now ? { ...about, toPlanVersionId: plan.versionId, on, ...ids } : about
    if (await act('memberships.change-plan', input)) done()
  }
  return (
    <FormFrame form={form} onCancel={onClose} label={t('membership.change')} onSubmit={() => void change()}>
      <SegmentedControl
        fullWidth
        aria-label={t('membership.change_form.when')}
        value={values.mode}
        data={[
          { value: 'now', label: t('membership.change_form.now') },
          { value: 'at_renewal', label: t('membership.change_form.at_renewal') },
        ]}
        onChange={(value) => {
          if (value === 'now' && stays) set('planId', plans[0]?.id ?? '')
          put('mode', value === 'now' ? 'now' : 'at_renewal')
        }}
      />
      <PlanCards
        first
        plans={plans}
        value={values.planId}
        onChange={(planId) => put('planId', planId)}
        {...(now ? {} : { without: t('membership.change_form.stay', { plan: held.planName ?? '' }) })}
      />
      {now && (
        <DayField
          label={t('membership.change_form.on')}
          value={values.on}
          min={today}
          max={held.endsOn}
          onChange={(value) => put('on', value ?? today)}
        />
      )}
      {now && plan && preview && !refusal && <ChangeOutcome held={held} plan={plan} preview={preview} />}
      {!now && <p style={{ margin: 0 }}>{t('membership.change_form.no_money')}</p>}
      {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
      <ChangeButtons {...{ now, busy, onClose }} day={values.on} ready={now ? !!preview?.change : !!plan || stays} />
    </FormFrame>
  )
}

function ChangeButtons(props: { now: boolean; day: string; busy: boolean; ready: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <FormButtons
      word={
        props.now
          ? t('membership.change_form.do_now', { day: format.day(props.day) })
          : t('membership.change_form.do_at_renewal')
      }
      busy={props.busy}
      disabled={!props.ready}
      onClose={props.onClose}
    />
  )
}
