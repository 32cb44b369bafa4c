import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../form/use-form.ts'
import { FormFrame } from '../form.tsx'
import { Dialog, DialogButtons } from './dialog.tsx'

interface Props {
  title: string
  /** The verb on the button. */
  word: string
  onReason(reason: string): void
  onClose(): void
}

/** Asks why, where the record must say. */
export function ReasonDialog({ title, word, onReason, onClose }: Props) {
  const { t } = useTranslation()
  const form = useForm({ reason: '' })
  const give = () => {
    const reason = form.values.reason.trim()
    if (reason === '') form.blame({ reason: t('bulk.reason_missing') })
    else onReason(reason)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <FormFrame form={form} label={title} onSubmit={give}>
        <TextInput
          data-first
          data-autofocus
          label={t('bulk.reason')}
          maxLength={500}
          value={form.values.reason}
          error={form.problems.reason}
          onChange={(event) => form.set('reason', event.currentTarget.value)}
        />
        <DialogButtons>
          <Button type="submit">{word}</Button>
          <Button variant="subtle" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
        </DialogButtons>
      </FormFrame>
    </Dialog>
  )
}
