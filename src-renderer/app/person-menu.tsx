import { Button, Popover, SegmentedControl, UnstyledButton } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../src-shared/kernel/rejection.ts'
import { useDeskCalls, useStatus } from '../desk/hooks.tsx'
import { languageNames, speak, type Words } from '../i18n/i18n.ts'
import { PersonMark } from '../kit/person.tsx'
import { changeLooks, type Density, densities, type Scheme, schemes, useLooks } from '../theme/looks.ts'
import classes from './person-menu.module.css'

const schemeWords: Record<Scheme, Words> = { auto: 'looks.auto', light: 'looks.light', dark: 'looks.dark' }
const densityWords: Record<Density, Words> = {
  comfortable: 'looks.comfortable',
  compact: 'looks.compact',
  touch: 'looks.touch',
}

/** Who is here; behind it how the screens look and speak, and the way out. Changes show at once. */
export function PersonMenu() {
  const { t } = useTranslation()
  const { user, desk } = useStatus()
  const { signOut } = useDeskCalls()
  const [open, setOpen] = useState(false)
  if (!user) return null
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={328} offset={6} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={t('person.open', { name: user.name })} onClick={() => setOpen(!open)}>
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
          <LooksChoices />
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

/** Language, theme and density; also on the sign-in screen, where nobody is known yet. */
export function LooksChoices() {
  const { t } = useTranslation()
  const { language, scheme, density } = useLooks()
  return (
    <div className={classes.choices}>
      <Choice label={t('looks.language')}>
        <SegmentedControl
          fullWidth
          aria-label={t('looks.language')}
          value={language}
          data={languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
          onChange={(chosen) => {
            changeLooks({ language: chosen })
            speak(chosen)
          }}
        />
      </Choice>
      <Choice label={t('looks.theme')}>
        <SegmentedControl
          fullWidth
          aria-label={t('looks.theme')}
          value={scheme}
          data={schemes.map((value) => ({ value, label: t(schemeWords[value]) }))}
          onChange={(chosen) => changeLooks({ scheme: chosen })}
        />
      </Choice>
      <Choice label={t('looks.density')}>
        <SegmentedControl
          fullWidth
          aria-label={t('looks.density')}
          value={density}
          data={densities.map((value) => ({ value, label: t(densityWords[value]) }))}
          onChange={(chosen) => changeLooks({ density: chosen })}
        />
      </Choice>
    </div>
  )
}

const Choice = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <div className={classes.choice}>
    <span className={classes.label}>{label}</span>
    {children}
  </div>
)
