import { Drawer } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../kit/loading.tsx'
import { Empty } from '../../kit/states.tsx'
import { StoryChapter } from './story-chapter.tsx'
import classes from './story-sheet.module.css'
import { subjectOf } from './story-subject.ts'
import { useStory } from './use-story.ts'

/** The story of what is open on the screen: every command on it, who, when, what was told and what came of it. */
export function StorySheet({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const address = useRouterState({ select: ({ location }) => location.href })
  const subjectId = subjectOf(address)
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={440}
      lockScroll={false}
      title={<span className={classes.heading}>{t('keys.story')}</span>}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {subjectId ? (
        <Story key={subjectId} subjectId={subjectId} isMember={address.startsWith('/members')} />
      ) : (
        <Empty icon={IconHistory} title={t('story.nothing_open')} line={t('story.nothing_open_line')} />
      )}
    </Drawer>
  )
}

function Story({ subjectId, isMember }: { subjectId: string; isMember: boolean }) {
  const { t } = useTranslation()
  const story = useStory(subjectId, isMember)
  if (!story) return <Loading shape="detail" />
  if (story.length === 0) return <Empty icon={IconHistory} title={t('story.none')} line={t('story.none_line')} />
  return (
    <ol className={classes.story}>
      {story.map((entry) => (
        <li key={entry.id} className={classes.chapter}>
          <StoryChapter entry={entry} />
        </li>
      ))}
    </ol>
  )
}
