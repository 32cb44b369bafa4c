import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useJournalEntry } from '../../desk/hooks.tsx'
import { certaintyOf } from '../../journal/entry.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { commandWords } from './command-words.ts'
import { aboutEntry, EntrySubject } from './entry-subject.tsx'
import classes from './receipt-toast.module.css'

/** What was done and how sure it is; turns from held to its verdict in place, and says so to a screen reader. */
export function ReceiptToast({ entryId, onAgain }: { entryId: string; onAgain?: (() => void) | undefined }) {
  const { t } = useTranslation()
  const entry = useJournalEntry(entryId)
  if (!entry) return null
  return (
    <div className={classes.toast}>
      <div className={classes.what}>
        <strong>{t(commandWords(entry.name))}</strong>
        <span className={classes.subject}>
          <EntrySubject about={aboutEntry(entry)} />
        </span>
      </div>
      <div className={classes.sure}>
        <CertaintyBadge certainty={certaintyOf(entry)} />
        {onAgain && (
          <Button variant="subtle" size="compact-sm" onClick={onAgain}>
            {t('undo.again')}
          </Button>
        )}
      </div>
    </div>
  )
}
