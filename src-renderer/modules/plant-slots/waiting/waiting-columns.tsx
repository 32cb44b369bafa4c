import { IconHourglass } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCertainty } from '../../../desk/hooks.tsx'
import { useFormat } from '../../../i18n/format.ts'
import type { Column } from '../../../kit/table/table-props.ts'
import { useNow } from '../../../kit/use-now.ts'
import { StoryMark } from '../../desk/story-hover.tsx'
import type { Waiting } from './use-waiting-rows.ts'
import classes from './waiting-page.module.css'
import { waitingKindWords } from './waiting-words.ts'

/** What the waiting list says of each who waits. */
export function useWaitingColumns(): readonly Column<Waiting>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'place',
        header: t('waiting.column.place'),
        width: '72px',
        align: 'end',
        cell: ({ place }) => format.number(place),
      },
      { key: 'name', header: t('waiting.column.member'), cell: (entry) => <Name entry={entry} /> },
      {
        key: 'kind',
        header: t('waiting.column.kind'),
        width: '120px',
        cell: ({ kind }) => t(waitingKindWords[kind]),
      },
      {
        key: 'quantity',
        header: t('waiting.column.quantity'),
        width: '88px',
        align: 'end',
        cell: ({ quantity }) => format.number(quantity),
      },
      {
        key: 'where',
        header: t('waiting.column.where'),
        width: '160px',
        cell: ({ locationName }) => locationName ?? <span className={classes.quiet}>{t('slots.anywhere')}</span>,
      },
      {
        key: 'wait',
        header: t('waiting.column.wait'),
        width: '136px',
        cell: ({ joinedAt }) => <Wait since={joinedAt} />,
      },
      { key: 'offer', header: t('waiting.column.offer'), width: '220px', cell: (entry) => <OfferCell entry={entry} /> },
    ],
    [t, format],
  )
}

function Name({ entry }: { entry: Waiting }) {
  const { t } = useTranslation()
  const open = useCertainty(entry.id)
  return (
    <span className={classes.name}>
      <span className={classes.text}>{entry.name ?? t('values.someone')}</span>
      {open && <StoryMark certainty={open} rowId={entry.id} />}
    </span>
  )
}

/** How long somebody has waited by now. */
export function Wait({ since }: { since: string }) {
  const format = useFormat()
  return <time dateTime={since}>{format.lasting(useNow() - Date.parse(since))}</time>
}

/** The time that is left to answer, or that it is over. */
export function TimeLeft({ until }: { until: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const left = Date.parse(until) - useNow()
  return left > 0 ? t('waiting.left', { time: format.lasting(left) }) : t('waiting.over')
}

function OfferCell({ entry: { offer } }: { entry: Waiting }) {
  if (!offer) return <span className={classes.quiet}>–</span>
  return (
    <span className={classes.offer}>
      <IconHourglass size={14} stroke={1.75} aria-hidden />
      <TimeLeft until={offer.expiresAt} />
    </span>
  )
}
