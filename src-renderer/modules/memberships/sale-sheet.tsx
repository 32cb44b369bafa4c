import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDays, type Day, day } from '../../../src-shared/kernel/calendar.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { activePlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { previewSale } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormActions, FormFrame } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { Loading } from '../../kit/loading.tsx'
import { Empty } from '../../kit/states.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import type { Member } from './member.ts'
import type { Plan } from './plan-cards.tsx'
import { SaleFields } from './sale-fields.tsx'

/** Sells a plan to a member: the plan, the first day; what comes of it stands below before it is done. */
export function SaleSheet({ member, onClose, onDone }: { member: Member; onClose(): void; onDone(): void }) {
  const { t } = useTranslation()
  const { value: plans } = useWatch(activePlans, {})
  if (!plans) return <Loading shape="detail" />
  return (
    <>
      <DetailHead title={t('members.sell_to', { name: member.name })} onClose={onClose} />
      <Section>
        {plans.length === 0 ? (
          <Empty title={t('members.plan.none')} line={t('members.plan.none_line')} />
        ) : (
          <SaleForm member={member} plans={plans} onDone={onDone} />
        )}
      </Section>
    </>
  )
}

/** Today, or the day after what the member has now. */
function firstFreeDay({ memberships }: Member, today: Day): Day {
  const last = memberships
    .filter(({ status }) => status !== 'cancelled' && status !== 'expired')
    .map(({ endsOn }) => endsOn)
    .sort()
    .at(-1)
  return last && last >= today ? addDays(last, 1) : today
}

const saleDraft = z.object({ planId: z.string(), startsOn: day })
type Sale = z.infer<typeof saleDraft>

function SaleForm({ member, plans, onDone }: { member: Member; plans: readonly Plan[]; onDone(): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const today = useToday()
  const form = useDraftForm<Sale>(`members.sell ${member.id}`, {
    shape: saleDraft,
    initial: { planId: plans[0]?.id ?? '', startsOn: firstFreeDay(member, today) },
    adopt: (kept) => ({ ...kept, startsOn: kept.startsOn < today ? today : kept.startsOn }),
  })
  const { values, set } = form
  const plan = plans.find(({ id }) => id === values.planId)
  const { act, busy, refusal, clear } = useAct()
  const asked = plan ? { planVersionId: plan.versionId, startsOn: values.startsOn, memberId: member.id } : null
  const preview = useWatch(previewSale, asked, member.id).value
  const done = () => {
    form.done()
    onDone()
  }
  const sell = async () => {
    if (!plan) return
    const ids = { membershipId: newId(), periodId: newId(), chargeId: newId() }
    const sale = {
      ...ids,
      memberId: member.id,
      planId: plan.id,
      planVersionId: plan.versionId,
      startsOn: values.startsOn,
    }
    if (await act('memberships.purchase', sale)) done()
  }
  return (
    <FormFrame
      form={form}
      onCancel={onDone}
      label={t('members.sell_to', { name: member.name })}
      onSubmit={() => void sell()}
    >
      <SaleFields
        first
        plans={plans}
        planId={values.planId}
        startsOn={values.startsOn}
        preview={refusal ? undefined : preview}
        onPlan={(planId) => {
          set('planId', planId)
          clear()
        }}
        onDay={(day) => {
          set('startsOn', day)
          clear()
        }}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
      <FormActions>
        <Button type="submit" loading={busy} disabled={!preview} rightSection={<Keys keys="mod+enter" />}>
          {preview ? t('members.sell_until', { day: format.day(preview.endsOn) }) : t('members.sell')}
        </Button>
      </FormActions>
    </FormFrame>
  )
}
