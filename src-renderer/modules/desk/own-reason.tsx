import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog, DialogButtons } from '../../kit/dialog/dialog.tsx'
import { useForm } from '../../kit/form/use-form.ts'
import { FormFrame } from '../../kit/form.tsx'

/** A reason says at least this much (desk-ux.md section 5). */
const shortestReason = 3

/** Asks for a reason in the person's own words (DX-R9). */
export function OwnReason({ onTold, onClose }: { onTold(reason: string): void; onClose(): void }) {
  const { t } = useTranslation()
  const form = useForm({ reason: '' })
  const reason = form.values.reason.trim()
  const tell = () => {
    if (reason.length < shortestReason) return
    onClose()
    onTold(reason)
  }
  return (
    <Dialog title={t('attention.dismiss')} onClose={onClose}>
      <FormFrame form={form} label={t('attention.dismiss')} onSubmit={tell}>
        <TextInput
          data-first
          data-autofocus
          label={t('attention.other_reason')}
          value={form.values.reason}
          onChange={(event) => form.set('reason', event.currentTarget.value)}
        />
        <DialogButtons>
          <Button type="submit" disabled={reason.length < shortestReason}>
            {t('attention.dismiss')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
        </DialogButtons>
      </FormFrame>
    </Dialog>
  )
}
