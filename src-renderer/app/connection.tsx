import { Button, Popover, Switch, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconHourglass,
  IconLock,
  type IconProps,
  IconRefresh,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection as State } from '../../src-main/desk/api/desk-api.ts'
import { useFormat } from '../i18n/format.ts'
import { Facts } from '../kit/detail.tsx'
import classes from './connection.module.css'
import { connectionWords } from './connection-words.ts'
import { useDeskCalls, useHere } from './desk-status.tsx'
import { SignInForm } from './sign-in-form.tsx'

const icons: Record<State, ComponentType<IconProps>> = {
  starting: IconHourglass,
  signed_out: IconLock,
  first_sync: IconHourglass,
  current: IconCloudCheck,
  sending: IconCloudUp,
  offline: IconCloudOff,
  working_offline: IconCloudOff,
  catching_up: IconRefresh,
  waiting: IconHourglass,
  sign_in_again: IconLock,
  update_needed: IconAlertTriangle,
  locked_out: IconLock,
  trouble: IconAlertTriangle,
}

/** What a person must do something about; being offline is not one of them, so it stays grey. */
const urgent: ReadonlySet<State> = new Set(['sign_in_again', 'update_needed', 'locked_out', 'trouble'])

/** The one place that says how this desk stands with the server, and where the network is cut by hand. */
export function Connection({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const status = useHere()
  const [open, setOpen] = useState(false)
  const words = connectionWords(status, t, format)
  const Icon = icons[status.connection]
  const line = (
    <UnstyledButton
      className={classes.line}
      data-narrow={narrow}
      data-urgent={urgent.has(status.connection)}
      data-connection={status.connection}
      aria-label={narrow ? words.short : undefined}
      onClick={() => setOpen(!open)}
    >
      <Icon size={18} stroke={1.5} aria-hidden />
      {!narrow && <span className={classes.words}>{words.short}</span>}
      {status.queued > 0 && <span className={classes.count}>{format.number(status.queued)}</span>}
    </UnstyledButton>
  )
  return (
    <div className={classes.place}>
      <Popover opened={open} onChange={setOpen} position="top-start" width={300} offset={8} trapFocus returnFocus>
        <Popover.Target>
          {narrow ? (
            <Tooltip label={words.short} position="right" disabled={open}>
              {line}
            </Tooltip>
          ) : (
            line
          )}
        </Popover.Target>
        <Popover.Dropdown aria-label={t('connection.title')}>
          <ConnectionPanel long={words.long} />
        </Popover.Dropdown>
      </Popover>
      <span className={classes.said} aria-live="polite">
        {words.short}
      </span>
    </div>
  )
}

function ConnectionPanel({ long }: { long: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { connection, queued, lastPulledAt, desk, trouble } = useHere()
  const { workOffline, tryNow, allowStorage } = useDeskCalls()
  const cut = connection === 'working_offline'
  return (
    <div className={classes.panel}>
      <p className={classes.long}>{long}</p>
      <Facts
        facts={[
          [
            t('connection.waiting_here'),
            <Link key="outbox" to="/outbox">
              {t('connection.entries', { count: queued })}
            </Link>,
          ],
          [t('connection.last_news'), lastPulledAt ? format.moment(lastPulledAt) : '–'],
          [t('connection.desk'), desk?.name ?? '–'],
        ]}
      />
      {connection === 'sign_in_again' && <SignInForm />}
      <Switch
        checked={cut}
        label={t('connection.work_offline')}
        onChange={(event) => void workOffline(event.currentTarget.checked)}
      />
      {trouble === 'journal_not_durable' && (
        <Button fullWidth onClick={() => void allowStorage()}>
          {t('connection.allow_storage')}
        </Button>
      )}
      {!cut && (
        <Button
          variant="default"
          fullWidth
          leftSection={<IconRefresh size={16} stroke={1.5} />}
          onClick={() => void tryNow()}
        >
          {t(connection === 'trouble' ? 'connection.look_again' : 'connection.try_now')}
        </Button>
      )}
    </div>
  )
}
