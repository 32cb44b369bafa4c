import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HubStatus } from '../../../../src-main/desk/api/hub-api.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Facts, Section } from '../../../kit/detail.tsx'
import classes from './hub.module.css'
import type { HubScreen } from './use-hub.ts'

const shown = 5
const perMegabyte = 1024 * 1024

/** Copies of everything, newest first, and one more at a click (PL-R50). */
export function HubBackups({ backups, hub }: { backups: HubStatus['backups']; hub: HubScreen }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = backups
    .slice(0, shown)
    .map(({ at, bytes }): [string, string] => [
      format.moment(at),
      t('hub.megabytes', { size: format.number(Math.max(1, Math.round(bytes / perMegabyte))) }),
    ])
  return (
    <Section title={t('hub.backups')}>
      {facts.length === 0 ? <p className={classes.line}>{t('hub.no_backups')}</p> : <Facts facts={facts} />}
      <Button
        variant="default"
        className={classes.below}
        loading={hub.busy === 'hubBackUp'}
        onClick={() => void hub.ask('hubBackUp', {})}
      >
        {t('hub.back_up')}
      </Button>
    </Section>
  )
}
