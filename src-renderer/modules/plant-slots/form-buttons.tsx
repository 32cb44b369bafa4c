import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FormActions } from '../../kit/form.tsx'
import { Keys } from '../../kit/keys.tsx'

/** The two buttons of a small form: do it, or leave everything as it is. */
export function FormButtons({
  word,
  busy,
  disabled = false,
  onClose,
}: {
  word: string
  busy: boolean
  disabled?: boolean
  onClose(): void
}) {
  const { t } = useTranslation()
  return (
    <FormActions>
      <Button type="submit" loading={busy} disabled={disabled} rightSection={<Keys keys="mod+enter" />}>
        {word}
      </Button>
      <Button variant="subtle" onClick={onClose}>
        {t('actions.cancel')}
      </Button>
    </FormActions>
  )
}
