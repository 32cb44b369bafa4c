import { useTranslation } from 'react-i18next'
import { MomentText } from '../../kit/date-text.tsx'
import { Section } from '../../kit/detail.tsx'
import classes from './entry-list.module.css'
import { entryKindWords, priorityWords } from './floor-words.ts'
import type { Slot } from './slot.ts'

/** What the slot needs, the most urgent first. */
export function EntryList({ slot }: { slot: Slot }) {
  const { t } = useTranslation()
  return (
    <Section title={t('slots.needs')}>
      <ul className={classes.entries}>
        {slot.entries.map(({ id, kind, description, priority, state, reporterName, reportedAt }) => (
          <li key={id} data-priority={priority}>
            <div className={classes.head}>
              <strong>{t(entryKindWords[kind])}</strong>
              {priority !== 'normal' && <span className={classes.priority}>{t(priorityWords[priority])}</span>}
              {state === 'in_progress' && <span className={classes.state}>{t('slots.in_progress')}</span>}
            </div>
            {description !== t(entryKindWords[kind]) && <div>{description}</div>}
            <div className={classes.by}>
              {reporterName ?? t('values.someone')} · <MomentText at={reportedAt} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
