import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { previewSale } from '../../../src-shared/modules/memberships/sale-queries.ts'
import { useSays } from '../../i18n/speaker.ts'
import { DayText } from '../../kit/date-text.tsx'
import { Facts } from '../../kit/detail.tsx'
import { FormNotice } from '../../kit/form.tsx'
import { Money } from '../../kit/money.tsx'
import classes from './sale-preview.module.css'

export type SalePreview = OutputOf<typeof previewSale>

/** What the sale would be, before it is made: last day, price, slots. The last day is never typed. */
export function SalePreviewBox({ preview }: { preview: SalePreview }) {
  const { t } = useTranslation()
  const says = useSays()
  const { endsOn, priceMinor, currency, slots, refusal } = preview
  if (refusal) return <FormNotice>{says.rejection(refusal)}</FormNotice>
  const short = slots.granted > slots.free
  return (
    <div className={classes.preview} aria-live="polite">
      <Facts
        facts={[
          [
            t('members.preview.last_day'),
            <strong key="day">
              <DayText day={endsOn} />
            </strong>,
          ],
          [
            t('members.preview.price'),
            <strong key="price">
              <Money minor={priceMinor} currency={currency} />
            </strong>,
          ],
          ...(slots.granted > 0
            ? ([
                [
                  t('members.preview.slots'),
                  short
                    ? t('members.preview.slots_short', { granted: slots.granted, free: slots.free })
                    : t('members.preview.slots_enough', { granted: slots.granted, free: slots.free }),
                ],
              ] as const)
            : []),
        ]}
      />
    </div>
  )
}
