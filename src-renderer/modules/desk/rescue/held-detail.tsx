import { Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '../../../../src-shared/kernel/rejection.ts'
import { certaintyOf, type JournalEntry } from '../../../journal/entry.ts'
import { CertaintyBadge } from '../../../kit/certainty-badge.tsx'
import { DetailHead, Section } from '../../../kit/detail.tsx'
import { FormNotice } from '../../../kit/form.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import classes from '../../memberships/member-detail.module.css'
import { commandWords } from '../command-words.ts'
import { EntryStory } from '../entry-detail.tsx'
import { type Standing, standingWords } from './standing.ts'

/** One command of saved work: what it was, how it stands, and the two ways to decide it. */
export function HeldDetail({
  entry,
  standing,
  own,
  onTake,
  onLeave,
  onClose,
}: {
  entry: JournalEntry
  standing: Standing
  /** The same command in this machine's journal, once it was taken over. */
  own: JournalEntry | undefined
  onTake(): Promise<Rejection | null>
  onLeave(): void
  onClose(): void
}) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  const take = async () => {
    setBusy(true)
    setRefusal(await onTake())
    setBusy(false)
  }
  return (
    <>
      <DetailHead
        title={t(commandWords(entry.name))}
        line={
          standing === 'taken' && own ? <CertaintyBadge certainty={certaintyOf(own)} /> : t(standingWords[standing])
        }
        onClose={onClose}
      />
      {(standing === 'waiting' || standing === 'left') && (
        <Section>
          <div className={classes.actions}>
            <Button
              variant="default"
              loading={busy}
              leftSection={<IconCheck size={16} stroke={1.5} />}
              onClick={() => void take()}
            >
              {t('rescue.take')}
            </Button>
            {standing === 'waiting' && (
              <Button variant="default" leftSection={<IconX size={16} stroke={1.5} />} onClick={onLeave}>
                {t('rescue.leave')}
              </Button>
            )}
          </div>
          {refusal && (
            <FormNotice>
              <RejectionText rejection={refusal} />
            </FormNotice>
          )}
        </Section>
      )}
      <EntryStory entry={own ?? entry} />
    </>
  )
}
