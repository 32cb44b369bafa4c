import { Button, Progress } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { connectionWords } from './connection-words.ts'
import { useDeskCalls, useHere } from './desk-status.tsx'
import { Entrance } from './entrance.tsx'
import classes from './first-sync.module.css'
import { wordsOfTable } from './table-words.ts'

/** The first time on this machine: what is being fetched and how far it is, in real counts; it can be paused. */
export function FirstSync() {
  const { t } = useTranslation()
  const format = useFormat()
  const here = useHere()
  const { firstSync: progress, connection } = here
  const [counted, setCounted] = useState(progress)
  if (progress && progress.of > 0 && progress !== counted) setCounted(progress)
  // After the last row the desk has work of its own: the bar stays where it was.
  const done = progress?.of ? progress.done : (counted?.done ?? 0)
  const of = progress?.of || (counted?.of ?? 0)
  const loading = connection === 'first_sync' || connection === 'starting'
  return (
    <Entrance title={t('first_sync.title')} line={t('first_sync.line')}>
      <Progress value={of === 0 ? 0 : (100 * done) / of} aria-label={t('first_sync.title')} size={6} radius="xl" />
      <p className={classes.progress} aria-live="polite">
        <span>{t(wordsOfTable(progress?.table ?? ''))}</span>
        {of > 0 && <span>{t('first_sync.count', { done: format.number(done), of: format.number(of) })}</span>}
      </p>
      {!loading && <p className={classes.cut}>{connectionWords(here, t, format).long}</p>}
      <PauseButton />
    </Entrance>
  )
}

/** What arrived so far is kept: it goes on at the same row, also after a restart. */
function PauseButton() {
  const { t } = useTranslation()
  const { connection, firstSync } = useHere()
  const { workOffline, tryNow } = useDeskCalls()
  if (connection === 'working_offline') {
    return (
      <Button
        fullWidth
        mt={16}
        leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
        onClick={() => void workOffline(false)}
      >
        {t('first_sync.resume')}
      </Button>
    )
  }
  if (connection === 'first_sync' || (connection === 'trouble' && firstSync)) {
    return (
      <Button
        fullWidth
        mt={16}
        variant="default"
        leftSection={<IconPlayerPause size={16} stroke={1.5} />}
        onClick={() => void workOffline(true)}
      >
        {t('first_sync.pause')}
      </Button>
    )
  }
  return connection === 'starting' ? null : (
    <Button fullWidth mt={16} variant="default" onClick={() => void tryNow()}>
      {t('connection.try_now')}
    </Button>
  )
}
