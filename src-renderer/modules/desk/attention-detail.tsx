import { useTranslation } from 'react-i18next'
import { people } from '../../../src-shared/modules/identity/queries.ts'
import { member } from '../../../src-shared/modules/memberships/member-queries.ts'
import type { Matter } from '../../desk/attention.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { DetailHead, Facts, Section } from '../../kit/detail.tsx'
import { PhoneLink } from '../../kit/phone-link.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import { AttentionCause } from './attention-cause.tsx'
import classes from './attention-detail.module.css'
import { AttentionWays } from './attention-ways.tsx'
import { commandWords } from './command-words.ts'
import { EntrySubject } from './entry-subject.tsx'
import { isSpoken, OutcomeFacts } from './outcome-facts.tsx'
import { PapersOfCommand } from './print/printed-papers.tsx'

/** One matter: what was told, what was decided and why, the ways out, each on one key, and what came of it so far. */
export function AttentionDetail({ matter, cause }: { matter: Matter; cause: readonly Matter[] }) {
  const { t } = useTranslation()
  const others = cause.length - 1
  return (
    <>
      <DetailHead
        title={t(commandWords(matter.commandName))}
        line={
          <span className={classes.line}>
            <CertaintyBadge certainty={matter.certainty} />
            <EntrySubject about={{ input: matter.input, outcome: matter.decided ?? matter.told }} />
          </span>
        }
      />
      <Why matter={matter} />
      <AttentionWays matter={matter} />
      <PapersOfCommand commandId={matter.commandId} />
      {others > 0 && <AttentionCause matters={cause} />}
      <Story matter={matter} />
    </>
  )
}

/** Why it was not done as it was told, who got it instead, and what failed with it. */
function Why({ matter: { kind, rejection, dependents, tried } }: { matter: Matter }) {
  const { t } = useTranslation()
  const isDouble = kind === 'duplicate'
  if (!rejection && !isDouble) return null
  return (
    <Section title={t('entry.why')}>
      {isDouble && <p className={classes.said}>{t('attention.doubled')}</p>}
      {rejection && <RejectionText rejection={rejection} />}
      {dependents.length > 0 && <p className={classes.said}>{t('entry.dependents', { count: dependents.length })}</p>}
      {tried.map((failed, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was tried only grows at its end
        <p key={n} className={classes.said}>
          {t('attention.tried_too')} <RejectionText rejection={failed} />
        </p>
      ))}
    </Section>
  )
}

function Story({ matter }: { matter: Matter }) {
  const { t } = useTranslation()
  const format = useFormat()
  const known = useWatch(people, {}).value
  const { told, decided, authorId, author, deskId, at } = matter
  const who = author ?? known?.users.find(({ id }) => id === authorId)?.name ?? t('values.someone')
  const desk = known?.desks.find(({ id }) => id === deskId)?.name
  return (
    <>
      {isSpoken(told) && (
        <Section title={t('entry.told')}>
          <OutcomeFacts told={told} got={matter.certainty === 'adjusted' ? decided : null} />
        </Section>
      )}
      <Section>
        <Facts
          facts={[
            [t('entry.by'), desk ? t('attention.at_desk', { who, desk }) : who],
            [t('entry.column.at'), format.moment(at)],
            ...(matter.subject?.kind === 'member' ? [phoneFact(t('members.contact.phone'), matter.subject.id)] : []),
          ]}
        />
      </Section>
    </>
  )
}

const phoneFact = (name: string, memberId: string): readonly [string, React.ReactNode] => [
  name,
  <Phone key="phone" memberId={memberId} />,
]

/** The subject's telephone, one press away, for whoever may see it. */
function Phone({ memberId }: { memberId: string }) {
  const phone = useWatch(member, { memberId }, memberId).value?.contacts?.phone
  return phone ? <PhoneLink phone={phone} /> : '–'
}
