import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useToday } from '../../i18n/today.ts'
import { AttentionTile } from './today-attention.tsx'
import { FigureTile } from './today-figures.tsx'
import { FloorTile } from './today-floor.tsx'
import { FreeTile } from './today-free.tsx'
import { EndingTile, OwedTile } from './today-members.tsx'
import { OutboxTile } from './today-outbox.tsx'
import classes from './today-page.module.css'

interface Part {
  key: string
  /** The right without which the part is not there; none where everybody has it. */
  right?: string
  tile: ReactNode
}

/** What the day brings, by what a person may see. */
const day: readonly Part[] = [
  { key: 'outbox', tile: <OutboxTile /> },
  { key: 'ending', right: 'membership_view', tile: <EndingTile /> },
  { key: 'owed', right: 'plant_slot_assign', tile: <OwedTile /> },
  { key: 'floor', right: 'plant_slot_view', tile: <FloorTile /> },
  { key: 'free', right: 'plant_slot_view', tile: <FreeTile /> },
]

/** DX-R36: what needs the person first, then their day, then how things stand. */
export function TodayPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const today = useToday()
  const may = useMay()
  return (
    <Page name={t('today.title')} title={<TodayTitle day={format.day(today)} />}>
      <div className={classes.page}>
        <AttentionTile />
        <div className={classes.day}>
          {day.map(({ key, right, tile }) => (right && !may(right) ? null : <div key={key}>{tile}</div>))}
        </div>
        <FigureTile />
      </div>
    </Page>
  )
}

function TodayTitle({ day: date }: { day: string }) {
  const { t } = useTranslation()
  return (
    <>
      {t('today.title')}
      <span className={classes.date}>{date}</span>
    </>
  )
}
