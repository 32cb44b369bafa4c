import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { MomentText } from '../../kit/date-text.tsx'
import { Section } from '../../kit/detail.tsx'
import { CancelEntryForm } from './cancel-entry-form.tsx'
import classes from './entry-list.module.css'
import { entryKindWords, priorityWords } from './floor-words.ts'
import type { Slot } from './slot.ts'

/** What the slot needs, the most urgent first; what is not needed after all is taken out with its reason. */
export function EntryList({ slot }: { slot: Slot }) {
  const { t } = useTranslation()
  const may = useMay()
  const [cancelling, setCancelling] = useState<string | null>(null)
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
            {cancelling === id && <CancelEntryForm entryId={id} onClose={() => setCancelling(null)} />}
            {cancelling !== id && state === 'open' && may('plant_slot_update') && (
              <div>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconX size={16} stroke={1.5} />}
                  onClick={() => setCancelling(id)}
                >
                  {t('upkeep.cancel')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
