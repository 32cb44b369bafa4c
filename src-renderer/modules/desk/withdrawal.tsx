import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { dependentsOf } from '../../../src-shared/sync/rebase.ts'
import { useOutbox } from '../../desk/hooks.tsx'
import { isUnsent, type JournalEntry } from '../../journal/entry.ts'
import { Section } from '../../kit/detail.tsx'
import { FormNotice } from '../../kit/form.tsx'
import { RejectionText } from '../../kit/rejection-text.tsx'
import { commandWords } from './command-words.ts'
import { aboutEntry, EntrySubject } from './entry-subject.tsx'
import { useAct } from './use-act.tsx'
import classes from './withdrawal.module.css'

/** DX-R19: takes out what was never sent; what leans on it is named before, and runs again without it. */
export function Withdrawal({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const outbox = useOutbox() ?? []
  const { act, busy, refusal } = useAct()
  if (!isUnsent(entry) || entry.state === 'sending' || entry.name === 'desk.withdraw') return null
  const leaning = new Set(dependentsOf(entry.id, outbox))
  const dependents = outbox.filter(({ id }) => leaning.has(id))
  return (
    <Section>
      {dependents.length > 0 && (
        <>
          <p>{t('outbox.leans', { count: dependents.length })}</p>
          <ul className={classes.dependents}>
            {dependents.map((each) => (
              <li key={each.id}>
                {t(commandWords(each.name))} <EntrySubject about={aboutEntry(each)} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Button
        variant="default"
        disabled={busy}
        leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
        onClick={() => void act('desk.withdraw', { commandId: entry.id, name: entry.name })}
      >
        {t('outbox.withdraw')}
      </Button>
      {refusal && (
        <FormNotice>
          <RejectionText rejection={refusal} />
        </FormNotice>
      )}
    </Section>
  )
}
