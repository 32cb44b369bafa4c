import type { TFunction } from 'i18next'
import type { Format } from '../i18n/format-in.ts'
import type { Words } from '../i18n/i18n.ts'
import type { HereAndNow } from './desk-status.tsx'

/** The line at the bottom of the rail, and the sentence behind it that says what happens next. */
export interface ConnectionWords {
  short: string
  long: string
}

type Say = (status: HereAndNow, t: TFunction, format: Format) => ConnectionWords

const plain =
  (short: (t: TFunction) => string, long: (t: TFunction, status: HereAndNow) => string): Say =>
  (status, t) => ({ short: short(t), long: long(t, status) })

const count = ({ queued }: HereAndNow) => ({ count: queued })

const offline: Say = (status, t, format) => {
  const since = status.offlineSince ? format.moment(status.offlineSince) : ''
  const short = since ? t('connection.offline_since', { time: since }) : t('connection.offline')
  const parts = [
    t('connection.offline_sentence', { offline: short }),
    status.queued > 0 ? t('connection.held_until_back', count(status)) : t('connection.work_goes_on'),
  ]
  if (status.offlineUntil) parts.push(t('connection.right_until', { until: format.moment(status.offlineUntil) }))
  return { short, long: parts.join(' ') }
}

const firstSync: Say = ({ firstSync: progress }, t, format) => {
  const line = progress
    ? t('connection.loading', { done: format.number(progress.done), of: format.number(progress.of) })
    : t('connection.opening')
  return { short: line, long: line }
}

/** What can be wrong with this machine, and the one thing to do. */
const troubleWords: Readonly<Record<string, Words | undefined>> = {
  desk_not_paired: 'connection.desk_not_paired',
  disk_full: 'connection.disk_full',
  hub_certificate_changed: 'connection.hub_certificate_changed',
  hub_conflict: 'connection.hub_conflict',
  replica_broken: 'connection.replica_broken',
  replica_rebuilt: 'connection.replica_rebuilt',
}

/** Every state of the connection in words (`desk-ux.md` section 3); a state without words does not compile. */
const sayings: Record<HereAndNow['connection'], Say> = {
  starting: plain(
    (t) => t('connection.opening'),
    (t) => t('connection.opening'),
  ),
  signed_out: plain(
    (t) => t('connection.signed_out'),
    (t) => t('connection.signed_out'),
  ),
  first_sync: firstSync,
  current: ({ lastPulledAt, trouble }, t, format) => ({
    short: lastPulledAt ? t('connection.current_at', { time: format.time(lastPulledAt) }) : t('connection.current'),
    long: t(troubleWords[trouble ?? ''] ?? 'connection.current_long'),
  }),
  sending: plain(
    (t) => t('connection.sending'),
    (t, status) => t('connection.sending_long', count(status)),
  ),
  offline,
  working_offline: plain(
    (t) => t('connection.by_choice'),
    (t, status) => t('connection.by_choice_long', count(status)),
  ),
  catching_up: plain(
    (t) => t('connection.catching_up'),
    (t) => t('connection.catching_up_long'),
  ),
  waiting: plain(
    (t) => t('connection.waiting'),
    (t) => t('connection.waiting_long'),
  ),
  sign_in_again: plain(
    (t) => t('connection.sign_in_again'),
    (t, status) => t('connection.sign_in_again_long', count(status)),
  ),
  update_needed: plain(
    (t) => t('connection.update_needed'),
    (t, status) => t('connection.update_needed_long', count(status)),
  ),
  locked_out: plain(
    (t) => t('connection.locked_out'),
    (t, status) => t('connection.locked_out_long', count(status)),
  ),
  trouble: plain(
    (t) => t('connection.trouble'),
    (t, { trouble }) => t(troubleWords[trouble ?? ''] ?? 'connection.trouble_long'),
  ),
}

export const connectionWords: Say = (status, t, format) =>
  status.away
    ? { short: t('connection.away_short'), long: t('connection.away') }
    : sayings[status.connection](status, t, format)
