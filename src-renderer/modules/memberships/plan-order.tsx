import { useTranslation } from 'react-i18next'
import { useShortcut } from '../../app/use-shortcut.ts'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { placesAfter } from './plan-places.ts'
import type { PlanRow } from './use-plan-rows.ts'

/** Alt+↑ and Alt+↓ move the chosen plan in every list (memberships.md section 8); says so, or why it was refused. */
export function PlanOrder({ plans, planId }: { plans: readonly PlanRow[]; planId: string }) {
  const { t } = useTranslation()
  const { act, busy, refusal, clear } = useAct()
  const move = (by: 1 | -1) => {
    const order = busy ? [] : placesAfter(plans, planId, by)
    return order.length > 0 ? () => void act('memberships.reorder-plans', { order }) : null
  }
  useShortcut('move_up', move(-1))
  useShortcut('move_down', move(1))
  return refusal ? <RefusalNotice refusal={refusal} onDone={clear} /> : t('plans.order_hint')
}
