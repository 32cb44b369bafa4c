import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog, DialogButtons } from '../dialog/dialog.tsx'

interface Props {
  onLeave(): void
  onDiscard(): void
  onStay(): void
}

/** Asks before a form in which something was typed is left (DX-R32). */
export function LeaveDialog({ onLeave, onDiscard, onStay }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('form.leave_title')} onClose={onStay}>
      <div>{t('form.leave_line')}</div>
      <DialogButtons>
        <Button data-autofocus onClick={onLeave}>
          {t('form.leave')}
        </Button>
        <Button variant="default" onClick={onStay}>
          {t('form.stay')}
        </Button>
        <Button variant="subtle" onClick={onDiscard}>
          {t('form.leave_discard')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
