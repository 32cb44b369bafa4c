import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconHelp, type IconProps } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Words } from '../i18n/i18n.ts'
import { PersonMenu } from './person-menu.tsx'
import { shortcutBoard } from './shortcut-board.ts'
import type { ShortcutId } from './shortcuts.ts'
import classes from './top-bar.module.css'
import { useShortcut } from './use-shortcut.ts'

/** Above every screen: the way back and forward, the place of the box, help, and the person. */
export function TopBar({ onHelp }: { onHelp(): void }) {
  const { history } = useRouter()
  return (
    <header className={classes.bar}>
      <BarButton icon={IconArrowLeft} word="keys.back" id="back" onClick={() => history.back()} />
      <BarButton icon={IconArrowRight} word="keys.forward" id="forward" onClick={() => history.forward()} />
      <div className={classes.box} />
      <BarButton icon={IconHelp} word="keys.help" id="help" onClick={onHelp} />
      <PersonMenu />
    </header>
  )
}

interface BarButtonProps {
  icon: ComponentType<IconProps>
  word: Words
  id: ShortcutId
  onClick(): void
}

function BarButton({ icon: Icon, word, id, onClick }: BarButtonProps) {
  const { t } = useTranslation()
  useShortcut(id, onClick)
  return (
    <Tooltip label={`${t(word)} (${shortcutBoard.written(id)})`}>
      <ActionIcon aria-label={t(word)} aria-keyshortcuts={shortcutBoard.spoken(id)} onClick={onClick}>
        <Icon size={18} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  )
}
