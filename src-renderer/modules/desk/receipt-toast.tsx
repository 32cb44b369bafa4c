import { useTranslation } from 'react-i18next'
import { useJournalEntry } from '../../desk/hooks.tsx'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { commandWords } from './command-words.ts'
import { certaintyOf } from './entry-certainty.ts'
import { EntrySubject } from './entry-subject.tsx'
import classes from './receipt-toast.module.css'

/** What was done and how sure it is; turns from held to its verdict in place, and says so to a screen reader. */
export function ReceiptToast({ entryId }: { entryId: string }) {
  const { t } = useTranslation()
  const entry = useJournalEntry(entryId)
  if (!entry) return null
  return (
    <div className={classes.toast}>
      <div className={classes.what}>
        <strong>{t(commandWords(entry.name))}</strong>
        <span className={classes.subject}>
          <EntrySubject entry={entry} />
        </span>
      </div>
      <CertaintyBadge certainty={certaintyOf(entry)} />
    </div>
  )
}
