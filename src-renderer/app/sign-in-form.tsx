import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import { type Problems, useForm } from '../kit/form/use-form.ts'
import { FormActions, FormFrame, FormNotice } from '../kit/form.tsx'
import { RejectionText } from '../kit/rejection-text.tsx'
import { useDeskCalls } from './desk-status.tsx'

interface Credentials {
  email: string
  password: string
}

/** Name and password; says what is wrong in words and keeps what was typed. */
export function SignInForm() {
  const { t } = useTranslation()
  const { signIn } = useDeskCalls()
  const form = useForm<Credentials>({ email: '', password: '' })
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const { values, problems, set } = form
  const send = async () => {
    const missing: Problems<Credentials> = {
      email: values.email.trim() === '' ? t('sign_in.email_missing') : undefined,
      password: values.password === '' ? t('sign_in.password_missing') : undefined,
    }
    form.blame(missing)
    if (missing.email || missing.password) return
    setBusy(true)
    const answer = await signIn(values.email.trim(), values.password)
    setBusy(false)
    setFailure(answer.ok ? null : answer.failure)
  }
  return (
    <FormFrame form={form} label={t('sign_in.title')} onSubmit={() => void send()}>
      <TextInput
        data-first
        label={t('sign_in.email')}
        type="email"
        autoComplete="username"
        value={values.email}
        error={problems.email}
        onChange={(event) => set('email', event.currentTarget.value)}
      />
      <PasswordInput
        label={t('sign_in.password')}
        autoComplete="current-password"
        value={values.password}
        error={problems.password}
        visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
        onChange={(event) => set('password', event.currentTarget.value)}
      />
      {failure && (
        <FormNotice>
          <RejectionText rejection={failure} />
        </FormNotice>
      )}
      <FormActions>
        <Button type="submit" fullWidth loading={busy}>
          {t('sign_in.submit')}
        </Button>
      </FormActions>
    </FormFrame>
  )
}
