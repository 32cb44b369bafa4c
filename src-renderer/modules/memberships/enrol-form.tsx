import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import { languages } from '../../../src-shared/kernel/rejection.ts'
import { activePlans } from '../../../src-shared/modules/memberships/plan-queries.ts'
import { previewSale } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { languageNames } from '../../i18n/i18n.ts'
import { useToday } from '../../i18n/today.ts'
import { DayField } from '../../kit/day-field.tsx'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { FormActions, FormFrame, useForm } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'
import { useLooks } from '../../theme/looks.ts'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { newCardCode } from './card-code.ts'
import classes from './enrol-form.module.css'
import { enrolProblems, type Enrolment, newMemberInput } from './enrolment.ts'
import { PlanCards } from './plan-cards.tsx'
import { SalePreviewBox } from './sale-preview.tsx'
import { SimilarMembers } from './similar-members.tsx'

/** A person becomes a member, with a plan or without: a name is all that must be known. */
export function EnrolForm({ onClose, onDone }: { onClose(): void; onDone(memberId: string): void }) {
  const { t } = useTranslation()
  const may = useMay()
  const today = useToday()
  const { language } = useLooks()
  // One person, one card, however often the button is pressed.
  const [ids] = useState(() => ({ memberId: newId(), code: newCardCode(), membershipId: newId(), periodId: newId(), chargeId: newId() }))
  const form = useForm<Enrolment>({
    givenName: '',
    familyName: '',
    phone: '',
    email: '',
    birthOn: null,
    language,
    waiverSigned: false,
    planId: '',
    startsOn: today,
  })
  const { values, problems, set } = form
  const { act, busy, refusal } = useAct()
  const { value: plans = [] } = useWatch(activePlans, may('membership_create') ? {} : null)
  const plan = plans.find(({ id }) => id === values.planId)
  const preview = useWatch(previewSale, plan ? { planVersionId: plan.versionId, startsOn: values.startsOn } : null, values.planId).value
  const [seen] = useDebouncedValue(values, 250)

  const enrol = async () => {
    const wrong = enrolProblems(values, t)
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    const { memberId, code, ...sale } = ids
    const person = newMemberInput(values, { memberId, code, today })
    const done = plan
      ? await act('memberships.enrol', { ...person, ...sale, planId: plan.id, planVersionId: plan.versionId, startsOn: values.startsOn })
      : await act('memberships.create-member', person)
    if (done) onDone(memberId)
  }
  const text = (field: 'givenName' | 'familyName' | 'phone' | 'email') => ({
    value: values[field],
    error: problems[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set(field, event.currentTarget.value),
  })
  return (
    <>
      <DetailHead title={t('members.new')} line={<span>{t('members.new_code', { code: ids.code })}</span>} onClose={onClose} />
      <Section>
        <FormFrame
          form={form}
          label={t('members.new')}
          onSubmit={() => void enrol()}
          notice={refusal && <RefusalNotice refusal={refusal} onDone={() => onDone(ids.memberId)} />}
        >
          <div className={classes.pair}>
            {/* Family names come first in Korean. */}
            {(language === 'ko' ? (['familyName', 'givenName'] as const) : (['givenName', 'familyName'] as const)).map((field, n) => (
              <TextInput
                key={field}
                data-first={n === 0 ? true : undefined}
                label={field === 'givenName' ? t('members.field.given_name') : t('members.field.family_name')}
                autoComplete="off"
                {...text(field)}
              />
            ))}
          </div>
          <div className={classes.pair}>
            <TextInput label={t('members.field.phone')} type="tel" autoComplete="off" {...text('phone')} />
            <TextInput label={t('members.field.email')} type="email" autoComplete="off" {...text('email')} />
          </div>
          <div className={classes.pair}>
            <DayField label={t('members.field.birth')} value={values.birthOn} max={today} onChange={(day) => set('birthOn', day)} clearable />
            <Select
              label={t('members.field.language')}
              value={values.language}
              data={languages.map((value) => ({ value, label: languageNames[value] }))}
              onChange={(value) => set('language', languages.find((known) => known === value) ?? language)}
            />
          </div>
          <SimilarMembers person={seen} onOpen={onDone} />
          {plans.length > 0 && (
            <PlanCards plans={plans} value={values.planId} onChange={(planId) => set('planId', planId)} without={t('members.plan.without')} />
          )}
          {plan && <DayField label={t('members.starts_on')} value={values.startsOn} min={today} onChange={(day) => set('startsOn', day ?? today)} />}
          {plan && preview && <SalePreviewBox preview={preview} />}
          <Checkbox
            label={t('members.field.waiver')}
            checked={values.waiverSigned}
            onChange={(event) => set('waiverSigned', event.currentTarget.checked)}
          />
          <FormActions>
            <Button type="submit" loading={busy} disabled={Boolean(plan && preview?.refusal)} rightSection={<Keys keys="mod+enter" />}>
              {plan ? t('members.enrol_and_sell') : t('members.enrol')}
            </Button>
          </FormActions>
        </FormFrame>
      </Section>
    </>
  )
}
