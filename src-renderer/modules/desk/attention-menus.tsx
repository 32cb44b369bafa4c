import { Button, Menu } from '@mantine/core'
import { IconClockPause, IconUserShare, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, dayOf, startOfDay } from '../../../src-shared/kernel/calendar.ts'
import { people } from '../../../src-shared/modules/identity/queries.ts'
import { useHere } from '../../app/desk-status.tsx'
import type { Matter } from '../../desk/attention.ts'
import { useDesk, useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useTenant } from '../../i18n/tenant.tsx'
import { Keys } from '../../kit/keys.tsx'
import { OwnReason } from './own-reason.tsx'
import { useAct } from './use-act.tsx'

/**
 * A button that opens its choices, by press or by its key. They stand where the button does, inside the page's main
 * part, and the first has the focus (DX-R46).
 */
function KeyedMenu({
  letter,
  label,
  icon,
  children,
}: {
  letter: string
  label: string
  icon: ReactNode
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="dialog"], [role="menu"]')
      if (
        event.defaultPrevented ||
        typing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.code !== `Key${letter}`
      )
        return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [letter])
  return (
    <Menu
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      withinPortal={false}
      floatingStrategy="fixed"
      withInitialFocusPlaceholder={false}
      returnFocus
    >
      <Menu.Target>
        <Button variant="default" aria-keyshortcuts={letter} leftSection={icon} rightSection={<Keys keys={letter} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

const reasons: readonly Words[] = [
  'attention.reason.not_needed',
  'attention.reason.agreed',
  'attention.reason.done_elsewhere',
]
/** Leaves it at what was decided, with a reason (DX-R9). */
export function DismissMenu({ matter }: { matter: Matter }) {
  const { t } = useTranslation()
  const { act } = useAct()
  const desk = useDesk()
  const [telling, setTelling] = useState(false)
  const dismiss = async (why: string) => {
    if (matter.source === 'server') return void act('desk.dismiss-attention', { itemId: matter.id, reason: why })
    const entry = await desk.journal.entry(matter.id)
    if (entry) await desk.settle(entry, 'dismissed')
  }
  return (
    <>
      <KeyedMenu letter="D" label={t('attention.dismiss')} icon={<IconX size={16} stroke={1.5} />}>
        {reasons.map((each) => (
          <Menu.Item key={each} onClick={() => void dismiss(t(each))}>
            {t(each)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => setTelling(true)}>{t('attention.other_reason')}</Menu.Item>
      </KeyedMenu>
      {telling && <OwnReason onTold={(why) => void dismiss(why)} onClose={() => setTelling(false)} />}
    </>
  )
}

const anHour = 3_600_000
const morning = 8 * anHour

/** Puts it off until it can be dealt with. */
export function SnoozeMenu({ matter }: { matter: Matter }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { act } = useAct()
  const { timeZone } = useTenant()
  const now = new Date()
  const morningIn = (days: number): Date => {
    const day = addDays(dayOf(now.toISOString(), timeZone), days)
    return new Date(Date.parse(startOfDay(day, timeZone)) + morning)
  }
  const choices = [
    ['attention.until.hour', new Date(now.getTime() + anHour)],
    ['attention.until.tomorrow', morningIn(1)],
    ['attention.until.week', morningIn(7)],
  ] as const
  return (
    <KeyedMenu letter="S" label={t('attention.snooze')} icon={<IconClockPause size={16} stroke={1.5} />}>
      {choices.map(([name, until]) => (
        <Menu.Item
          key={name}
          rightSection={format.moment(until.toISOString())}
          onClick={() => void act('desk.snooze-attention', { itemId: matter.id, until: until.toISOString() })}
        >
          {t(name)}
        </Menu.Item>
      ))}
    </KeyedMenu>
  )
}

/** Hands it to somebody else who works here. */
export function HandOverMenu({ matter }: { matter: Matter }) {
  const { t } = useTranslation()
  const { act } = useAct()
  const { user } = useHere()
  const users = useWatch(people, {}).value?.users ?? []
  const others = users.filter(({ id, status }) => status === 'active' && id !== user?.id)
  if (others.length === 0) return null
  return (
    <KeyedMenu letter="H" label={t('attention.hand_over')} icon={<IconUserShare size={16} stroke={1.5} />}>
      {others.map(({ id, name }) => (
        <Menu.Item key={id} onClick={() => void act('desk.hand-over-attention', { itemId: matter.id, toUserId: id })}>
          {name}
        </Menu.Item>
      ))}
    </KeyedMenu>
  )
}
