import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { Keys } from '../../kit/keys.tsx'
import { SlotStatusLabel, slotStatuses } from '../../kit/slot-shape.tsx'
import { type BoardSlot, countsOf, isFree } from './board-cells.ts'
import classes from './location-summary.module.css'
import { slotFlags } from './slot-flags.ts'
import { StatusBar } from './status-bar.tsx'

/** While nothing is chosen: how the location is used, and how to choose. */
export function LocationSummary({
  title,
  slots,
  children,
}: {
  title: string
  slots: readonly BoardSlot[]
  /** What can be done with the location as a whole. */
  children?: ReactNode
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts = countsOf(slots)
  const free = slots.filter(isFree).length
  const hints = [
    ['↑ ↓ ← →', t('slots.hint.move')],
    ['A–Z 0–9', t('slots.hint.type')],
    ['Space', t('slots.hint.select')],
    ['Shift', t('slots.hint.block')],
    ['⏎', t('slots.hint.open')],
  ] as const
  return (
    <>
      <DetailHead title={title} line={t('slots.free_of', { free, total: slots.length })} />
      <Section>
        <StatusBar counts={counts} />
        <ul className={classes.counts}>
          {slotStatuses.map((status) => (
            <li key={status}>
              <SlotStatusLabel status={status} />
              <span className={classes.number}>{format.number(counts[status])}</span>
            </li>
          ))}
          {slotFlags
            .filter(({ key }) => counts[key] > 0)
            .map(({ key, icon: Icon, word }) => (
              <li key={key}>
                <span className={classes.flag}>
                  <Icon size={14} stroke={1.75} aria-hidden />
                  {t(word)}
                </span>
                <span className={classes.number}>{format.number(counts[key])}</span>
              </li>
            ))}
        </ul>
        {children && <div className={classes.more}>{children}</div>}
      </Section>
      <Section title={t('slots.hint.title')}>
        <ul className={classes.hints}>
          {hints.map(([keys, words]) => (
            <li key={keys}>
              <Keys keys={keys} />
              {words}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
