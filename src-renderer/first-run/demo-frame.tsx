import { Button } from '@mantine/core'
import { IconDoorExit, IconFlask2, IconPlugConnected, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskStatus } from '../../src-main/desk/api/desk-api.ts'
import { useDeskCalls } from '../app/desk-status.tsx'
import { useDesk } from '../desk/hooks.tsx'
import classes from './demo-frame.module.css'
import { useDemoMorning } from './demo-morning.ts'

/**
 * DX-R48: over every screen of the demo stands that it is one, with the switch of its network, so that a collision can
 * be played, the way to begin anew and the way out.
 */
export function DemoFrame({ status, children }: { status: DeskStatus; children: ReactNode }) {
  const { t } = useTranslation()
  const { workOffline } = useDeskCalls()
  useDemoMorning(status)
  if (status.setup?.kind !== 'demo') return children
  const cut = status.connection === 'working_offline'
  return (
    <div className={classes.frame}>
      <aside className={classes.band} aria-label={t('demo.title')}>
        <IconFlask2 size={16} stroke={1.5} aria-hidden />
        <span className={classes.words}>
          <strong>{t('demo.title')}</strong> <span>{t('demo.line')}</span>
        </span>
        {status.user && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={
              cut ? <IconPlugConnected size={16} stroke={1.5} /> : <IconPlugConnectedX size={16} stroke={1.5} />
            }
            onClick={() => void workOffline(!cut)}
          >
            {cut ? t('demo.connect') : t('demo.cut')}
          </Button>
        )}
        {status.setup.mayLeave && <WaysOut />}
      </aside>
      <div className={classes.rest}>{children}</div>
    </div>
  )
}

/** To begin anew, and to go. */
function WaysOut() {
  const { t } = useTranslation()
  const { client } = useDesk()
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconRefresh size={16} stroke={1.5} />}
        onClick={() => void client.call('setUp', { do: 'reset_demo' })}
      >
        {t('demo.reset')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconDoorExit size={16} stroke={1.5} />}
        onClick={() => void client.call('setUp', { do: 'leave' })}
      >
        {t('demo.leave')}
      </Button>
    </>
  )
}
