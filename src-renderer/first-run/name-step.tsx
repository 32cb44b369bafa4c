import { Button, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import { Entrance } from '../app/entrance.tsx'
import { useForm } from '../kit/form/use-form.ts'
import { FormFrame, FormNotice } from '../kit/form.tsx'
import { RejectionText } from '../kit/rejection-text.tsx'
import { BackButton } from './back-button.tsx'
import type { SettingUp } from './use-setup.ts'

/** What people call this desk; with it everything is known, and it begins. */
export function NameStep({
  run,
  password,
  failure,
  below,
}: {
  run: SettingUp
  password: string
  failure: Rejection | null
  below: ReactNode
}) {
  const { t } = useTranslation()
  const { way, address, organisation, deskName: named } = run.answers
  const form = useForm({ deskName: named })
  const connecting = way === 'connect'
  const begin = () => {
    const deskName = form.values.deskName.trim()
    if (deskName === '') return form.blame({ deskName: t('first_run.problem.desk') })
    if (connecting) return void run.take({ do: 'connect', address, deskName })
    const { email, ...rest } = organisation
    void run.take({ do: 'organisation', deskName, organisation: { ...rest, email: email.trim(), password } })
  }
  return (
    <Entrance title={t('first_run.name_title')} line={t('first_run.name_help')} below={below}>
      <FormFrame form={form} label={t('first_run.name_title')} onSubmit={begin}>
        <TextInput
          data-first
          label={t('first_run.field.desk')}
          maxLength={50}
          autoComplete="off"
          value={form.values.deskName}
          error={form.problems.deskName}
          onChange={(event) => {
            form.set('deskName', event.currentTarget.value)
            run.answer({ deskName: event.currentTarget.value })
          }}
        />
        {failure && (
          <FormNotice>
            <RejectionText rejection={failure} />
          </FormNotice>
        )}
        <Button type="submit" fullWidth>
          {connecting ? t('first_run.go_on') : t('first_run.begin')}
        </Button>
        <BackButton onBack={() => run.answer({ step: connecting ? 'connect' : 'organisation' })} />
      </FormFrame>
    </Entrance>
  )
}
