import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import type { Alert } from '../../../src-shared/modules/memberships/standing-rules.ts'
import { useMay } from '../../app/desk-status.tsx'
import type { Words } from '../../i18n/i18n.ts'
import { useToday } from '../../i18n/today.ts'
import { ReasonDialog } from '../../kit/dialog/reason-dialog.tsx'
import { useAct } from '../desk/use-act.tsx'
import type { Member } from './member.ts'
import { heldOf, type MemberSheet, sheetsFor } from './member-sheet.ts'
import { freezeOn } from './resume-form.tsx'

/** The form to which an alert's command leads, with the word of its button. */
const forms: Readonly<Record<string, { sheet: MemberSheet; word: Words } | undefined>> = {
  'memberships.renew': { sheet: 'renew', word: 'membership.renew' },
  'memberships.purchase': { sheet: 'sell', word: 'members.sell' },
  'memberships.unfreeze': { sheet: 'resume', word: 'membership.resume' },
}
/** Alerts that no single command settles, and the form that does. */
const formsOfCodes: Partial<Record<Alert['code'], { sheet: MemberSheet; word: Words }>> = {
  past_due: { sheet: 'pay', word: 'membership.pay' },
  kyc_missing: { sheet: 'kyc', word: 'membership.kyc.title' },
  slots_owed: { sheet: 'give', word: 'slots.give' },
}

/** The one button of an alert (MB-R14): the form that helps, or the command itself where it asks for nothing. */
export function AlertWay({
  alert: { code, action },
  member,
  onSheet,
}: {
  alert: Alert
  member: Member
  onSheet(sheet: MemberSheet): void
}) {
  const { t } = useTranslation()
  const may = useMay()
  const today = useToday()
  const form = forms[action ?? ''] ?? formsOfCodes[code]
  if (form) {
    if (!sheetsFor(member, may, today).has(form.sheet)) return null
    return (
      <Button size="compact-sm" variant="subtle" onClick={() => onSheet(form.sheet)}>
        {t(form.word)}
      </Button>
    )
  }
  if (action === 'memberships.reactivate-member' && may('member_update')) return <Reactivate member={member} />
  if (action === 'memberships.update-member' && may('member_update')) return <SignWaiver member={member} />
  if (action === 'memberships.cancel-freeze' && may('membership_update')) return <CallOffFreeze member={member} />
  return null
}

function Reactivate({ member }: { member: Member }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [asking, setAsking] = useState(false)
  const give = (reason: string) => {
    setAsking(false)
    void act('memberships.reactivate-member', { memberId: member.id, reason })
  }
  return (
    <>
      <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => setAsking(true)}>
        {t('members.reactivate')}
      </Button>
      {asking && (
        <ReasonDialog
          title={member.name}
          word={t('members.reactivate')}
          onReason={give}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function SignWaiver({ member }: { member: Member }) {
  const { t } = useTranslation()
  const today = useToday()
  const { act, busy } = useAct()
  const input = { memberId: member.id, changes: { waiverSignedOn: today }, seen: { waiverSignedOn: null } }
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      disabled={busy}
      onClick={() => void act('memberships.update-member', input)}
    >
      {t('members.field.waiver')}
    </Button>
  )
}

function CallOffFreeze({ member }: { member: Member }) {
  const { t } = useTranslation()
  const tomorrow = addDays(useToday(), 1)
  const { act, busy } = useAct()
  const held = heldOf(member)
  const freeze = held && freezeOn(held, tomorrow)
  if (!freeze) return null
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      disabled={busy}
      onClick={() => void act('memberships.cancel-freeze', { freezeId: freeze.id })}
    >
      {t('membership.call_off_freeze')}
    </Button>
  )
}
