import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { Section } from '../../kit/detail.tsx'
import { SlotShape, slotStatuses } from '../../kit/slot-shape.tsx'
import { eventWords } from './floor-words.ts'
import type { Slot } from './slot.ts'
import classes from './slot-story.module.css'

/** What happened to the slot, newest first: what, to whom, by whom, where and when. */
export function SlotStory({ events }: { events: Slot['events'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (events.length === 0) return null
  return (
    <Section title={t('slots.story')}>
      <ol className={classes.story}>
        {events.map(({ id, event, toStatus, holder, at, actorName, deskName, reason }) => {
          const who = actorName ?? t('values.someone')
          return (
            <li key={id}>
              <SlotShape status={slotStatuses.find((status) => status === toStatus) ?? 'available'} size={12} />
              <div>
                <div>
                  {t(eventWords[event] ?? 'slots.event.changed')}
                  {holder && ` · ${holder}`}
                </div>
                {reason && <div>{reason}</div>}
                <div className={classes.by}>
                  {[deskName ? t('values.at_desk', { who, desk: deskName }) : who, format.moment(at)].join(' · ')}
                </div>
              </div>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
