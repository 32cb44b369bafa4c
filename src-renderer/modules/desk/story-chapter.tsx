import { useTranslation } from 'react-i18next'
import { certaintyOf, type JournalEntry } from '../../journal/entry.ts'
import { CertaintyBadge } from '../../kit/certainty-badge.tsx'
import { commandWords } from './command-words.ts'
import { EntryStory, EntryWhy } from './entry-detail.tsx'
import classes from './story-chapter.module.css'

interface Props {
  entry: JournalEntry
  /** What its heading is under: a title of its own, or the page. */
  heading?: 'h2' | 'h3'
}

/** One command of a story: what, how sure, why not, what was told and what came of it, by whom and when. */
export function StoryChapter({ entry, heading: Heading = 'h3' }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.chapter}>
      <div className={classes.head}>
        <Heading>{t(commandWords(entry.name))}</Heading>
        <CertaintyBadge certainty={certaintyOf(entry)} />
      </div>
      <EntryWhy entry={entry} />
      <EntryStory entry={entry} />
    </div>
  )
}
