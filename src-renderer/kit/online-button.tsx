import { Button, type ButtonProps, Popover } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './online-button.module.css'
import { useReminders } from './online-reminders.tsx'
import { useOnline } from './use-online.ts'

interface Props extends Pick<ButtonProps, 'variant' | 'size' | 'loading'> {
  /** What the button says and what the person is reminded of. */
  word: string
  icon?: ReactNode
  type?: 'button' | 'submit'
  onClick?(): void
}

/**
 * Does what only the server can do (DX-R5): a plug says so. Without a connection it stays where it is and can be
 * reached; a press then does nothing but say why, and offers to remind.
 */
export function OnlineButton({ word, icon, type = 'button', onClick, ...look }: Props) {
  const { t } = useTranslation()
  const online = useOnline()
  const reason = useId()
  const [why, setWhy] = useState(false)
  const { isReminding, remind } = useReminders(word)
  return (
    <Popover
      opened={why && !online}
      onChange={setWhy}
      position="bottom-start"
      width={288}
      offset={6}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          {...look}
          type={online ? type : 'button'}
          className={classes.button}
          leftSection={icon}
          rightSection={<IconPlugConnected size={16} stroke={1.5} aria-hidden />}
          aria-disabled={!online}
          data-offline={!online || undefined}
          aria-describedby={reason}
          title={online ? t('online.only') : t('online.needed')}
          onClick={() => (online ? onClick?.() : setWhy(!why))}
        >
          {word}
          <span id={reason} hidden>
            {online ? t('online.only') : t('online.needed')}
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={word}>
        <div className={classes.why}>
          <p>{t('online.needed')}</p>
          <Button variant="default" disabled={isReminding} onClick={remind}>
            {isReminding ? t('online.reminded') : t('online.remind')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
