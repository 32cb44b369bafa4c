import { Button } from '@mantine/core'
import { IconChevronRight, IconPlant2, IconPlus } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { Loading } from '../../kit/loading.tsx'
import { SlotShape, slotStatuses, slotStatusWords } from '../../kit/slot-shape.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty, Failed } from '../../kit/states.tsx'
import { LocationForm } from './location-form.tsx'
import { locationKinds } from './location-kinds.ts'
import classes from './locations-page.module.css'
import { StatusBar } from './status-bar.tsx'

type Location = OutputOf<typeof locationsQuery>[number]

const route = getRouteApi('/slots')

/** Home: every location with how it is used; a press opens its map. */
export function LocationsPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { sheet, first } = route.useSearch()
  const navigate = route.useNavigate()
  const { value, failure } = useWatch(locationsQuery, {})
  const show = (next: 'new' | undefined) => void navigate({ search: { sheet: next }, replace: true })
  const create = may('plant_slot_inventory') && (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} disabled={sheet === 'new'} onClick={() => show('new')}>
      {t('places.new')}
    </Button>
  )
  const form = sheet === 'new' && may('plant_slot_inventory') && (
    <LocationForm
      onClose={() => show(undefined)}
      onDone={(locationId) =>
        void (first ? navigate({ to: '/' }) : navigate({ to: '/slots/$locationId', params: { locationId } }))
      }
    />
  )
  return (
    <Page name={t('slots.title')} action={create}>
      {!value && failure && <Failed failure={failure} />}
      {!value && !failure && <Loading shape="rows" />}
      {value && (
        <Split label={t('places.new')} detail={form || null}>
          {value.length > 0 ? (
            <LocationTable locations={value} />
          ) : (
            <Empty icon={IconPlant2} title={t('slots.no_locations')} line={t('slots.no_locations_line')}>
              {create && !form && (
                <Button variant="default" onClick={() => show('new')}>
                  {t('places.new')}
                </Button>
              )}
            </Empty>
          )}
        </Split>
      )}
    </Page>
  )
}

function LocationTable({ locations }: { locations: readonly Location[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={classes.scroller}>
      <table className={classes.table} aria-label={t('slots.locations')}>
        <thead>
          <tr>
            <th scope="col">{t('slots.column.location')}</th>
            <th scope="col" className={classes.use}>
              {t('slots.column.use')}
            </th>
            <th scope="col" data-align="end">
              {t('slots.column.free')}
            </th>
            {slotStatuses.slice(1).map((status) => (
              <th key={status} scope="col" data-align="end">
                <span className={classes.heading}>
                  <SlotShape status={status} size={12} />
                  {t(slotStatusWords[status])}
                </span>
              </th>
            ))}
            <th scope="col" data-align="end">
              {t('slots.column.total')}
            </th>
            <td className={classes.end} />
          </tr>
        </thead>
        <tbody>
          {locations.map((location) => (
            <LocationRow key={location.id} location={location} number={format.number} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LocationRow({ location, number }: { location: Location; number(value: number): string }) {
  const { t } = useTranslation()
  const { icon: Icon, word } = locationKinds[location.kind]
  return (
    <tr className={classes.row}>
      <th scope="row">
        <span className={classes.name}>
          <Icon size={18} stroke={1.5} aria-hidden />
          <span className={classes.words}>
            <Link to="/slots/$locationId" params={{ locationId: location.id }} className={classes.link}>
              {location.name}
            </Link>
            <span className={classes.kind}>
              {location.status === 'closed' ? t('slots.closed') : t(word)} · {location.code}
            </span>
          </span>
        </span>
      </th>
      <td className={classes.use}>
        <StatusBar counts={location} />
      </td>
      <td data-align="end" data-none={location.free === 0}>
        <strong>{number(location.free)}</strong>
      </td>
      {slotStatuses.slice(1).map((status) => (
        <td key={status} data-align="end" data-none={location[status] === 0}>
          {number(location[status])}
        </td>
      ))}
      <td data-align="end" className={classes.total}>
        {number(location.total)}
      </td>
      <td className={classes.end}>
        <IconChevronRight size={16} stroke={1.5} aria-hidden />
      </td>
    </tr>
  )
}
