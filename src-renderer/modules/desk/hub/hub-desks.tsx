import { ActionIcon, Tooltip } from '@mantine/core'
import { IconDeviceDesktop, IconUnlink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { HubStatus } from '../../../../src-main/desk/api/hub-api.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Section } from '../../../kit/detail.tsx'
import classes from './hub.module.css'
import type { HubScreen } from './use-hub.ts'

/** The desks that have joined, and whether each is here. */
export function HubDesks({ desks, hub }: { desks: HubStatus['desks']; hub: HubScreen }) {
  const { t } = useTranslation()
  const format = useFormat()
  const here = desks.filter(({ connected }) => connected).length
  return (
    <Section
      title={t('hub.desks')}
      aside={<span className={classes.quiet}>{t('hub.connected', { count: here })}</span>}
    >
      {desks.length === 0 && <p className={classes.line}>{t('hub.no_desks')}</p>}
      <ul className={classes.desks}>
        {desks.map(({ key, name, connected, lastSeenAt }) => (
          <li key={key} data-connected={connected}>
            <IconDeviceDesktop size={18} stroke={1.5} aria-hidden />
            <span className={classes.name}>{name}</span>
            <span className={classes.quiet}>
              {connected && t('hub.here_now')}
              {!connected && (lastSeenAt ? t('hub.last_seen', { when: format.moment(lastSeenAt) }) : t('hub.not_seen'))}
            </span>
            <Tooltip label={t('hub.remove_desk', { name })}>
              <ActionIcon
                aria-label={t('hub.remove_desk', { name })}
                onClick={() => void hub.ask('hubRemoveDesk', { key })}
              >
                <IconUnlink size={16} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </Section>
  )
}
