import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconLayoutGrid, IconList, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { FilterChips } from '../../kit/filter-chips.tsx'
import { SlotShape, slotStatuses, slotStatusWords } from '../../kit/slot-shape.tsx'
import { type BoardSlot, countsOf } from './board-cells.ts'
import classes from './map-tools.module.css'
import type { SlotSearch } from './slot-address.ts'

interface Props {
  slots: readonly BoardSlot[]
  levels: readonly number[]
  level: number | null
  address: SlotSearch
  onAddress(change: SlotSearch): void
  onLevel(level: number): void
  onZoom(by: 1 | -1 | 'fit'): void
}

/** Over the map: which level, how many of what (the legend, and a filter), map or list, how near. */
export function MapTools({ slots, levels, level, address, onAddress, onLevel, onZoom }: Props) {
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
  const required = {
    key: 'required',
    on: address.show === 'required',
    label: (
      <>
        {t('slots.flag.required')}
        <span className={classes.count}>{format.number(counts.required)}</span>
      </>
    ),
  }
  const chips = counts.required > 0 || address.show === 'required' ? [...statuses, required] : statuses
  return (
    <div className={classes.tools}>
      {levels.length > 1 && !list && (
        <SegmentedControl
          size="xs"
          aria-label={t('slots.level')}
          value={String(level)}
          data={levels.map((n) => ({ value: String(n), label: t('slots.level_n', { n: format.number(n) }) }))}
          onChange={(value) => onLevel(Number(value))}
        />
      )}
      <FilterChips
        label={t('slots.filters')}
        chips={chips}
        onToggle={(key) => onAddress({ show: ([...slotStatuses, 'required'] as const).find((known) => known === key && known !== address.show) })}
      />
      <div className={classes.end}>
        {!list && <ZoomButtons onZoom={onZoom} />}
        <ViewChoice list={list} onChange={(view) => onAddress({ view })} />
      </div>
    </div>
  )
}

function ZoomButtons({ onZoom }: { onZoom: Props['onZoom'] }) {
  const { t } = useTranslation()
  const buttons = [
    { by: -1, icon: IconMinus, word: t('slots.map.zoom_out') },
    { by: 'fit', icon: IconMaximize, word: t('slots.map.zoom_fit') },
    { by: 1, icon: IconPlus, word: t('slots.map.zoom_in') },
  ] as const
  return (
    <div className={classes.zoom}>
      {buttons.map(({ by, icon: Icon, word }) => (
        <Tooltip key={by} label={word}>
          <ActionIcon aria-label={word} onClick={() => onZoom(by)}>
            <Icon size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      ))}
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
