import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/desk-status.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import type { Held } from './member-sheet.ts'

/** Whether a membership renews itself, to be switched by whoever may (MB-R33). */
export function AutoRenew({ held }: { held: Held }) {
  const { t } = useTranslation()
  const may = useMay()
  const { act, busy, refusal, clear } = useAct()
  return (
    <>
      <Switch
        label={t('members.fact.renews_itself')}
        checked={held.autoRenew}
        disabled={busy || held.cancelledOn !== null || !may('membership_update')}
        onChange={(event) => {
          const on = event.currentTarget.checked
          void act('memberships.set-auto-renew', { membershipId: held.id, on })
        }}
      />
      {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
    </>
  )
}
