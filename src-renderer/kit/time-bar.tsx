import { useTranslation } from 'react-i18next'
import { type Day, daysBetween } from '../../src-shared/kernel/calendar.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './time-bar.module.css'

export interface Stretch {
  id: string
  /** First and last day, both of it. */
  from: Day
  to: Day
  /** How it stands: `past` and `ahead` are outlined, `now` is filled, `void` did not come to be; `frozen` is hatched over the one it is in. */
  kind: 'past' | 'now' | 'ahead' | 'void' | 'frozen'
  name: string
}

/** Space left of the first and right of the last day, as a share of the whole. */
const margin = 0.02

/** A membership in time: its stretches as bars, today as a line, the days at both ends. A list says the same. */
export function TimeBar({ stretches, today, label }: { stretches: readonly Stretch[]; today: Day; label: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const from = [...stretches.map((stretch) => stretch.from), today].sort()[0] ?? today
  const to = [...stretches.map((stretch) => stretch.to), today].sort().at(-1) ?? today
  const length = Math.max(1, daysBetween(from, to) + 1)
  const share = (day: Day, after = 0): number =>
    100 * (margin + (1 - 2 * margin) * ((daysBetween(from, day) + after) / length))
  return (
    <figure className={classes.figure} aria-label={label}>
      <div className={classes.bar} aria-hidden="true">
        {stretches.map((stretch) => (
          <span
            key={stretch.id}
            className={classes.stretch}
            data-kind={stretch.kind}
            title={`${stretch.name} · ${format.day(stretch.from)} – ${format.day(stretch.to)}`}
            style={{ left: `${share(stretch.from)}%`, width: `${share(stretch.to, 1) - share(stretch.from)}%` }}
          />
        ))}
        <span className={classes.today} style={{ left: `${share(today, 0.5)}%` }} title={t('time_bar.today')} />
      </div>
      <div className={classes.ends} aria-hidden="true">
        <span>{format.day(from)}</span>
        <span>{format.day(to)}</span>
      </div>
      <ul className={classes.list}>
        {stretches.map((stretch) => (
          <li key={stretch.id}>
            {t('time_bar.stretch', { name: stretch.name, from: format.day(stretch.from), to: format.day(stretch.to) })}
          </li>
        ))}
      </ul>
    </figure>
  )
}
