import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import type { PrintJob } from '../../../../src-main/desk/api/printing-api.ts'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import { Toast } from '../../../kit/toast.tsx'
import { JobActions } from './job-actions.tsx'
import { JobState } from './job-state.tsx'
import { printerStateWords } from './print-words.ts'
import { usePrinting } from './use-printing.ts'

/** A paper on its way: what, where, and what became of it, in place. */
function PrintToast({ given }: { given: PrintJob }) {
  const { t } = useTranslation()
  const printing = usePrinting()
  const job = printing?.jobs.find(({ id }) => id === given.id) ?? given
  const printer = printing?.printers.find(({ id }) => id === job.printerId)
  const trouble = job.state === 'queued' && printer?.state && printer.state !== 'ready' ? printer.state : null
  return (
    <Toast what={job.title} about={job.printerName}>
      <JobState state={job.state} />
      {trouble && <span>{t(printerStateWords[trouble])}</span>}
      {job.state === 'unsure' && <JobActions job={job} />}
    </Toast>
  )
}

/** Long enough to see it come out of the printer (ms). */
const shownFor = 7000

export const showPrinted = (job: PrintJob): void =>
  void notifications.show({ id: job.id, message: <PrintToast given={job} />, autoClose: shownFor, role: 'status' })

/** Why a paper was not made or not taken. */
export const showNotPrinted = (failure: CallFailure): void =>
  void notifications.show({ message: <RejectionText rejection={failure} />, autoClose: shownFor, role: 'alert' })
