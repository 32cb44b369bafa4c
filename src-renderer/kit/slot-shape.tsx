import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Words } from '../i18n/i18n.ts'
import classes from './slot-shape.module.css'

export const slotStatuses = ['available', 'allocated', 'occupied', 'maintenance'] as const
export type SlotStatus = (typeof slotStatuses)[number]

export const slotStatusWords: Record<SlotStatus, Words> = {
  available: 'slots.status.available',
  allocated: 'slots.status.allocated',
  occupied: 'slots.status.occupied',
  maintenance: 'slots.status.maintenance',
}

/** The shape of a status: outline, half filled, filled, hatched. Tells them apart in grey too. */
export function SlotShape({ status, size = 14 }: { status: SlotStatus; size?: number }) {
  const id = useId()
  return (
    <svg
      className={classes.shape}
      data-status={status}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      aria-hidden="true"
    >
      <clipPath id={`${id}c`}>
        <rect x="1.5" y="1.5" width="11" height="11" rx="2" />
      </clipPath>
      <rect className={classes.ground} x="1.5" y="1.5" width="11" height="11" rx="2" />
      <g clipPath={`url(#${id}c)`}>
        {status === 'allocated' && <rect className={classes.fill} y="7" width="14" height="7" />}
        {status === 'occupied' && <rect className={classes.fill} width="14" height="14" />}
        {status === 'maintenance' && <path className={classes.hatch} d="M-1 6 6-1M-1 11 11-1M2 15 15 2M7 15l8-8" />}
      </g>
      <rect className={classes.line} x="1.5" y="1.5" width="11" height="11" rx="2" />
    </svg>
  )
}

/** A slot's status: shape, colour and word. */
export function SlotStatusLabel({ status }: { status: SlotStatus }) {
  const { t } = useTranslation()
  return (
    <span className={classes.label}>
      <SlotShape status={status} />
      {t(slotStatusWords[status])}
    </span>
  )
}
