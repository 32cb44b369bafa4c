import { Button, PasswordInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import { useDesk } from '../../../desk/hooks.tsx'
import { DetailHead, Section } from '../../../kit/detail.tsx'
import { type Problems, useForm } from '../../../kit/form/use-form.ts'
import { FormActions, FormFrame, FormNotice } from '../../../kit/form.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import { sealUnsent } from './save-work.ts'

/** As the desk asks for. */
const shortest = 12

interface Secret {
  passphrase: string
  again: string
}

/** Unsent work goes into a file that only its passphrase opens, for a desk that may not come back (DX-R35). */
export function SaveForm({ count, onClose }: { count: number; onClose(): void }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const form = useForm<Secret>({ passphrase: '', again: '' })
  const { values, problems, set } = form
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const save = async () => {
    const wrong: Problems<Secret> = {
      ...(values.passphrase.length < shortest ? { passphrase: t('rescue.problem.short', { count: shortest }) } : {}),
      ...(values.passphrase === values.again ? {} : { again: t('rescue.problem.differ') }),
    }
    form.blame(wrong)
    if (Object.keys(wrong).length > 0) return
    setBusy(true)
    const sealed = await sealUnsent(desk, values.passphrase)
    setBusy(false)
    setFailure(sealed.ok ? null : sealed.failure)
    if (!sealed.ok) return
    download(sealed.value, `holdfast-${new Date().toISOString().slice(0, 10)}.rescue`)
    onClose()
  }
  const secret = (field: keyof Secret, label: string) => (
    <PasswordInput
      data-first={field === 'passphrase' ? true : undefined}
      label={label}
      autoComplete="off"
      maxLength={256}
      value={values[field]}
      error={problems[field]}
      visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  )
  return (
    <>
      <DetailHead title={t('rescue.save')} line={t('rescue.save_count', { count })} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('rescue.save')} onSubmit={() => void save()}>
          <p style={{ margin: 0 }}>{t('rescue.save_help')}</p>
          {secret('passphrase', t('rescue.field.passphrase'))}
          {secret('again', t('rescue.field.again'))}
          {failure && (
            <FormNotice>
              <RejectionText rejection={failure} />
            </FormNotice>
          )}
          <FormActions>
            <Button type="submit" loading={busy} leftSection={<IconDownload size={16} stroke={1.5} />}>
              {t('rescue.save_file')}
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

/** Hands a text over as a file; where it goes, the person says. */
function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
