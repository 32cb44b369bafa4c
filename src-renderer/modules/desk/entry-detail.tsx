import { useTranslation } from 'react-i18next'
import { people } from '../../../src-shared/modules/identity/queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { JournalEntry } from '../../journal/entry.ts'
import { certaintyOf } from '../../journal/entry.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { DetailHead, Facts, Section } from '../../kit/detail.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import { commandWords } from './command-words.ts'
import { aboutEntry, EntrySubject } from './entry-subject.tsx'
import { isSpoken, OutcomeFacts } from './outcome-facts.tsx'
import { Withdrawal } from './withdrawal.tsx'

/** The story of one command: what was done and told, by whom and when, what the server said and why. */
export function EntryDetail({ entry, onClose }: { entry: JournalEntry; onClose(): void }) {
  const { t } = useTranslation()
  return (
    <>
      <DetailHead
        title={t(commandWords(entry.name))}
        line={<CertaintyBadge certainty={certaintyOf(entry)} />}
        onClose={onClose}
      />
      <EntryWhy entry={entry} />
      <EntryStory entry={entry} />
      <Withdrawal entry={entry} />
    </>
  )
}

/** Why it was not done as it was told, and who got it instead. */
export function EntryWhy({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const { rejection, dependents } = entry
  if (!rejection) return null
  return (
    <Section title={t('entry.why')}>
      <RejectionText rejection={rejection} />
      {dependents.length > 0 && <p>{t('entry.dependents', { count: dependents.length })}</p>}
    </Section>
  )
}

/** What was told and came of it, about whom, by whom, when. */
export function EntryStory({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const users = useWatch(people, {}).value?.users ?? []
  const who = users.find(({ id }) => id === entry.actorId)?.name ?? t('values.someone')
  const { outcome, serverOutcome, decidedAt, serverVersion, deskSeq } = entry
  const got = entry.state === 'adjusted' ? serverOutcome : null
  return (
    <>
      {isSpoken(outcome ?? serverOutcome) && (
        <Section title={t('entry.told')}>
          <OutcomeFacts told={outcome ?? serverOutcome} got={got} />
        </Section>
      )}
      <Section>
        <Facts
          facts={[
            [t('entry.column.about'), <EntrySubject key="about" about={aboutEntry(entry)} />],
            [t('entry.by'), who],
            [t('entry.column.at'), format.moment(entry.at)],
            ...(decidedAt ? ([[t('entry.decided'), format.moment(decidedAt)]] as const) : []),
            ...(deskSeq ? ([[t('entry.number'), format.number(deskSeq)]] as const) : []),
            ...(serverVersion ? ([[t('entry.version'), format.number(serverVersion)]] as const) : []),
          ]}
        />
      </Section>
    </>
  )
}
