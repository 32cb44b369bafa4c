import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import { ReportPart } from '../../figures/report-part.tsx'
import { type ReportColumn, ReportTable } from '../../figures/report-table.tsx'
import { useFigures } from '../../figures/use-figures.ts'
import { StatusBar } from '../status-bar.tsx'
import type { Analytics } from './analytics.ts'
import classes from './places-part.module.css'

type Place = Analytics['byLocation'][number]

/** The same shares of each location beside each other. */
export function PlacesPart({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { percent } = useFigures()
  const columns: ReportColumn<Place>[] = [
    {
      key: 'name',
      title: t('reports.column.location'),
      cell: ({ locationId, name }) => (
        <Link to="/slots/$locationId" params={{ locationId }} className={classes.link}>
          {name}
        </Link>
      ),
    },
    { key: 'use', title: t('slots.column.use'), width: '36%', cell: (place) => <StatusBar counts={place} /> },
    {
      key: 'allocation',
      title: t('reports.use.allocation'),
      number: true,
      cell: ({ allocation }) => percent(allocation.rate),
    },
    {
      key: 'occupancy',
      title: t('reports.use.occupancy'),
      number: true,
      cell: ({ occupancy }) => percent(occupancy.rate),
    },
    { key: 'free', title: t('slots.column.free'), number: true, cell: ({ free }) => format.number(free) },
    { key: 'slots', title: t('reports.column.slots'), number: true, cell: ({ slots }) => format.number(slots) },
  ]
  return (
    <ReportPart title={t('reports.by_location')}>
      <ReportTable
        label={t('reports.by_location')}
        columns={columns}
        rows={places}
        keyOf={({ locationId }) => locationId}
      />
    </ReportPart>
  )
}
