import { useTranslation } from 'react-i18next'
import { queueLog } from '../../../../src-shared/modules/plant-slots/queue-log-query.ts'
import { useWatch } from '../../../desk/hooks.tsx'
import { MomentText } from '../../../kit/date-text.tsx'
import { Section } from '../../../kit/detail.tsx'
import classes from './waiting-detail.module.css'
import { reasonWords, stepWords } from './waiting-words.ts'

/** "Why was I passed?": each time the queue thought of somebody, with what it did and why, the newest first (PS-R30). */
export function QueueSteps({ entryId }: { entryId: string }) {
  const { t } = useTranslation()
  const { value: steps } = useWatch(queueLog, { entryId }, entryId)
  if (!steps) return null
  return (
    <Section title={t('waiting.steps')}>
      {steps.length === 0 && <p className={classes.hint}>{t('waiting.no_steps')}</p>}
      <ol className={classes.steps}>
        {steps.map(({ id, action, reason, number, at }) => {
          const why = reason === null ? null : reasonWords(reason)
          return (
            <li key={id}>
              <div>{t(stepWords[action], { number: number ?? '–' })}</div>
              {why && <div>{t(why)}</div>}
              <div className={classes.by}>
                <MomentText at={at} />
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
