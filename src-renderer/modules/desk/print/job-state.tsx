import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHelpCircle,
  IconPrinter,
  type IconProps,
  IconX,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrintJob } from '../../../../src-main/desk/api/printing-api.ts'
import classes from './job-state.module.css'
import { jobWords } from './print-words.ts'

const looks: Record<PrintJob['state'], { icon: ComponentType<IconProps>; tone: 'quiet' | 'care' | 'good' | 'bad' }> = {
  queued: { icon: IconClock, tone: 'quiet' },
  printing: { icon: IconPrinter, tone: 'quiet' },
  unsure: { icon: IconHelpCircle, tone: 'care' },
  done: { icon: IconCheck, tone: 'good' },
  failed: { icon: IconAlertTriangle, tone: 'bad' },
  cancelled: { icon: IconX, tone: 'quiet' },
}

/** What became of a paper: icon and word, never colour alone. */
export function JobState({ state }: { state: PrintJob['state'] }) {
  const { t } = useTranslation()
  const { icon: Icon, tone } = looks[state]
  return (
    <span className={classes.state} data-tone={tone} data-job={state}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {t(jobWords[state])}
    </span>
  )
}
