import { Button } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconBrush,
  IconClipboardCheck,
  IconFlag,
  IconGift,
  IconLeaf,
  IconPencil,
  type IconProps,
  IconShieldExclamation,
  IconTool,
  IconTrash,
  IconUserMinus,
} from '@tabler/icons-react'
import { type ComponentType, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { shortcutBoard } from '../../app/shortcut-board.ts'
import type { Words } from '../../i18n/i18n.ts'
import { Keys } from '../../kit/keys.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { type Act, useAct } from '../desk/use-act.tsx'
import { isFree, promisedOf } from './board-cells.ts'
import type { ActionSlot, SlotForm } from './slot.ts'
import classes from './slot-actions.module.css'

interface Action {
  key: string
  word: Words
  icon: ComponentType<IconProps>
  run(): void
}

interface Doing {
  slot: ActionSlot
  may(right: string): boolean
  give(): void
  form(form: SlotForm): void
  act: Act['act']
}

/** What may be done with a slot as it stands, by this person; nothing else is offered (plant-slots.md section 3). */
function actionsFor({ slot, may, give, form, act }: Doing): Action[] {
  const { id: slotId, status, membershipId, revertEventId } = slot
  const actions: Action[] = []
  const offer = (right: string, holds: boolean, action: Action) => {
    if (holds && may(right)) actions.push(action)
  }
  const release = () => void act('plant-slots.release', { slotIds: [slotId], membershipId })
  const revert = () => void act('plant-slots.revert', { slotId, eventId: revertEventId })
  const update = 'plant_slot_update'
  offer('plant_slot_assign', isFree(slot), { key: 'a', word: 'slots.act.give', icon: IconGift, run: give })
  offer(update, status === 'allocated', { key: 'p', word: 'slots.act.plant', icon: IconLeaf, run: () => form('plant') })
  offer(update, status === 'occupied', {
    key: 'm',
    word: 'slots.act.maintenance',
    icon: IconTool,
    run: () => form('maintenance'),
  })
  // While something grows there, work on it begins before it is finished.
  offer(update, status === 'maintenance' || (status !== 'occupied' && slot.entries.length > 0), {
    key: 'c',
    word: 'slots.act.complete',
    icon: IconBrush,
    run: () => form('complete'),
  })
  offer(update, status === 'allocated' && membershipId !== null, {
    key: 'r',
    word: 'slots.act.release',
    icon: IconUserMinus,
    run: release,
  })
  offer('plant_slot_transfer', status === 'allocated' && membershipId !== null, {
    key: 't',
    word: 'upkeep.transfer',
    icon: IconArrowsExchange,
    run: () => form('transfer'),
  })
  offer(update, true, { key: 'l', word: 'upkeep.log', icon: IconClipboardCheck, run: () => form('log') })
  offer(update, true, { key: 'n', word: 'slots.act.report', icon: IconFlag, run: () => form('report') })
  offer(update, revertEventId !== null, { key: 'u', word: 'slots.act.revert', icon: IconArrowBackUp, run: revert })
  offer(update, slot.notes !== undefined, { key: 'e', word: 'upkeep.edit', icon: IconPencil, run: () => form('edit') })
  offer('plant_slot_delete', status === 'available' && promisedOf(slot) === null, {
    key: 'd',
    word: 'upkeep.remove',
    icon: IconTrash,
    run: () => void act('plant-slots.delete-slot', { slotId }),
  })
  offer('plant_slot_manage', true, {
    key: 'f',
    word: 'slots.act.force',
    icon: IconShieldExclamation,
    run: () => form('force'),
  })
  return actions
}

/** The legal actions of a slot as buttons; while the pane has the focus, each has a key. */
export function SlotActions({
  slot,
  onGive,
  onForm,
}: {
  slot: ActionSlot
  onGive(): void
  onForm(form: SlotForm): void
}) {
  const { t } = useTranslation()
  const may = useMay()
  const { act, busy, refusal, clear } = useAct()
  const actions = actionsFor({ slot, may, give: onGive, form: onForm, act })
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || shortcutBoard.inChord(event)) return
    const code = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
    const action = actions.find(({ key }) => key === code)
    if (!action || busy) return
    event.preventDefault()
    action.run()
  }
  const toolbar = useRef<HTMLDivElement>(null)
  const shown = useRef(false)
  // A refusal is of the slot as it was; when that changes, the words no longer hold, and the button that was pressed
  // may be gone: then the focus stays with the others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the slot does this
  useEffect(() => {
    clear()
    if (shown.current && document.activeElement === document.body) toolbar.current?.focus()
    shown.current = true
  }, [slot.status, slot.membershipId])
  if (actions.length === 0) return null
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: the keys are of the buttons inside */}
      <div
        ref={toolbar}
        tabIndex={-1}
        role="toolbar"
        aria-label={t('slots.actions')}
        className={classes.actions}
        onKeyDown={onKeyDown}
      >
        {actions.map(({ key, word, icon: Icon, run }) => (
          <Button
            key={key}
            data-action={key}
            variant="default"
            disabled={busy}
            aria-keyshortcuts={key.toUpperCase()}
            leftSection={<Icon size={16} stroke={1.5} />}
            rightSection={<Keys keys={key} />}
            onClick={run}
          >
            {t(word)}
          </Button>
        ))}
      </div>
      {refusal && (
        <div className={classes.refusal}>
          <RefusalNotice refusal={refusal} onDone={clear} />
        </div>
      )}
    </>
  )
}
