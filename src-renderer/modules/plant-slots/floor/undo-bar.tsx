import { UnstyledButton } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rejection } from '../../../../src-shared/kernel/rejection.ts'
import { useJournalEntry, useTakeBack } from '../../../desk/hooks.tsx'
import { certaintyOf } from '../../../journal/entry.ts'
import { CertaintyBadge } from '../../../kit/certainty-badge.tsx'
import { RejectionText } from '../../../kit/rejection-text.tsx'
import { commandWords } from '../../desk/command-words.ts'
import { aboutEntry, EntrySubject } from '../../desk/entry-subject.tsx'
import { refusalOf } from '../../desk/use-ways.ts'
import classes from './floor-page.module.css'

/** How long the last tap can be taken back here (ms); after that Ctrl+Z still does. */
const shownFor = 10_000

/** What was done last, and for ten seconds the way back, as big as the buttons that do it. */
export function UndoBar({ entryId, onOver }: { entryId: string; onOver(): void }) {
  const { t } = useTranslation()
  const entry = useJournalEntry(entryId)
  const { takeBack } = useTakeBack()
  const [refusal, setRefusal] = useState<Rejection | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time begins once, when the bar comes
  useEffect(() => {
    const timer = setTimeout(onOver, shownFor)
    return () => clearTimeout(timer)
  }, [])
  if (!entry) return null
  const undo = async () => {
    const [turned] = await takeBack.undo({ entries: [entry] })
    const why = turned ? refusalOf(turned.answer) : null
    if (why) setRefusal(why)
    else onOver()
  }
  return (
    <div className={classes.bar} role="status">
      <div className={classes.did}>
        <strong>{t(commandWords(entry.name))}</strong> <EntrySubject about={aboutEntry(entry)} />
        <CertaintyBadge certainty={certaintyOf(entry)} />
        {refusal && <RejectionText rejection={refusal} />}
      </div>
      <UnstyledButton className={classes.undo} onClick={() => void undo()}>
        <IconArrowBackUp size={24} stroke={1.5} aria-hidden />
        {t('floor.undo')}
      </UnstyledButton>
    </div>
  )
}
