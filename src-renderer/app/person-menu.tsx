import { Button, Popover, UnstyledButton } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PersonMark } from '../kit/person.tsx'
import { useDeskCalls, useHere } from './desk-status.tsx'
import { DensityChoice, LanguageChoice, ThemeChoice } from './looks-choices.tsx'
import classes from './person-menu.module.css'

/** Who is here; behind it how the screens look and speak, and the way out. Changes show at once. */
export function PersonMenu() {
  const { t } = useTranslation()
  const { user, desk } = useHere()
  const { signOut } = useDeskCalls()
  const [open, setOpen] = useState(false)
  if (!user) return null
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={328} offset={6} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.button}
          aria-label={t('person.open', { name: user.name })}
          onClick={() => setOpen(!open)}
        >
          <PersonMark name={user.name} size={28} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={user.name}>
        <div className={classes.panel}>
          <div className={classes.person}>
            <PersonMark name={user.name} size={36} />
            <div>
              <div className={classes.name}>{user.name}</div>
              <div className={classes.desk}>{desk?.name}</div>
            </div>
          </div>
          <LanguageChoice />
          <ThemeChoice />
          <DensityChoice />
          <Button
            variant="default"
            fullWidth
            leftSection={<IconLogout size={16} stroke={1.5} />}
            onClick={() => void signOut()}
          >
            {t('person.sign_out')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
