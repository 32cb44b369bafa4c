import type { TFunction } from 'i18next'
import type { Format } from '../i18n/format-in.ts'
import type { Words } from '../i18n/i18n.ts'
import type { HereAndNow } from './desk-status.tsx'
import { wordsOfTable } from './table-words.ts'

/** The line at the bottom of the rail, and the sentence behind it that says what happens next. */
export interface ConnectionWords {
  short: string
  long: string
}

type Say = (status: HereAndNow, t: TFunction, format: Format) => ConnectionWords

const plain =
  (short: (t: TFunction, status: HereAndNow) => string, long: (t: TFunction, status: HereAndNow) => string): Say =>
  (status, t) => ({ short: short(t, status), long: long(t, status) })

const count = ({ queued }: HereAndNow) => ({ count: queued })

const offline: Say = (status, t, format) => {
  const since = status.offlineSince ? format.moment(status.offlineSince) : ''
  const short = since ? t('connection.offline_since', { time: since }) : t('connection.offline')
  const parts = [
    t('connection.offline_sentence', { offline: short }),
    status.queued > 0 ? t('connection.held_until_back', count(status)) : t('connection.work_goes_on'),
    lease(status, t, format),
  ]
  return { short, long: parts.filter(Boolean).join(' ') }
}

function lease({ offlineUntil, leaseEnded }: HereAndNow, t: TFunction, format: Format): string {
  if (!offlineUntil) return ''
  const until = format.moment(offlineUntil)
  return leaseEnded ? t('connection.lease_ended', { until }) : t('connection.right_until', { until })
}

const firstSync: Say = ({ firstSync: progress }, t, format) => {
  const line =
    progress && progress.of > 0
      ? t('connection.loading', {
          table: t(wordsOfTable(progress.table)),
          done: format.number(progress.done),
          of: format.number(progress.of),
        })
      : t('connection.opening')
  return { short: line, long: line }
}

const waiting: Say = ({ waitingUntil }, t, format) => {
  if (!waitingUntil) return { short: t('connection.waiting'), long: t('connection.waiting_long') }
  const time = format.time(waitingUntil)
  return { short: t('connection.waiting_until', { time }), long: t('connection.waiting_until_long', { time }) }
}

/** What can be wrong with this machine: in a word, and the one thing to do. */
const troubles: Readonly<Record<string, { short: Words; long: Words } | undefined>> = {
  desk_not_paired: { short: 'connection.hub_trouble_short', long: 'connection.desk_not_paired' },
  hub_certificate_changed: { short: 'connection.hub_trouble_short', long: 'connection.hub_certificate_changed' },
  hub_conflict: { short: 'connection.hub_trouble_short', long: 'connection.hub_conflict' },
  disk_full: { short: 'connection.disk_low_short', long: 'connection.disk_full' },
  disk_low: { short: 'connection.disk_low_short', long: 'connection.disk_low' },
  clock_off: { short: 'connection.clock_off_short', long: 'connection.clock_off' },
  journal_not_durable: { short: 'connection.journal_not_durable_short', long: 'connection.journal_not_durable' },
  replica_broken: { short: 'connection.replica_broken_short', long: 'connection.replica_broken' },
}
const troubleWords = (trouble: string | null) =>
  troubles[trouble ?? ''] ?? { short: 'connection.trouble' as const, long: 'connection.trouble_long' as const }

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
    long: t(trouble === 'replica_rebuilt' ? 'connection.replica_rebuilt' : 'connection.current_long'),
  }),
  sending: plain(
    (t, status) => t('connection.sending_n', count(status)),
    (t, status) => t('connection.sending_long', count(status)),
  ),
  offline,
  working_offline: (status, t, format) => ({
    short: t('connection.by_choice'),
    long: [t('connection.by_choice_long', count(status)), lease(status, t, format)].filter(Boolean).join(' '),
  }),
  catching_up: ({ catchingUp }, t, format) => ({
    short: t('connection.catching_up'),
    long: catchingUp
      ? t('connection.catching_up_rows', { rows: format.number(catchingUp.rows) })
      : t('connection.catching_up_long'),
  }),
  waiting,
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
    (t, { trouble }) => t(troubleWords(trouble).short),
    (t, { trouble }) => t(troubleWords(trouble).long),
  ),
}

export const connectionWords: Say = (status, t, format) => {
  if (status.away) return { short: t('connection.away_short'), long: t('connection.away') }
  const words = sayings[status.connection](status, t, format)
  const { connection, trouble } = status
  // Where something else is shown, such as a choice of the person, trouble is still told.
  const more = connection !== 'trouble' && troubles[trouble ?? '']
  return more ? { ...words, long: `${words.long} ${t(more.long)}` } : words
}
