import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Matter } from '../../desk/attention.ts'
import { useSays } from '../../i18n/speaker.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { MomentText } from '../../kit/date-text.tsx'
import type { Column } from '../../kit/table/table-props.ts'
import classes from './attention-list.module.css'
import { commandWords } from './command-words.ts'
import { EntrySubject } from './entry-subject.tsx'

interface Props {
  matters: readonly Matter[]
  selected: string
  onSelect(id: string): void
}

/** The inbox: what, about whom, what was decided and why, when. */
export function AttentionList({ matters, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const says = useSays()
  const columns = useMemo(
    (): readonly Column<Matter>[] => [
      {
        key: 'what',
        header: t('entry.column.what'),
        width: '36%',
        cell: (matter) => (
          <>
            <span className={classes.what}>{t(commandWords(matter.commandName))}</span>{' '}
            <EntrySubject about={{ input: matter.input, outcome: matter.decided ?? matter.told }} />
          </>
        ),
      },
      {
        key: 'decided',
        header: t('attention.decided'),
        width: '190px',
        cell: (matter) => (
          <span className={classes.decided}>
            <CertaintyBadge certainty={matter.certainty} />
            {matter.urgent && <span className={classes.urgent}>{t('attention.urgent')}</span>}
          </span>
        ),
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
      count={matters.length}
      rowAt={(index) => matters[index]}
      keyOf={({ id }) => id}
      selected={selected}
      onSelect={({ id }) => onSelect(id)}
    />
  )
}
