import { UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortcutBoard } from '../app/shortcut-board.ts'
import { Keys } from '../kit/keys.tsx'
import classes from './box-button.module.css'
import { openBox } from './box-store.ts'

/** Where the box is opened by hand. */
export function BoxButton() {
  const { t } = useTranslation()
  return (
    <UnstyledButton
      className={classes.button}
      aria-label={t('box.title')}
      aria-keyshortcuts={shortcutBoard.spoken('box')}
      onClick={openBox}
    >
      <IconSearch size={16} stroke={1.5} aria-hidden />
      <span className={classes.words}>{t('box.short')}</span>
      <Keys keys="mod+k" />
    </UnstyledButton>
  )
}
