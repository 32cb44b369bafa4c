import { Button } from '@mantine/core'
import { IconScan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../kit/keys.tsx'
import classes from './box-footer.module.css'
import { openCamera } from './box-store.ts'

/** Under the box: the signs that narrow it, and the camera for who has no scanner. */
export function BoxFooter({ onHelp }: { onHelp(): void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.footer}>
      <button type="button" tabIndex={-1} className={classes.hint} onClick={onHelp}>
        <Keys keys=">" /> {t('box.help.commands_short')}
        <Keys keys="@" /> {t('box.help.people_short')}
        <Keys keys="#" /> {t('box.help.numbers_short')}
      </button>
      <Button variant="subtle" size="xs" leftSection={<IconScan size={16} stroke={1.5} />} onClick={openCamera}>
        {t('box.camera.open')}
      </Button>
    </div>
  )
}
