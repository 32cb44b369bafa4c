import { HoverCard } from '@mantine/core'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Certainty } from '../../../src-main/desk/api/desk-api.ts'
import type { JournalEntry } from '../../journal/entry.ts'
import { CertaintyMark } from '../../kit/certainty-badge.tsx'
import { Loading } from '../../kit/loading.tsx'
import { StoryChapter } from './story-chapter.tsx'
import classes from './story-hover.module.css'
import { useStory } from './use-story.ts'

/** Who only passes by is told nothing (ms). */
const openDelay = 350
const closeDelay = 120

/** A press in the card is not one on the row under it. */
const itsOwn = (event: MouseEvent) => event.stopPropagation()

/**
 * What the pointer rests on tells its story beside it (DX-R3). The same is told by Shift+F1 to whoever has no pointer,
 * or does not see, so the card is none of their stops.
 */
function Hover({ children, story }: { children: ReactNode; story: ReactNode }) {
  const { t } = useTranslation()
  return (
    <HoverCard width={360} position="bottom-start" withRoles={false} {...{ openDelay, closeDelay }}>
      <HoverCard.Target>
        <span className={classes.target}>{children}</span>
      </HoverCard.Target>
      <HoverCard.Dropdown
        role="complementary"
        aria-label={t('slots.story')}
        className={classes.card}
        onClick={itsOwn}
        onDoubleClick={itsOwn}
      >
        {story}
      </HoverCard.Dropdown>
    </HoverCard>
  )
}

/** How sure a row is, where there is room for the icon only; under the pointer, what was done with it last. */
export function StoryMark({
  rowId,
  ...mark
}: {
  certainty: Certainty
  rowId: string
  guaranteedUntil?: string | undefined
}) {
  return (
    <StoryHover rowId={rowId}>
      <CertaintyMark {...mark} titled={false} />
    </StoryHover>
  )
}

/** The same around what says how sure a row is. */
export function StoryHover({ rowId, children }: { rowId: string; children: ReactNode }) {
  return <Hover story={<LastOf rowId={rowId} />}>{children}</Hover>
}

/** Around what says how sure a command is. */
export function EntryHover({ entry, children }: { entry: JournalEntry; children: ReactNode }) {
  return <Hover story={<StoryChapter entry={entry} heading="h2" />}>{children}</Hover>
}

function LastOf({ rowId }: { rowId: string }) {
  const { t } = useTranslation()
  const story = useStory(rowId, false)
  if (!story) return <Loading shape="detail" />
  const [last, ...earlier] = story
  if (!last) return <p className={classes.rest}>{t('story.none_line')}</p>
  return (
    <>
      <StoryChapter entry={last} heading="h2" />
      {earlier.length > 0 && <p className={classes.rest}>{t('story.earlier', { count: earlier.length })}</p>}
    </>
  )
}
