import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { AddSlotsForm } from './add-slots-form.tsx'
import { type BoardSlot, isFree } from './board-cells.ts'
import { EditLocationForm } from './edit-location-form.tsx'
import { GiveForm } from './give-form.tsx'
import { LocationActions } from './location-actions.tsx'
import { LocationSummary } from './location-summary.tsx'
import { SelectionPane } from './selection-pane.tsx'
import type { SlotSearch } from './slot-address.ts'
import { SlotDetail } from './slot-detail.tsx'

interface Props {
  locationId: string
  slots: readonly BoardSlot[]
  current: BoardSlot | undefined
  chosen: readonly BoardSlot[]
  address: SlotSearch
  onAddress(change: SlotSearch): void
  onSelection(selection: ReadonlySet<string>): void
}

/** Beside the map: giving, what several chosen slots have in common, one slot, or the location as a whole. */
export function LocationPane({ locationId, slots, current, chosen, address, onAddress, onSelection }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const location = useWatch(locationsQuery, {}).value?.find(({ id }) => id === locationId)
  const meant = chosen.length > 0 ? chosen : current ? [current] : []
  if (address.give) {
    return (
      <GiveForm
        locationId={locationId}
        named={meant.filter(isFree)}
        onScanned={(slotId) => onSelection(new Set([...meant.map(({ id }) => id), slotId]))}
        onClose={() => onAddress({ give: undefined })}
        onDone={() => {
          onSelection(new Set())
          onAddress({ give: undefined })
        }}
      />
    )
  }
  if (address.add && may('plant_slot_inventory')) {
    return (
      <AddSlotsForm
        locationId={locationId}
        name={location?.name ?? ''}
        slots={slots}
        onClose={() => onAddress({ add: undefined })}
      />
    )
  }
  if (address.edit && location && may('plant_slot_inventory')) {
    return <EditLocationForm key={locationId} location={location} onClose={() => onAddress({ edit: undefined })} />
  }
  if (chosen.length > 1) {
    return (
      <SelectionPane chosen={chosen} onGive={() => onAddress({ give: true })} onClear={() => onSelection(new Set())} />
    )
  }
  const [slot] = meant
  if (slot) {
    return (
      <SlotDetail
        key={slot.id}
        slot={slot}
        onGive={() => onAddress({ give: true })}
        onClose={() => {
          onSelection(new Set())
          onAddress({ slot: undefined })
        }}
      />
    )
  }
  return (
    <LocationSummary title={t('slots.this_location')} slots={slots}>
      {may('plant_slot_inventory') && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => onAddress({ add: true })}
        >
          {t('places.add')}
        </Button>
      )}
      {may('plant_slot_inventory') && location && (
        <LocationActions
          location={location}
          leased={slots.filter(({ leasedUntil }) => leasedUntil !== null).length}
          onEdit={() => onAddress({ edit: true })}
        />
      )}
    </LocationSummary>
  )
}
