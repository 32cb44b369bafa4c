import { useFormat } from '../i18n/format.ts'
import classes from './figures.module.css'

/** A calendar day of the tenant. */
export function DayText({ day }: { day: string }) {
  return (
    <time className={classes.figures} dateTime={day}>
      {useFormat().day(day)}
    </time>
  )
}

/** An instant, in the tenant's zone: only the time if it is of today. */
export function MomentText({ at }: { at: string }) {
  return (
    <time className={classes.figures} dateTime={at}>
      {useFormat().moment(at)}
    </time>
  )
}
