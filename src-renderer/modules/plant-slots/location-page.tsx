import { Button } from '@mantine/core'
import { IconGift, IconLayoutGrid, IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { board } from '../../../src-shared/modules/plant-slots/board-query.ts'
import { locations as locationsQuery } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { useMay } from '../../app/desk-status.tsx'
import { Page } from '../../app/page.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { Loading } from '../../kit/loading.tsx'
import { stepZoom, zoomToFit } from '../../kit/slot-map/geometry.ts'
import { SlotMap } from '../../kit/slot-map/slot-map.tsx'
import { Split } from '../../kit/split.tsx'
import { Empty, Failed } from '../../kit/states.tsx'
import { useCertainties } from '../../kit/use-certainties.ts'
import { useFocusReturn } from '../../kit/use-focus-return.ts'
import { AddSlotsForm } from './add-slots-form.tsx'
import { type BoardSlot, isShown, levelsOf, planOf } from './board-cells.ts'
import classes from './location-page.module.css'
import { LocationPane } from './location-pane.tsx'
import { LocationTitle } from './location-title.tsx'
import { MapTools } from './map-tools.tsx'
import type { SlotSearch } from './slot-address.ts'
import { SlotTable } from './slot-table.tsx'
import { ZoomButtons } from './zoom-buttons.tsx'

const route = getRouteApi('/slots/$locationId')
const nobody: ReadonlySet<string> = new Set()

/** One location as it stands: its map or its list, and beside it what can be done with what is chosen. */
export function LocationPage() {
  const { t } = useTranslation()
  const may = useMay()
  const { locationId } = route.useParams()
  const { give, add } = route.useSearch()
  const navigate = route.useNavigate()
  const { value: slots, failure } = useWatch(board, { locationId }, locationId)
  const location = useWatch(locationsQuery, {}).value?.find(({ id }) => id === locationId)
  const show = (change: SlotSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const empty = slots?.length === 0
  const mayAdd = may('plant_slot_inventory')
  const giving = may('plant_slot_assign') && location?.status === 'active' && (
    <Button
      leftSection={<IconGift size={16} stroke={1.75} />}
      disabled={give}
      onClick={() => show({ give: true, add: undefined })}
    >
      {t('slots.give')}
    </Button>
  )
  const adding = mayAdd && (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} disabled={add} onClick={() => show({ add: true })}>
      {t('places.add')}
    </Button>
  )
  return (
    <Page
      name={location?.name ?? t('slots.title')}
      title={<LocationTitle locationId={locationId} />}
      action={empty ? adding : giving}
    >
      {!slots && failure && (
        <Failed failure={failure}>
          <Button variant="default" onClick={() => void navigate({ to: '/slots' })}>
            {t('slots.all_locations')}
          </Button>
        </Failed>
      )}
      {!slots && !failure && <Loading shape="map" />}
      {empty && (
        <Split
          label={t('places.add')}
          detail={
            add && mayAdd ? (
              <AddSlotsForm
                locationId={locationId}
                name={location?.name ?? ''}
                slots={[]}
                onClose={() => show({ add: undefined })}
              />
            ) : null
          }
        >
          <Empty icon={IconLayoutGrid} title={t('slots.no_slots')} line={t('slots.no_slots_line')}>
            {mayAdd && !add && (
              <Button variant="default" onClick={() => show({ add: true })}>
                {t('places.add')}
              </Button>
            )}
          </Empty>
        </Split>
      )}
      {slots && slots.length > 0 && <Board key={locationId} locationId={locationId} slots={slots} />}
    </Page>
  )
}

/** On to what can be done: the first action, else the first field or button. */
function focusFirst(pane: HTMLElement | null): void {
  const first = (what: string) => pane?.querySelector<HTMLElement>(what)
  const found = first('[data-action]') ?? first('input') ?? first('button')
  found?.focus()
}

function Board({ locationId, slots }: { locationId: string; slots: readonly BoardSlot[] }) {
  const { t } = useTranslation()
  const address = route.useSearch()
  const navigate = route.useNavigate()
  const go = useCallback(
    (change: SlotSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  )
  const certainties = useCertainties()
  const levels = useMemo(() => levelsOf(slots), [slots])
  const current = slots.find(({ id }) => id === address.slot)
  const level = current?.level ?? address.level ?? levels[0] ?? null
  const { show } = address
  const plan = useMemo(
    () => planOf(slots, level, certainties, (slot) => isShown(slot, show)),
    [slots, level, certainties, show],
  )
  const [selection, setSelection] = useState(nobody)
  const [zoom, setZoom] = useState<number | 'fit'>('fit')
  const [size, setSize] = useState({ width: 0, height: 0 })
  const onSize = useCallback((width: number, height: number) => setSize({ width, height }), [])
  const fit = zoomToFit(plan.rows, plan.columns, size.width, size.height, plan.named)
  const edge = zoom === 'fit' ? fit : zoom
  const onZoom = (by: 1 | -1 | 'fit') => setZoom(by === 'fit' ? 'fit' : stepZoom(edge, by))
  const pane = useRef<HTMLDivElement>(null)
  const place = useRef<HTMLDivElement>(null)
  useFocusReturn(address.give === true, () => place.current?.querySelector<HTMLElement>('[role=grid]'))
  const onOpen = () => focusFirst(pane.current)
  const chosen = useMemo(() => slots.filter(({ id }) => selection.has(id)), [slots, selection])
  return (
    <>
      <MapTools
        slots={slots}
        levels={levels}
        level={level}
        address={address}
        onAddress={go}
        onLevel={(next) => {
          setSelection(nobody)
          go({ level: next, slot: undefined })
        }}
      />
      <Split
        label={t('slots.detail')}
        detail={
          <div ref={pane}>
            <LocationPane
              locationId={locationId}
              slots={slots}
              current={current}
              chosen={chosen}
              address={address}
              onAddress={go}
              onSelection={setSelection}
            />
          </div>
        }
      >
        <div className={classes.place} ref={place}>
          {address.view === 'list' ? (
            <SlotTable slots={slots} address={address} onAddress={go} onOpen={onOpen} />
          ) : (
            <SlotMap
              label={t('slots.map.label', { count: plan.cells.length })}
              cells={plan.cells}
              rows={plan.rows}
              columns={plan.columns}
              named={plan.named}
              zoom={edge}
              onZoom={onZoom}
              onSize={onSize}
              cursor={address.slot ?? null}
              onCursor={({ id }) => go({ slot: id })}
              selection={selection}
              onSelection={setSelection}
              onOpen={onOpen}
            />
          )}
          {address.view !== 'list' && <ZoomButtons onZoom={onZoom} />}
        </div>
      </Split>
    </>
  )
}
