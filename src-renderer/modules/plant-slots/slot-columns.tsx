import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SlotStatusLabel } from '../../kit/slot-shape.tsx'
import type { Column } from '../../kit/table/table-props.ts'
import { useCertainties } from '../../kit/use-certainties.ts'
import { StoryMark } from '../desk/story-hover.tsx'
import type { BoardSlot } from './board-cells.ts'
import { useGuarantees } from './reserve.ts'
import classes from './slot-table.module.css'

export function useSlotColumns(): readonly Column<BoardSlot>[] {
  const { t } = useTranslation()
  const certainties = useCertainties()
  const guarantees = useGuarantees()
  return useMemo((): readonly Column<BoardSlot>[] => {
    const place = (n: number | null) => n ?? '–'
    return [
      {
        key: 'number',
        header: t('slots.column.number'),
        width: '132px',
        cell: ({ id, number }) => (
          <span className={classes.number}>
            {number}
            {certainties[id] && <StoryMark certainty={certainties[id]} rowId={id} guaranteedUntil={guarantees[id]} />}
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
  }, [t, certainties, guarantees])
}
