import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { previewFreeze } from '../../../src-shared/modules/memberships/freeze-queries.ts'
import { DayText } from '../../kit/date-text.tsx'
import { Money } from '../../kit/money.tsx'
import { DayChange, OutcomeBox, OutcomeRefused } from './outcome-box.tsx'

export type FreezePreview = OutputOf<typeof previewFreeze>

/** What a freeze or a return makes of a membership: its days, the budget, the old and the new end, the next payment, the fee. */
export function FreezeOutcome({ preview }: { preview: FreezePreview }) {
  const { t } = useTranslation()
  const { fromOn, toOn, days, budget, was, becomes, feeMinor, currency, refusal } = preview
  if (refusal) return <OutcomeRefused refusal={refusal} />
  return (
    <OutcomeBox
      facts={[
        [
          t('membership.freeze_form.frozen'),
          fromOn && toOn ? (
            <>
              <DayText day={fromOn} /> – <DayText day={toOn} /> · {t('membership.days', { count: days })}
            </>
          ) : (
            t('membership.freeze_form.never')
          ),
        ],
        ...(budget
          ? ([
              [
                t('membership.freeze_form.budget'),
                t('membership.freeze_form.used_and_left', { used: budget.used, max: budget.max, left: budget.left }),
              ],
            ] as const)
          : []),
        [t('members.preview.last_day'), <DayChange key="end" was={was.endsOn} becomes={becomes.endsOn} />],
        ...(becomes.next.dueOn
          ? ([
              [
                t('membership.freeze_form.next_payment'),
                <DayChange key="due" was={was.next.dueOn} becomes={becomes.next.dueOn} />,
              ],
            ] as const)
          : []),
        ...(feeMinor > 0 && currency
          ? ([[t('members.charge.freeze_fee'), <Money key="fee" minor={feeMinor} currency={currency} />]] as const)
          : []),
      ]}
    />
  )
}
