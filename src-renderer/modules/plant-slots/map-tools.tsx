import { SegmentedControl } from '@mantine/core'
import { IconLayoutGrid, IconList } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { FilterChips } from '../../kit/filter-chips.tsx'
import { SlotShape, slotStatuses, slotStatusWords } from '../../kit/slot-shape.tsx'
import { type BoardSlot, countsOf, shows } from './board-cells.ts'
import classes from './map-tools.module.css'
import type { SlotSearch } from './slot-address.ts'
import { slotFlags } from './slot-flags.ts'

interface Props {
  slots: readonly BoardSlot[]
  levels: readonly number[]
  level: number | null
  address: SlotSearch
  onAddress(change: SlotSearch): void
  onLevel(level: number): void
}

/** Over the map: which level, how many of what (the legend, and a filter), map or list. */
export function MapTools({ slots, levels, level, address, onAddress, onLevel }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts = useMemo(() => countsOf(slots), [slots])
  const list = address.view === 'list'
  const statuses = slotStatuses.map((status) => ({
    key: status,
    on: address.show === status,
    label: (
      <>
        <SlotShape status={status} />
        {t(slotStatusWords[status])}
        <span className={classes.count}>{format.number(counts[status])}</span>
      </>
    ),
  }))
  // A flag is in the legend only while some slot carries it.
  const flags = slotFlags
    .filter(({ key }) => counts[key] > 0 || address.show === key)
    .map(({ key, icon: Icon, word }) => ({
      key,
      on: address.show === key,
      label: (
        <>
          <Icon size={14} stroke={1.75} aria-hidden />
          {t(word)}
          <span className={classes.count}>{format.number(counts[key])}</span>
        </>
      ),
    }))
  return (
    <div className={classes.tools}>
      {levels.length > 1 && !list && (
        <div className={classes.level}>
          <span aria-hidden="true">{t('slots.level')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('slots.level')}
            value={String(level)}
            data={levels.map((n) => ({ value: String(n), label: format.number(n) }))}
            onChange={(value) => onLevel(Number(value))}
          />
        </div>
      )}
      <FilterChips
        label={t('slots.filters')}
        chips={[...statuses, ...flags]}
        onToggle={(key) =>
          onAddress({
            show: shows.find((known) => known === key && known !== address.show),
          })
        }
      />
      <div className={classes.end}>
        <ViewChoice list={list} onChange={(view) => onAddress({ view })} />
      </div>
    </div>
  )
}

function ViewChoice({ list, onChange }: { list: boolean; onChange(view: 'list' | undefined): void }) {
  const { t } = useTranslation()
  const label = (Icon: typeof IconList, word: string) => (
    <span className={classes.view} title={word}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <span className={classes.hidden}>{word}</span>
    </span>
  )
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('slots.view')}
      value={list ? 'list' : 'map'}
      data={[
        { value: 'map', label: label(IconLayoutGrid, t('slots.view_map')) },
        { value: 'list', label: label(IconList, t('slots.view_list')) },
      ]}
      onChange={(value) => onChange(value === 'list' ? 'list' : undefined)}
    />
  )
}
