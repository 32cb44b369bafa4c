import { IconBarcode, IconSend } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { slot as slotQuery } from '../../../../src-shared/modules/plant-slots/slot-query.ts'
import { Page } from '../../../app/page.tsx'
import { useScanAction } from '../../../box/scan-actions.ts'
import { useOutbox, useWatch } from '../../../desk/hooks.tsx'
import { Loading } from '../../../kit/loading.tsx'
import { Empty, Failed } from '../../../kit/states.tsx'
import { FloorCard } from './floor-card.tsx'
import classes from './floor-page.module.css'
import { UndoBar } from './undo-bar.tsx'

/** What the address of the floor holds: the slot that was scanned last. */
export const floorSearch = z.object({ slot: z.string().max(100).optional().catch(undefined) })

const route = getRouteApi('/floor')

/**
 * Work in gloves (plant-slots.md section 8): one big card for the slot that was scanned, done with one tap, undone for
 * ten seconds; the next scan replaces it. It needs this desk only, so it works offline for a whole shift.
 */
export function FloorPage() {
  const { t } = useTranslation()
  const { slot: slotId } = route.useSearch()
  const navigate = route.useNavigate()
  const waiting = useOutbox()?.length ?? 0
  const [plant, setPlant] = useState('none')
  const [done, setDone] = useState<string | null>(null)
  useScanAction(['slot'], ({ id }) => {
    void navigate({ search: { slot: id }, replace: true })
    return null
  })
  const badge = (
    <Link to="/outbox" className={classes.badge} data-waiting={waiting}>
      <IconSend size={18} stroke={1.5} aria-hidden />
      {t('floor.waits', { count: waiting })}
    </Link>
  )
  return (
    <Page
      name={t('floor.title')}
      title={
        <span className={classes.title}>
          {t('floor.title')}
          {waiting > 0 && badge}
        </span>
      }
    >
      <div className={classes.floor}>
        {slotId ? (
          <OpenSlot key={slotId} slotId={slotId} plant={plant} onPlant={setPlant} onDone={setDone} />
        ) : (
          <Empty icon={IconBarcode} title={t('floor.scan')} line={t('floor.scan_line')} />
        )}
      </div>
      {done && <UndoBar key={done} entryId={done} onOver={() => setDone(null)} />}
    </Page>
  )
}

interface OpenProps {
  slotId: string
  plant: string
  onPlant(plant: string): void
  onDone(entryId: string): void
}

function OpenSlot({ slotId, ...card }: OpenProps) {
  const { value: slot, failure } = useWatch(slotQuery, { slotId }, slotId)
  if (!slot) return failure ? <Failed failure={failure} /> : <Loading shape="detail" />
  return <FloorCard slot={slot} {...card} />
}
