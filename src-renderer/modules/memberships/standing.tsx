import { IconAlertTriangle, IconCircleCheck, IconCircleX, type IconProps } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert, Colour } from '../../../src-shared/modules/memberships/standing-rules.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Format } from '../../i18n/format-in.ts'
import type { Words } from '../../i18n/i18n.ts'
import { useSays } from '../../i18n/speaker.ts'
import classes from './standing.module.css'

const looks: Record<Colour, { icon: ComponentType<IconProps>; word: Words }> = {
  green: { icon: IconCircleCheck, word: 'members.standing.green' },
  amber: { icon: IconAlertTriangle, word: 'members.standing.amber' },
  red: { icon: IconCircleX, word: 'members.standing.red' },
}

/** How a member stands (MB-R14): colour, shape and word. */
export function StandingBadge({ colour }: { colour: Colour }) {
  const { t } = useTranslation()
  const { icon: Icon, word } = looks[colour]
  return (
    <span className={classes.badge} data-colour={colour}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {t(word)}
    </span>
  )
}

const alertWords: Record<Alert['code'], Words> = {
  member_suspended: 'members.alert.member_suspended',
  member_archived: 'members.alert.member_archived',
  member_merged: 'members.alert.member_merged',
  membership_none: 'members.alert.membership_none',
  membership_scheduled: 'members.alert.membership_scheduled',
  membership_expired: 'members.alert.membership_expired',
  membership_cancelled: 'members.alert.membership_cancelled',
  membership_frozen: 'members.alert.membership_frozen',
  frozen_tomorrow: 'members.alert.frozen_tomorrow',
  past_due: 'members.alert.past_due',
  kyc_missing: 'members.alert.kyc_missing',
  renewal_unconfirmed: 'members.alert.renewal_unconfirmed',
  ends_soon: 'members.alert.ends_soon',
  slots_owed: 'members.alert.slots_owed',
  waiver_unsigned: 'members.alert.waiver_unsigned',
}

/** Parameters of an alert as words: days by the language, counts also as `count` for its plural. */
function spokenParams(params: Alert['params'], format: Format, word: (value: string) => string) {
  const count = params.days ?? params.owed
  const spoken: Record<string, string | number> = typeof count === 'number' ? { count } : {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number') spoken[name] = format.number(value)
    else spoken[name] = /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : word(value)
  }
  return spoken
}

/** Everything the clerk should know before going on, the worst first; `way` is the button of one. */
export function AlertList({ alerts, way }: { alerts: readonly Alert[]; way?: (alert: Alert) => ReactNode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const says = useSays()
  if (alerts.length === 0) return null
  return (
    <ul className={classes.alerts}>
      {alerts.map((alert) => {
        const { code, colour, params } = alert
        const { icon: Icon } = looks[colour]
        return (
          <li key={code} className={classes.alert} data-colour={colour}>
            <Icon size={16} stroke={1.75} aria-hidden />
            <span className={classes.words}>{t(alertWords[code], spokenParams(params, format, says.word))}</span>
            {way?.(alert)}
          </li>
        )
      })}
    </ul>
  )
}
