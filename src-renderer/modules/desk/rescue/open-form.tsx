import { Button, FileInput, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import { useDesk } from '../../../desk/hooks.tsx'
import { DetailHead, Section } from '../../../kit/detail.tsx'
import { useForm } from '../../../kit/form/use-form.ts'
import { FormActions, FormFrame, FormNotice } from '../../../kit/form.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import { type OpenedWork, openWork } from './open-work.ts'

interface Chosen {
  file: File | null
  passphrase: string
}

/** Opens a file of saved work with its passphrase. */
export function OpenForm({ onClose, onOpened }: { onClose(): void; onOpened(work: OpenedWork): void }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const form = useForm<Chosen>({ file: null, passphrase: '' })
  const { values, problems, set } = form
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const open = async () => {
    const { file, passphrase } = values
    form.blame({
      ...(file ? {} : { file: t('rescue.problem.file') }),
      ...(passphrase ? {} : { passphrase: t('rescue.problem.passphrase') }),
    })
    if (!file || !passphrase) return
    setBusy(true)
    const opened = await openWork(desk, await file.text(), passphrase)
    setBusy(false)
    setFailure(opened.ok ? null : opened.failure)
    if (opened.ok) onOpened(opened.value)
  }
  return (
    <>
      <DetailHead title={t('rescue.open')} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('rescue.open')} onSubmit={() => void open()}>
          <FileInput
            label={t('rescue.field.file')}
            placeholder={t('rescue.field.file_hint')}
            accept=".rescue"
            value={values.file}
            error={problems.file}
            onChange={(file) => set('file', file)}
          />
          <PasswordInput
            label={t('rescue.field.passphrase')}
            autoComplete="off"
            value={values.passphrase}
            error={problems.passphrase}
            visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
            onChange={(event) => set('passphrase', event.currentTarget.value)}
          />
          {failure && (
            <FormNotice>
              <RejectionText rejection={failure} />
            </FormNotice>
          )}
          <FormActions>
            <Button type="submit" loading={busy}>
              {t('rescue.open')}
            </Button>
            <Button variant="subtle" onClick={onClose}>
              {t('actions.cancel')}
            </Button>
          </FormActions>
        </FormFrame>
      </Section>
    </>
  )
}
