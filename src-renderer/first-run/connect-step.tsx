import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import { Entrance } from '../app/entrance.tsx'
import { useForm } from '../kit/form/use-form.ts'
import { FormFrame, FormNotice } from '../kit/form.tsx'
import { RejectionText } from '../kit/rejection-text.tsx'
import { BackButton } from './back-button.tsx'
import type { SettingUp } from './use-setup.ts'

/** What people type is often without its beginning; on the way to a server it is never plain, but on this machine. */
function addressOf(text: string): string | null {
  const typed = text.trim()
  const whole = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`
  try {
    const { protocol, hostname, origin } = new URL(whole)
    return hostname !== '' && (protocol === 'https:' || protocol === 'http:') ? origin : null
  } catch {
    return null
  }
}

/** Where the organisation's server is; it is asked before one goes on, so that a wrong letter shows here. */
export function ConnectStep({ run, below }: { run: SettingUp; below: ReactNode }) {
  const { t } = useTranslation()
  const form = useForm({ address: run.answers.address })
  const { values, problems, set } = form
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const check = async () => {
    const address = addressOf(values.address)
    if (!address) return form.blame({ address: t('first_run.problem.address') })
    setBusy(true)
    const answer = await run.take({ do: 'check', address })
    setBusy(false)
    setFailure(answer.ok ? null : answer.failure)
    if (answer.ok) run.answer({ step: 'name', address })
  }
  return (
    <Entrance title={t('first_run.connect_title')} line={t('first_run.connect_help')} below={below}>
      <FormFrame form={form} label={t('first_run.connect_title')} onSubmit={() => void check()}>
        <TextInput
          data-first
          label={t('first_run.field.address')}
          placeholder="https://holdfast.example.org"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={values.address}
          error={problems.address}
          onChange={(event) => {
            set('address', event.currentTarget.value)
            run.answer({ address: event.currentTarget.value.slice(0, 300) })
          }}
        />
        {failure && (
          <FormNotice>
            <RejectionText rejection={failure} />
          </FormNotice>
        )}
        <Button type="submit" fullWidth loading={busy}>
          {t('first_run.go_on')}
        </Button>
        <BackButton onBack={() => run.answer({ step: 'way' })} />
      </FormFrame>
    </Entrance>
  )
}
