import type { ReactNode } from 'react'
import type { Rejection } from '../../../src-shared/kernel/rejection.ts'
import { useSays } from '../../i18n/speaker.ts'
import { DayText } from '../../kit/date-text.tsx'
import { Facts } from '../../kit/detail.tsx'
import { FormNotice } from '../../kit/form.tsx'
import classes from './sale-preview.module.css'

/** What would come of a form, before it is sent; said when it changes. */
export const OutcomeBox = ({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) => (
  <div className={classes.preview} aria-live="polite">
    <Facts facts={facts} />
  </div>
)

/** Why nothing would come of it, in words. */
export function OutcomeRefused({ refusal }: { refusal: Pick<Rejection, 'code' | 'params'> }) {
  return <FormNotice>{useSays().rejection(refusal)}</FormNotice>
}

/** A day that moves: the old one, and the new one where it is another. */
export function DayChange({ was, becomes }: { was: string | null; becomes: string | null }) {
  if (becomes === null) return '–'
  const next = (
    <strong>
      <DayText day={becomes} />
    </strong>
  )
  if (was === null || was === becomes) return next
  return (
    <>
      <DayText day={was} /> → {next}
    </>
  )
}
