import { Button, PasswordInput, TextInput } from '@mantine/core'
import { IconPlant2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import { FormActions, FormFrame, FormNotice, type Problems, useForm } from '../kit/form.tsx'
import { RejectionText } from '../kit/rejection-text.tsx'
import { useDeskCalls } from './desk-status.tsx'
import { LanguageChoice, ThemeChoice } from './looks-choices.tsx'
import classes from './sign-in.module.css'

interface Credentials {
  email: string
  password: string
}

/** Who is at this desk? Shown until someone has signed in; says what is wrong in words and keeps what was typed. */
export function SignIn() {
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
    <main className={classes.page}>
      <div className={classes.card}>
        <span className={classes.logo} aria-hidden="true">
          <IconPlant2 size={24} stroke={1.5} />
        </span>
        <h1 className={classes.title}>{t('sign_in.title')}</h1>
        <p className={classes.line}>{t('sign_in.line')}</p>
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
      </div>
      <div className={classes.looks}>
        <LanguageChoice />
        <ThemeChoice />
      </div>
    </main>
  )
}
