import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncDetails } from '../../../src-main/desk/api/desk-api.ts'
import { useHere } from '../../app/desk-status.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Words } from '../../i18n/i18n.ts'
import { Facts } from '../../kit/detail.tsx'
import { Loading } from '../../kit/loading.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import classes from './settings-page.module.css'
import { useSyncDetails } from './sync-details.ts'

/** For the curious, and for whoever helps them: how far this desk has read, and its last words with the server. */
export function SettingsSync() {
  const { details, failure } = useSyncDetails()
  if (details) return <Details details={details} />
  return failure ? <RejectionText rejection={failure} /> : <Loading shape="detail" />
}

function Details({ details }: { details: SyncDetails }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { connection, queued, atRisk } = useHere()
  const { cursor, exchanges } = details
  return (
    <>
      <Facts
        facts={[
          [t('settings.version'), cursor ? format.number(cursor.version) : '–'],
          [t('settings.epoch'), cursor?.epoch ?? '–'],
          [t('settings.schema'), details.schema.slice(0, 12)],
          [t('settings.protocol'), format.number(details.protocol)],
          [
            t('settings.queue'),
            t('settings.queue_facts', { queued: format.number(queued), risk: format.number(atRisk) }),
          ],
          [t('settings.last_number'), format.number(details.processedSeq)],
        ]}
      />
      <CopyReport report={JSON.stringify({ connection, queued, atRisk, ...details }, null, 2)} />
      {exchanges.length > 0 && <Exchanges exchanges={exchanges} />}
    </>
  )
}

/** Numbers and codes only: nothing in it names a person. */
function CopyReport({ report }: { report: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(report).then(() => setCopied(true))
  return (
    <div className={classes.actions}>
      <Button variant="default" leftSection={<IconCopy size={16} stroke={1.5} />} onClick={copy}>
        {copied ? t('settings.copied') : t('actions.copy_report')}
      </Button>
    </div>
  )
}

const kinds: Record<SyncDetails['exchanges'][number]['what'], Words> = {
  push: 'settings.push',
  pull: 'settings.pull',
  snapshot: 'settings.snapshot',
  session: 'settings.session',
}

function Exchanges({ exchanges }: { exchanges: SyncDetails['exchanges'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <table className={classes.exchanges} aria-label={t('settings.exchanges')}>
      <thead>
        <tr>
          <th scope="col">{t('settings.at')}</th>
          <th scope="col">{t('settings.what')}</th>
          <th scope="col">{t('settings.took')}</th>
          <th scope="col">{t('settings.came')}</th>
        </tr>
      </thead>
      <tbody>
        {exchanges.toReversed().map(({ n, at, what, ms, failure, count }) => (
          <tr key={n}>
            <td>{format.moment(at)}</td>
            <td>{t(kinds[what])}</td>
            <td>{t('settings.ms', { ms: format.number(ms) })}</td>
            <td>{failure ?? t('settings.count', { count })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
