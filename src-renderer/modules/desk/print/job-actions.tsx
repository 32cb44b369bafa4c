import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PrintJob } from '../../../../src-main/desk/api/printing-api.ts'
import classes from './job-actions.module.css'
import { usePrintCalls } from './use-print-calls.ts'

/** What a person can say of a paper now: whether it came out, that it be tried again, that it be forgotten. */
export function JobActions({ job: { id: jobId, state } }: { job: PrintJob }) {
  const { t } = useTranslation()
  const { call, busy } = usePrintCalls()
  if (state === 'unsure') {
    return (
      <fieldset className={classes.actions} aria-label={t('print.did_it')}>
        <span className={classes.question}>{t('print.did_it')}</span>
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => void call('answerUnsure', { jobId, cameOut: true })}
        >
          {t('print.yes')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => void call('answerUnsure', { jobId, cameOut: false })}
        >
          {t('print.no')}
        </Button>
      </fieldset>
    )
  }
  return (
    <div className={classes.actions}>
      {(state === 'failed' || state === 'queued') && (
        <Button size="xs" variant="default" disabled={busy} onClick={() => void call('retryPrint', { jobId })}>
          {t('print.retry')}
        </Button>
      )}
      {(state === 'failed' || state === 'queued') && (
        <Button size="xs" variant="subtle" disabled={busy} onClick={() => void call('cancelPrint', { jobId })}>
          {t('print.cancel')}
        </Button>
      )}
    </div>
  )
}
