import { Button } from '@mantine/core'
import { IconGift, IconUserMinus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { SlotShape } from '../../kit/slot-shape.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { type BoardSlot, isFree } from './board-cells.ts'
import classes from './selection-pane.module.css'

interface Props {
  chosen: readonly BoardSlot[]
  onGive(): void
  onClear(): void
}

/** Several chosen slots: give those that are free, take back those that one membership holds unplanted. */
export function SelectionPane({ chosen, onGive, onClear }: Props) {
  const { t } = useTranslation()
  const may = useMay()
  const { act, busy, refusal, clear } = useAct()
  const free = chosen.filter(isFree)
  const held = chosen.filter(({ status }) => status === 'allocated')
  const [holder] = held
  const oneHolder = held.every(({ membershipId }) => membershipId === holder?.membershipId)
  const release = async () => {
    const input = { slotIds: held.map(({ id }) => id), membershipId: holder?.membershipId ?? '' }
    if (await act('plant-slots.release', input)) onClear()
  }
  return (
    <>
      <DetailHead title={t('slots.selected', { count: chosen.length })} onClose={onClear} />
      <Section>
        <div className={classes.actions}>
          {may('plant_slot_assign') && free.length > 0 && (
            <Button variant="default" leftSection={<IconGift size={16} stroke={1.5} />} onClick={onGive}>
              {t('slots.give_n', { count: free.length })}
            </Button>
          )}
          {may('plant_slot_update') && holder && oneHolder && (
            <Button
              variant="default"
              leftSection={<IconUserMinus size={16} stroke={1.5} />}
              loading={busy}
              onClick={() => void release()}
            >
              {t('slots.release_n', { count: held.length })}
            </Button>
          )}
          <Button variant="subtle" leftSection={<IconX size={16} stroke={1.5} />} onClick={onClear}>
            {t('slots.select_none')}
          </Button>
        </div>
        {held.length > 0 && !oneHolder && <p className={classes.line}>{t('slots.several_holders')}</p>}
        {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
      </Section>
      <Section title={t('slots.title')}>
        <ul className={classes.slots}>
          {chosen.map(({ id, number, status, holder: name, label }) => (
            <li key={id}>
              <SlotShape status={status} />
              <span className={classes.number}>{number}</span>
              <span className={classes.name}>{[name, label].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
