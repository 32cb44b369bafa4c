import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { JournalEntry } from '../../journal/entry.ts'
import { certaintyOf } from '../../journal/entry.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { MomentText } from '../../kit/date-text.tsx'
import type { Column } from '../../kit/table/table-props.ts'
import { commandWords } from './command-words.ts'
import classes from './entry-columns.module.css'
import { aboutEntry, EntrySubject } from './entry-subject.tsx'
import { EntryHover } from './story-hover.tsx'

/** Commands as rows: what, about whom, when, and how sure. */
export function useEntryColumns(): readonly Column<JournalEntry>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      {
        key: 'what',
        header: t('entry.column.what'),
        width: '30%',
        cell: (entry) => <span className={classes.what}>{t(commandWords(entry.name))}</span>,
      },
      { key: 'about', header: t('entry.column.about'), cell: (entry) => <EntrySubject about={aboutEntry(entry)} /> },
      { key: 'at', header: t('entry.column.at'), width: '136px', cell: ({ at }) => <MomentText at={at} /> },
      {
        key: 'certainty',
        header: t('entry.column.certainty'),
        width: '190px',
        cell: (entry) => (
          <EntryHover entry={entry}>
            <CertaintyBadge certainty={certaintyOf(entry)} />
          </EntryHover>
        ),
      },
    ],
    [t],
  )
}
