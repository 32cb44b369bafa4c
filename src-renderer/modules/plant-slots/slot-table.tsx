import { IconBrush, IconUserMinus } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../src-shared/kernel/id.ts'
import { useMay } from '../../app/desk-status.tsx'
import { type BulkAction, BulkBar } from '../../kit/bulk/bulk-bar.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { Empty } from '../../kit/states.tsx'
import { ColumnMenu } from '../../kit/table/column-menu.tsx'
import { columnsOfView, useColumnChoice } from '../../kit/table/use-column-choice.ts'
import { type Selection, useSelection } from '../../kit/table/use-selection.ts'
import { ViewMenu } from '../../kit/views/view-menu.tsx'
import { type BoardSlot, isShown } from './board-cells.ts'
import { entryKindWords } from './floor-words.ts'
import { type SlotSearch, slotSearch } from './slot-address.ts'
import { useSlotColumns } from './slot-columns.tsx'
import classes from './slot-table.module.css'

interface Props {
  slots: readonly BoardSlot[]
  address: SlotSearch
  onAddress(change: SlotSearch): void
  onOpen(): void
}

/** The map as a table: the same slots for who reads rather than looks, and for work on many of them. */
export function SlotTable({ slots, address, onAddress, onOpen }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const { show } = address
  const shown = useMemo(() => slots.filter((slot) => isShown(slot, show)), [slots, show])
  const columns = useSlotColumns()
  const setting = useColumnChoice('slots')
  const selection = useSelection()
  const actions = useSlotActions(slots, selection)
  const choosing = {
    selection,
    labelOf: ({ number }: BoardSlot) => number,
    rowsBetween: (first: number, last: number) =>
      shown.slice(first, last + 1).map(({ id, number }) => ({ key: id, label: number })),
  }
  return (
    <div className={classes.list}>
      <div className={classes.tools}>
        <ViewMenu
          screen="slots"
          state={{ filters: show ? { show } : {}, columns: setting.choice, sort: null }}
          mayShare={may('view_share')}
          onApply={({ filters, columns: kept }) => {
            onAddress({ show: slotSearch.parse({ show: filters.show }).show })
            setting.set(columnsOfView(kept))
          }}
        />
        <span className={classes.end}>
          <ColumnMenu columns={columns} setting={setting} />
        </span>
      </div>
      <div className={classes.rows}>
        {shown.length === 0 ? (
          <Empty title={t('slots.none_shown')} />
        ) : (
          <DataTable
            label={t('slots.title')}
            columns={columns}
            setting={setting}
            {...(actions.length > 0 ? { choosing } : {})}
            count={shown.length}
            rowAt={(index) => shown[index]}
            keyOf={({ id }) => id}
            selected={address.slot ?? null}
            onSelect={({ id }) => onAddress({ slot: id })}
            onOpen={onOpen}
          />
        )}
      </div>
      <BulkBar selection={selection} actions={actions} />
    </div>
  )
}

/** What can be done with several slots at once: taking back only where all of them are held. */
function useSlotActions(slots: readonly BoardSlot[], { rows }: Selection): readonly BulkAction[] {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('plant_slot_update')) return []
  const holders = new Map(slots.map(({ id, membershipId }) => [id, membershipId]))
  const allHeld = [...rows.keys()].every((id) => holders.get(id))
  const release: BulkAction = {
    key: 'release',
    icon: <IconUserMinus size={16} stroke={1.5} />,
    work: {
      word: t('slots.act.release'),
      command: 'plant-slots.release',
      inputOf: (slotId) => ({ slotIds: [slotId], membershipId: holders.get(slotId) ?? null }),
    },
    undoable: true,
  }
  const cleaning: BulkAction = {
    key: 'cleaning',
    icon: <IconBrush size={16} stroke={1.5} />,
    work: {
      word: t('slots.report_cleaning'),
      command: 'plant-slots.report-maintenance',
      inputOf: (slotId) => ({
        ...{ entryId: newId(), slotId, kind: 'cleaning', priority: 'normal' },
        description: t(entryKindWords.cleaning),
      }),
    },
    undoable: true,
  }
  return allHeld ? [release, cleaning] : [cleaning]
}
