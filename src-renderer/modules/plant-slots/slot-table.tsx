import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CertaintyMark } from '../../kit/certainty-badge.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { SlotStatusLabel } from '../../kit/slot-shape.tsx'
import { Empty } from '../../kit/states.tsx'
import { useCertainties } from '../../kit/use-certainties.ts'
import type { BoardSlot } from './board-cells.ts'
import type { SlotSearch } from './slot-address.ts'
import classes from './slot-table.module.css'

interface Props {
  slots: readonly BoardSlot[]
  show: SlotSearch['show']
  selected: string | null
  onSelect(slotId: string): void
  onOpen(): void
}

/** The map as a table: the same slots for who reads rather than looks. */
export function SlotTable({ slots, show, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation()
  const certainties = useCertainties()
  const shown = useMemo(
    () => slots.filter((slot) => (show === 'required' ? slot.maintenanceRequired : !show || slot.status === show)),
    [slots, show],
  )
  const columns = useMemo((): readonly Column<BoardSlot>[] => {
    const place = (n: number | null) => n ?? '–'
    return [
      {
        key: 'number',
        header: t('slots.column.number'),
        width: '132px',
        cell: ({ id, number }) => (
          <span className={classes.number}>
            {number}
            {certainties[id] && <CertaintyMark certainty={certainties[id]} />}
          </span>
        ),
      },
      {
        key: 'status',
        header: t('slots.column.status'),
        width: '140px',
        cell: ({ status }) => <SlotStatusLabel status={status} />,
      },
      { key: 'holder', header: t('slots.column.holder'), cell: ({ holder }) => holder ?? '–' },
      { key: 'plant', header: t('slots.column.plant'), optional: true, cell: ({ label }) => label ?? '–' },
      {
        key: 'level',
        header: t('slots.column.level'),
        width: '72px',
        align: 'end',
        optional: true,
        cell: ({ level }) => place(level),
      },
      { key: 'row', header: t('slots.column.row'), width: '64px', align: 'end', cell: ({ row }) => place(row) },
      {
        key: 'column',
        header: t('slots.column.column'),
        width: '88px',
        align: 'end',
        cell: ({ column }) => place(column),
      },
    ]
  }, [t, certainties])
  if (shown.length === 0) return <Empty title={t('slots.none_shown')} />
  return (
    <DataTable
      label={t('slots.title')}
      columns={columns}
      count={shown.length}
      rowAt={(index) => shown[index]}
      keyOf={({ id }) => id}
      selected={selected}
      onSelect={({ id }) => onSelect(id)}
      onOpen={onOpen}
    />
  )
}
