import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCertainty } from '../../desk/hooks.tsx'
import { DayText } from '../../kit/date-text.tsx'
import type { Column } from '../../kit/table/table-props.ts'
import { StoryMark } from '../desk/story-hover.tsx'
import classes from './member-columns.module.css'
import { effectiveWords } from './membership-words.ts'
import { StandingBadge } from './standing.tsx'
import type { MemberRow } from './use-member-rows.ts'

export function useMemberColumns(): readonly Column<MemberRow>[] {
  const { t } = useTranslation()
  return useMemo(
    () => [
      { key: 'name', header: t('members.column.name'), sortable: true, cell: (row) => <Name row={row} /> },
      {
        key: 'code',
        header: t('members.column.code'),
        width: '104px',
        optional: true,
        cell: ({ code }) => <span className={classes.code}>{code}</span>,
      },
      {
        key: 'plan',
        header: t('members.column.plan'),
        width: '20%',
        cell: ({ membership }) => membership?.planName ?? '–',
      },
      {
        key: 'status',
        header: t('members.column.status'),
        width: '136px',
        optional: true,
        cell: ({ membership }) => (membership ? t(effectiveWords[membership.status]) : '–'),
      },
      {
        key: 'endsOn',
        header: t('members.column.until'),
        width: '132px',
        sortable: true,
        cell: ({ membership }) => (membership ? <DayText day={membership.endsOn} /> : '–'),
      },
      {
        key: 'standing',
        header: t('members.column.standing'),
        width: '160px',
        cell: ({ colour }) => <StandingBadge colour={colour} />,
      },
    ],
    [t],
  )
}

/** A name, with how sure it is while the server has not spoken of it. */
function Name({ row }: { row: MemberRow }) {
  const member = useCertainty(row.id)
  const membership = useCertainty(row.membership?.id ?? row.id)
  const open = member ?? membership
  return (
    <span className={classes.name}>
      <span className={classes.text}>{row.name}</span>
      {open && <StoryMark certainty={open} rowId={member ? row.id : (row.membership?.id ?? row.id)} />}
    </span>
  )
}
