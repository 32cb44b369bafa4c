import { Button, PasswordInput, Select, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { currencyExponents } from '../../src-shared/kernel/money.ts'
import { Entrance } from '../app/entrance.tsx'
import { type Problems, useForm } from '../kit/form/use-form.ts'
import { FormFrame } from '../kit/form.tsx'
import { BackButton } from './back-button.tsx'
import classes from './first-run.module.css'
import type { SettingUp } from './use-setup.ts'
import { usualCurrency } from './usual-currency.ts'

/** ID-R3, where nobody has asked for longer ones. */
const shortestPassword = 12

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), ownZone, 'UTC'])].sort()
const currencies = [...currencyExponents.keys()].sort()

interface NewOrganisation {
  legalName: string
  ownerName: string
  email: string
  password: string
  timeZone: string
  currency: string
}

/** A new organisation on this computer and its owner: all that is needed before the first member. */
export function OrganisationStep({
  run,
  password,
  onPassword,
  below,
}: {
  run: SettingUp
  password: string
  onPassword(password: string): void
  below: ReactNode
}) {
  const { t } = useTranslation()
  const { organisation } = run.answers
  const timeZone = organisation.timeZone || ownZone
  const form = useForm<NewOrganisation>({
    ...{ ...organisation, password, timeZone },
    currency: organisation.currency || usualCurrency(timeZone),
  })
  const { values, problems, set } = form
  const type = <Field extends keyof NewOrganisation>(field: Field, value: string) => {
    set(field, value)
    if (field === 'password') onPassword(value)
    else run.answer({ organisation: { ...answersOf({ ...values, [field]: value }), locale: organisation.locale } })
  }
  const goOn = () => {
    const wrong = problemsOf(values, t)
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    onPassword(values.password)
    run.answer({ step: 'name', organisation: { ...answersOf(values), locale: organisation.locale } })
  }
  const text = (field: 'legalName' | 'ownerName' | 'email') => ({
    value: values[field],
    error: problems[field],
    onChange: (event: { currentTarget: { value: string } }) => type(field, event.currentTarget.value),
  })
  return (
    <Entrance title={t('first_run.new_title')} line={t('first_run.new_help')} below={below}>
      <FormFrame form={form} label={t('first_run.new_title')} onSubmit={goOn}>
        <TextInput
          data-first
          label={t('first_run.field.organisation')}
          autoComplete="organization"
          maxLength={200}
          {...text('legalName')}
        />
        <TextInput label={t('first_run.field.owner')} autoComplete="name" maxLength={120} {...text('ownerName')} />
        <TextInput label={t('sign_in.email')} type="email" autoComplete="username" maxLength={254} {...text('email')} />
        <PasswordInput
          label={t('sign_in.password')}
          description={t('first_run.password_hint', { count: shortestPassword })}
          autoComplete="new-password"
          maxLength={256}
          value={values.password}
          error={problems.password}
          visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
          onChange={(event) => type('password', event.currentTarget.value)}
        />
        <div className={classes.pair}>
          <Select
            label={t('first_run.field.zone')}
            searchable
            data={zones}
            value={values.timeZone}
            onChange={(value) => type('timeZone', value ?? values.timeZone)}
          />
          <Select
            label={t('first_run.field.currency')}
            searchable
            data={currencies}
            value={values.currency}
            onChange={(value) => type('currency', value ?? values.currency)}
          />
        </div>
        <Button type="submit" fullWidth>
          {t('first_run.go_on')}
        </Button>
        <BackButton onBack={() => run.answer({ step: 'way' })} />
      </FormFrame>
    </Entrance>
  )
}

/** What is kept of it: all but the password. */
const answersOf = ({ password: _, ...answers }: NewOrganisation) => answers

function problemsOf(values: NewOrganisation, t: TFunction): Problems<NewOrganisation> {
  const wrong: Problems<NewOrganisation> = {}
  if (values.legalName.trim() === '') wrong.legalName = t('first_run.problem.organisation')
  if (values.ownerName.trim() === '') wrong.ownerName = t('first_run.problem.owner')
  if (!z.email().safeParse(values.email.trim()).success) wrong.email = t('members.problem.email')
  if (values.password.length < shortestPassword) {
    wrong.password = t('first_run.problem.password', { count: shortestPassword })
  }
  return wrong
}
