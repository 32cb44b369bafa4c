import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeskCalls } from '../../app/desk-status.tsx'
import { useStatus } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { Facts } from '../../kit/detail.tsx'
import classes from './settings-page.module.css'
import { useSyncDetails } from './sync-details.ts'

const mebibyte = 1024 * 1024

/** What this desk takes of the disk, and whether the browser has promised to keep the journal (DX-R29). */
export function SettingsStorage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { durable } = useStatus()
  const { allowStorage } = useDeskCalls()
  const { details } = useSyncDetails()
  const journal = useJournalBytes()
  const size = (bytes: number | null | undefined) =>
    typeof bytes === 'number' ? t('settings.megabytes', { size: format.number(Math.ceil(bytes / mebibyte)) }) : '–'
  return (
    <>
      <Facts
        facts={[
          [t('settings.data_size'), size(details?.replicaBytes)],
          [t('settings.journal_size'), size(journal)],
          [t('settings.free'), size(details?.freeBytes)],
          [t('settings.promised'), durable ? t('settings.yes') : t('settings.no')],
        ]}
      />
      {durable === false && (
        <div className={classes.actions}>
          <Button onClick={() => void allowStorage()}>{t('connection.allow_storage')}</Button>
        </div>
      )}
    </>
  )
}

/** What the page itself keeps: journal, drafts and choices; null until it is known. */
function useJournalBytes(): number | null {
  const [bytes, setBytes] = useState<number | null>(null)
  useEffect(() => {
    let gone = false
    navigator.storage.estimate().then(
      ({ usage }) => gone || setBytes(usage ?? null),
      () => {},
    )
    return () => {
      gone = true
    }
  }, [])
  return bytes
}
