import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSays } from '../../i18n/speaker.ts'
import type { JournalEntry } from '../../journal/entry.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { MomentText } from '../../kit/date-text.tsx'
import classes from './attention-list.module.css'
import { commandWords } from './command-words.ts'
import { certaintyOf } from './entry-certainty.ts'
import { EntrySubject } from './entry-subject.tsx'

interface Props {
  entries: readonly JournalEntry[]
  selected: string
  onSelect(id: string): void
}

/** The inbox: what, about whom, what was decided and why, when. */
export function AttentionList({ entries, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const says = useSays()
  const columns = useMemo(
    (): readonly Column<JournalEntry>[] => [
      {
        key: 'what',
        header: t('entry.column.what'),
        width: '36%',
        cell: (entry) => (
          <>
            <span className={classes.what}>{t(commandWords(entry.name))}</span> <EntrySubject entry={entry} />
          </>
        ),
      },
      {
        key: 'decided',
        header: t('attention.decided'),
        width: '190px',
        cell: (entry) => <CertaintyBadge certainty={certaintyOf(entry)} />,
      },
      {
        key: 'why',
        header: t('entry.why'),
        optional: true,
        cell: ({ rejection }) => (rejection ? says.rejection(rejection) : ''),
      },
      { key: 'at', header: t('entry.column.at'), width: '120px', cell: ({ at }) => <MomentText at={at} /> },
    ],
    [t, says],
  )
  return (
    <DataTable
      label={t('attention.title')}
      columns={columns}
      count={entries.length}
      rowAt={(index) => entries[index]}
      keyOf={({ id }) => id}
      selected={selected}
      onSelect={({ id }) => onSelect(id)}
    />
  )
}
