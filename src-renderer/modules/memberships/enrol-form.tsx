import { Button, Checkbox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import { activePlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { previewSale } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { useToday } from '../../i18n/today.ts'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { FormActions, FormFrame } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { newCardCode } from './card-code.ts'
import { enrolProblems, newMemberInput } from './enrolment.ts'
import { PersonFields } from './person-fields.tsx'
import { SaleFields } from './sale-fields.tsx'
import { SimilarMembers } from './similar-members.tsx'
import { useEnrolment } from './use-enrolment.ts'

/** Everything the form makes anew: one person, one card, one sale, however often the button is pressed. */
const newIds = () => ({
  memberId: newId(),
  code: newCardCode(),
  sale: { membershipId: newId(), periodId: newId(), chargeId: newId() },
})

/** A person becomes a member, with a plan or without: a name is all that must be known. */
export function EnrolForm({ onClose, onDone }: { onClose(): void; onDone(memberId: string): void }) {
  const { t } = useTranslation()
  const may = useMay()
  const today = useToday()
  const [{ memberId, code, sale }] = useState(newIds)
  const form = useEnrolment()
  const { values, set } = form
  const { act, busy, refusal } = useAct()
  const { value: plans = [] } = useWatch(activePlans, may('membership_create') ? {} : null)
  const plan = plans.find(({ id }) => id === values.planId)
  const asked = plan ? { planVersionId: plan.versionId, startsOn: values.startsOn } : null
  const preview = useWatch(previewSale, asked, values.planId).value
  const [seen] = useDebouncedValue(values, 250)

  const done = (openedId: string) => {
    form.done()
    onDone(openedId)
  }
  const enrol = async () => {
    const wrong = enrolProblems(values, t)
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    const person = newMemberInput(values, { memberId, code, today })
    const terms = plan && { ...sale, planId: plan.id, planVersionId: plan.versionId, startsOn: values.startsOn }
    const given = terms ? act('memberships.enrol', { ...person, ...terms }) : act('memberships.create-member', person)
    if (await given) done(memberId)
  }
  return (
    <>
      <DetailHead title={t('members.new')} line={t('members.new_code', { code })} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('members.new')} onSubmit={() => void enrol()}>
          <PersonFields form={form} />
          <SimilarMembers person={seen} onOpen={done} />
          {plans.length > 0 && (
            <SaleFields
              plans={plans}
              planId={values.planId}
              startsOn={values.startsOn}
              preview={preview}
              without={t('members.plan.without')}
              onPlan={(planId) => set('planId', planId)}
              onDay={(day) => set('startsOn', day)}
            />
          )}
          <Checkbox
            label={t('members.field.waiver')}
            checked={values.waiverSigned}
            onChange={(event) => set('waiverSigned', event.currentTarget.checked)}
          />
          {refusal && <RefusalNotice refusal={refusal} onDone={() => done(memberId)} />}
          <FormActions>
            <Button
              type="submit"
              loading={busy}
              disabled={Boolean(plan && preview?.refusal)}
              rightSection={<Keys keys="mod+enter" />}
            >
              {plan ? t('members.enrol_and_sell') : t('members.enrol')}
            </Button>
          </FormActions>
        </FormFrame>
      </Section>
    </>
  )
}
