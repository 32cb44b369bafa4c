import { useTranslation } from 'react-i18next'
import type { PrintJob } from '../../../../src-main/desk/api/printing-api.ts'
import { useFormat } from '../../../i18n/format.ts'
import { MomentText } from '../../../kit/date-text.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import { JobActions } from './job-actions.tsx'
import { JobState } from './job-state.tsx'
import classes from './print-queue-list.module.css'

/** What waits, what asks, and what came out last, newest first. */
export function PrintQueueList({ jobs }: { jobs: readonly PrintJob[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (jobs.length === 0) return <p className={classes.empty}>{t('print.queue_empty')}</p>
  return (
    <ul className={classes.jobs}>
      {jobs.map((job) => (
        <li key={job.id} className={classes.job}>
          <span className={classes.title}>
            {job.title}
            {job.copy > 1 && <span className={classes.copy}>{t('print.copy', { n: format.number(job.copy) })}</span>}
          </span>
          <span className={classes.printer}>{job.printerName}</span>
          <MomentText at={job.at} />
          <JobState state={job.state} />
          {job.reason && (
            <span className={classes.reason}>
              <RejectionText rejection={{ code: job.reason, params: {} }} />
            </span>
          )}
          <JobActions job={job} />
        </li>
      ))}
    </ul>
  )
}
