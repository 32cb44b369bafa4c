import { Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultNotices, type Notices, notices } from '../../app/quiet-hours.ts'
import { usePreference } from '../../desk/form-hooks.ts'
import classes from './settings-page.module.css'

/** News while the window is not looked at, and the hours in which there are none. */
export function SettingsNotices() {
  const { t } = useTranslation()
  const [chosen, choose] = usePreference('notices', notices, defaultNotices)
  const [refused, setRefused] = useState(false)
  const set = (change: Partial<Notices>) => {
    const next = notices.safeParse({ ...chosen, ...change })
    if (next.success) choose(next.data)
  }
  const turn = async (on: boolean) => {
    const allowed = !on || (await Notification.requestPermission()) === 'granted'
    setRefused(!allowed)
    set({ on: on && allowed })
  }
  return (
    <>
      <Switch
        checked={chosen.on}
        label={t('notices.on')}
        description={t('notices.on_line')}
        error={refused ? t('notices.refused') : undefined}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      {chosen.on && (
        <div className={classes.hours}>
          <TextInput
            type="time"
            label={t('notices.quiet_from')}
            value={chosen.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('notices.quiet_to')}
            value={chosen.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  )
}
