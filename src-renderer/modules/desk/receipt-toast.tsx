import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useJournalEntry } from '../../desk/hooks.tsx'
import { certaintyOf } from '../../journal/entry.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { Toast, ToastLine } from '../../kit/toast.tsx'
import { commandWords } from './command-words.ts'
import { aboutEntry, EntrySubject } from './entry-subject.tsx'

/** What was done and how sure it is; turns from held to its verdict in place, and says so to a screen reader. */
export function ReceiptToast({ entryId, onAgain }: { entryId: string; onAgain?: (() => void) | undefined }) {
  const { t } = useTranslation()
  const entry = useJournalEntry(entryId)
  if (!entry) return null
  return (
    <Toast what={t(commandWords(entry.name))} about={<EntrySubject about={aboutEntry(entry)} />}>
      <ToastLine>
        <CertaintyBadge certainty={certaintyOf(entry)} />
        {onAgain && (
          <Button variant="subtle" size="compact-sm" onClick={onAgain}>
            {t('undo.again')}
          </Button>
        )}
      </ToastLine>
    </Toast>
  )
}
