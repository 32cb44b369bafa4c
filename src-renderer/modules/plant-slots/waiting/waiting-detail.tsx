import { Button } from '@mantine/core'
import { IconCheck, IconLogout, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../../app/desk-status.tsx'
import { useCertainty } from '../../../desk/hooks.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { CertaintyBadge } from '../../../kit/certainty-badge.tsx'
import { DetailHead, Facts, Section } from '../../../kit/detail.tsx'
import { PersonMark } from '../../../kit/person.tsx'
import { RefusalNotice } from '../../desk/refusal-notice.tsx'
import { StoryHover } from '../../desk/story-hover.tsx'
import { useAct } from '../../desk/use-act.tsx'
import { QueueSteps } from './queue-steps.tsx'
import type { Waiting } from './use-waiting-rows.ts'
import { TimeLeft, Wait } from './waiting-columns.tsx'
import classes from './waiting-detail.module.css'
import { waitingKindWords } from './waiting-words.ts'

/** One who waits: for what, since when, what is on offer, what may be answered, and what the queue did so far. */
export function WaitingDetail({ entry, onClose }: { entry: Waiting; onClose(): void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const certainty = useCertainty(entry.id)
  const { memberId, quantity, locationName, joinedAt, lapses, offer } = entry
  const name = entry.name ?? t('values.someone')
  const member = may('member_view') ? (
    <Link key="member" to="/members" search={{ member: memberId }} className={classes.link}>
      {name}
    </Link>
  ) : (
    name
  )
  return (
    <>
      <DetailHead
        title={name}
        mark={<PersonMark name={name} size={40} />}
        line={
          <>
            <span>{t('waiting.place_n', { place: format.number(entry.place) })}</span>
            {certainty && (
              <StoryHover rowId={entry.id}>
                <CertaintyBadge certainty={certainty} />
              </StoryHover>
            )}
          </>
        }
        onClose={onClose}
      />
      {offer && (
        <Section title={t('waiting.on_offer')}>
          <p className={classes.offer}>
            <strong>{format.list(offer.slotNumbers)}</strong>
            <span className={classes.left}>
              <TimeLeft until={offer.expiresAt} />
            </span>
            <span className={classes.until}>{t('waiting.until', { time: format.moment(offer.expiresAt) })}</span>
          </p>
        </Section>
      )}
      {may('plant_slot_create') && <Answers entry={entry} onClose={onClose} />}
      <Section>
        <Facts
          facts={[
            [t('waiting.column.member'), member],
            [t('waiting.column.kind'), t(waitingKindWords[entry.kind])],
            [t('waiting.column.quantity'), format.number(quantity)],
            [t('waiting.column.where'), locationName ?? t('slots.anywhere')],
            [t('waiting.since'), format.moment(joinedAt)],
            [t('waiting.column.wait'), <Wait key="wait" since={joinedAt} />],
            ...(lapses > 0 ? ([[t('waiting.lapses'), format.number(lapses)]] as const) : []),
          ]}
        />
      </Section>
      <QueueSteps entryId={entry.id} />
    </>
  )
}

/** Yes or no to what is on offer, and out of the line (PS-R32). */
function Answers({ entry, onClose }: { entry: Waiting; onClose(): void }) {
  const { t } = useTranslation()
  const { act, busy, refusal, clear } = useAct()
  const { id: entryId, offer } = entry
  const offerId = offer?.id
  const leave = async () => {
    const left = offerId
      ? await act('plant-slots.decline-offer', { offerId, leave: true })
      : await act('plant-slots.leave-waitlist', { entryId })
    if (left) onClose()
  }
  return (
    <Section>
      <div role="toolbar" aria-label={t('slots.actions')} className={classes.answers}>
        {offerId && (
          <>
            <Button
              data-action="accept"
              disabled={busy}
              leftSection={<IconCheck size={16} stroke={1.75} />}
              onClick={() => void act('plant-slots.accept-offer', { offerId })}
            >
              {t('waiting.accept')}
            </Button>
            <Button
              data-action="decline"
              variant="default"
              disabled={busy}
              leftSection={<IconX size={16} stroke={1.5} />}
              onClick={() => void act('plant-slots.decline-offer', { offerId })}
            >
              {t('waiting.decline')}
            </Button>
          </>
        )}
        <Button
          data-action="leave"
          variant="default"
          disabled={busy}
          leftSection={<IconLogout size={16} stroke={1.5} />}
          onClick={() => void leave()}
        >
          {t('waiting.leave')}
        </Button>
      </div>
      {offerId && <p className={classes.hint}>{t('waiting.decline_line')}</p>}
      {refusal && <RefusalNotice refusal={refusal} onDone={clear} />}
    </Section>
  )
}
