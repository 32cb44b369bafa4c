import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import { history } from '../../../src-shared/modules/memberships/history-query.ts'
import { useServerAnswer } from '../../desk/server-answer.ts'
import { useFormat } from '../../i18n/format.ts'
import { Loading } from '../../kit/loading.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import { commandWords } from '../desk/command-words.ts'
import classes from './member-history.module.css'

type Entry = OutputOf<typeof history>['entries'][number]

/** As many as the server tells. */
const mostTold = 100

/** What was done about a member and tried, by everybody; read from the server's log once it is asked for. */
export function MemberHistory({ memberId }: { memberId: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <details className={classes.history} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('member_history.title')}</summary>
      {open && <Entries memberId={memberId} />}
    </details>
  )
}

function Entries({ memberId }: { memberId: string }) {
  const { t } = useTranslation()
  const { value, failure } = useServerAnswer(history, { memberId })
  if (failure) return <RejectionText rejection={failure} />
  if (!value) return <Loading shape="detail" />
  const { entries } = value
  if (entries.length === 0) return <p className={classes.none}>{t('member_history.none')}</p>
  return (
    <>
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryLine entry={entry} />
          </li>
        ))}
      </ol>
      {entries.length === mostTold && (
        <p className={classes.none}>{t('member_history.most', { count: entries.length })}</p>
      )}
    </>
  )
}

function EntryLine({ entry: { command, at, actorName, deskName, actorId, verdict } }: { entry: Entry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const who = actorName ?? (actorId === null ? t('member_history.server') : t('values.someone'))
  return (
    <>
      <div>
        {t(commandWords(command))}
        {verdict !== 'applied' && (
          <span className={classes.verdict} data-verdict={verdict}>
            {verdict === 'rejected' ? t('member_history.rejected') : t('member_history.adjusted')}
          </span>
        )}
      </div>
      <div className={classes.by}>
        {[deskName ? t('values.at_desk', { who, desk: deskName }) : who, format.moment(at)].join(' · ')}
      </div>
    </>
  )
}
