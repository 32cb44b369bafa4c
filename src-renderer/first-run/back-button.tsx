import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** The way back to the step before; what was answered stays. */
export function BackButton({ onBack }: { onBack(): void }) {
  const { t } = useTranslation()
  return (
    <Button variant="subtle" fullWidth leftSection={<IconArrowLeft size={16} stroke={1.5} />} onClick={onBack}>
      {t('first_run.back')}
    </Button>
  )
}
