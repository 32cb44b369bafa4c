import { Button } from '@mantine/core'
import { IconDoorEnter, IconDoorExit, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../kit/dialog/confirm-dialog.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import type { Location } from './edit-location-form.tsx'

/**
 * What can be done with a location as a whole: edited, closed, opened. Desks that took slots of it with them lose them
 * when it closes; that cannot be taken back, so it is asked first (PS-R52, DX-R17).
 */
export function LocationActions({ location, leased, onEdit }: { location: Location; leased: number; onEdit(): void }) {
  const { t } = useTranslation()
  const { act, busy, refusal, clear } = useAct()
  const [asking, setAsking] = useState(false)
  const { id: locationId, name, status } = location
  const close = (breakLeases: boolean) =>
    void act('plant-slots.close-location', breakLeases ? { locationId, breakLeases } : { locationId })
  const closed = status === 'closed'
  const Icon = closed ? IconDoorEnter : IconDoorExit
  const toggle = () => {
    if (closed) void act('plant-slots.open-location', { locationId })
    else if (leased > 0) setAsking(true)
    else close(false)
  }
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={onEdit}>
        {t('upkeep.edit')}
      </Button>
      <Button variant="default" disabled={busy} leftSection={<Icon size={16} stroke={1.5} />} onClick={toggle}>
        {closed ? t('upkeep.open_location') : t('upkeep.close_location')}
      </Button>
      {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
      {asking && (
        <ConfirmDialog
          title={t('upkeep.close_title', { name })}
          line={t('upkeep.close_leased', { count: leased })}
          word={t('upkeep.close_location')}
          onConfirm={() => {
            setAsking(false)
            close(true)
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
