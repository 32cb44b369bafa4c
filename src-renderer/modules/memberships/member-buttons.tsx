import { Button } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconCalendarPause,
  IconCash,
  IconCircleMinus,
  IconGift,
  IconId,
  IconPencil,
  IconPlayerPlay,
  type IconProps,
  IconRefresh,
  IconShoppingBag,
  IconSnowflake,
} from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { type ShortcutId, shortcuts } from '../../app/shortcuts.ts'
import { useShortcut } from '../../app/use-shortcut.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useToday } from '../../i18n/today.ts'
import { Keys } from '../../kit/keys.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { ArchiveButton } from './archive-button.tsx'
import type { Member } from './member.ts'
import classes from './member-buttons.module.css'
import { heldOf, type MemberSheet, sheetsFor } from './member-sheet.ts'

interface Look {
  sheet: MemberSheet
  word: Words
  icon: ComponentType<IconProps>
  shortcut?: ShortcutId
}

const looks: readonly Look[] = [
  { sheet: 'renew', word: 'membership.renew', icon: IconRefresh, shortcut: 'renew' },
  { sheet: 'resume', word: 'membership.resume', icon: IconPlayerPlay, shortcut: 'resume' },
  { sheet: 'extend', word: 'member_more.extend', icon: IconCalendarPause },
  { sheet: 'freeze', word: 'membership.freeze', icon: IconSnowflake, shortcut: 'freeze' },
  { sheet: 'pay', word: 'membership.pay', icon: IconCash, shortcut: 'pay' },
  { sheet: 'sell', word: 'members.sell', icon: IconShoppingBag, shortcut: 'sell' },
  { sheet: 'change', word: 'membership.change', icon: IconArrowsExchange, shortcut: 'change_plan' },
  { sheet: 'give', word: 'slots.give', icon: IconGift },
  { sheet: 'contacts', word: 'members.edit', icon: IconPencil },
  { sheet: 'kyc', word: 'membership.kyc.title', icon: IconId },
  { sheet: 'cancel', word: 'membership.cancel', icon: IconCircleMinus },
]

/** Binds the keys of the card (memberships.md section 8); a form that is not offered leaves its key alone. */
function useCardKeys(offered: ReadonlySet<MemberSheet>, open: (sheet: MemberSheet) => void): void {
  const key = (sheet: MemberSheet) => (offered.has(sheet) ? () => open(sheet) : null)
  useShortcut('renew', key('renew'))
  useShortcut('freeze', key('freeze'))
  useShortcut('resume', key('resume'))
  useShortcut('pay', key('pay'))
  useShortcut('change_plan', key('change'))
  useShortcut('sell', key('sell'))
}

/** All that can be done for a member now, each with its key; `children` are further buttons after them. */
export function MemberButtons({
  member,
  onSheet,
  children,
}: {
  member: Member
  onSheet(sheet: MemberSheet): void
  children?: ReactNode
}) {
  const { t } = useTranslation()
  const may = useMay()
  const offered = sheetsFor(member, may, useToday())
  useCardKeys(offered, onSheet)
  return (
    <>
      <div className={classes.actions} role="toolbar" aria-label={t('membership.actions')}>
        {looks
          .filter(({ sheet }) => offered.has(sheet))
          .map(({ sheet, word, icon: Icon, shortcut }) => (
            <Button
              key={sheet}
              variant="default"
              {...(shortcut ? { 'aria-keyshortcuts': shortcuts[shortcut].keys.toUpperCase() } : {})}
              leftSection={<Icon size={16} stroke={1.5} />}
              rightSection={shortcut && <Keys keys={shortcuts[shortcut].keys} />}
              onClick={() => onSheet(sheet)}
            >
              {t(word)}
            </Button>
          ))}
        {children}
      </div>
      <Reinstate member={member} />
      <ArchiveButton member={member} />
    </>
  )
}

/** A membership that was cancelled goes on with one press (MB-R54). */
function Reinstate({ member }: { member: Member }) {
  const { t } = useTranslation()
  const may = useMay()
  const { act, busy, refusal, clear } = useAct()
  const held = heldOf(member)
  if (!held || held.cancelledOn === null || !may('membership_manage')) return null
  return (
    <div className={classes.alone}>
      <Button
        variant="default"
        loading={busy}
        leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
        onClick={() => void act('memberships.reinstate', { membershipId: held.id })}
      >
        {t('membership.reinstate')}
      </Button>
      {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
    </div>
  )
}
