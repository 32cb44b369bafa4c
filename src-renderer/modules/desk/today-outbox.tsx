import { useTranslation } from 'react-i18next'
import { useOutbox } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { commandWords } from './command-words.ts'
import { aboutEntry, EntrySubject } from './entry-subject.tsx'
import { Answered, Line, Lines, Nothing, Tile } from './today-tile.tsx'

const few = 5

/** What was done here and has not been heard of by the server, the oldest first. */
export function OutboxTile() {
  const { t } = useTranslation()
  const format = useFormat()
  const entries = useOutbox()
  return (
    <Tile title={t('today.waiting')} count={entries?.length} to={{ link: { to: '/outbox' }, word: t('today.all') }}>
      <Answered known={{ value: entries ?? undefined, asOf: null, failure: null }}>
        {(waiting) =>
          waiting.length === 0 ? (
            <Nothing>{t('outbox.empty_line')}</Nothing>
          ) : (
            <Lines>
              {waiting.slice(0, few).map((entry) => (
                <Line
                  key={entry.id}
                  link={{ to: '/journal', search: { entry: entry.id } }}
                  main={<span>{t(commandWords(entry.name))}</span>}
                  about={<EntrySubject about={aboutEntry(entry)} />}
                  end={format.moment(entry.at)}
                />
              ))}
            </Lines>
          )
        }
      </Answered>
    </Tile>
  )
}
