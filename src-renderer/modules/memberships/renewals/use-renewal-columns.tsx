import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../../src-shared/kernel/calendar.ts'
import { useCertainty } from '../../../desk/hooks.tsx'
import type { Words } from '../../../i18n/i18n.ts'
import { DayText } from '../../../kit/date-text.tsx'
import type { Column } from '../../../kit/table/table-props.ts'
import { StoryMark } from '../../desk/story-hover.tsx'
import classes from '../member-columns.module.css'
import type { Ending } from './use-renewal-rows.ts'

/** What becomes of a membership after its last day, as things stand. */
function nextOf({ renewed, autoRenew, endsOn }: Ending, today: Day): Words {
  if (renewed) return 'renewals.done'
  if (autoRenew) return 'renewals.by_itself'
  return endsOn < today ? 'renewals.ended' : 'renewals.ends'
}

export function useRenewalColumns(today: Day): readonly Column<Ending>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      { key: 'name', header: t('members.column.name'), cell: (row) => <Name row={row} /> },
      { key: 'plan', header: t('members.column.plan'), width: '28%', cell: ({ planName }) => planName ?? '–' },
      {
        key: 'endsOn',
        header: t('renewals.column.ends'),
        width: '132px',
        cell: ({ endsOn }) => <DayText day={endsOn} />,
      },
      {
        key: 'next',
        header: t('renewals.column.next'),
        width: '168px',
        cell: (row) => t(nextOf(row, today)),
      },
    ],
    [t, today],
  )
}

/** A name, with how sure the membership is while the server has not spoken of it. */
function Name({ row: { id, name } }: { row: Ending }) {
  const certainty = useCertainty(id)
  return (
    <span className={classes.name}>
      <span className={classes.text}>{name}</span>
      {certainty && <StoryMark certainty={certainty} rowId={id} />}
    </span>
  )
}
