import { Button } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '../../../../src-shared/kernel/query.ts'
import type { memberSlots } from '../../../../src-shared/modules/plant-slots/member-slots-query.ts'
import { useMay } from '../../../app/desk-status.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { JoinForm } from './join-form.tsx'
import { TimeLeft } from './waiting-columns.tsx'
import { waitingKindWords } from './waiting-words.ts'
import classes from './waits-of-member.module.css'

type Holdings = Pick<OutputOf<typeof memberSlots>, 'waiting' | 'entitlements'>

/** What a member waits for, each with the way to its place in the line; who may hold more may wait for it. */
export function WaitsOfMember({ waiting, entitlements }: Holdings) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const [joining, setJoining] = useState<string | null>(null)
  const room = entitlements.find(
    ({ membershipId, most }) =>
      most > waitedFor(waiting, membershipId) &&
      !waiting.some((entry) => entry.kind === 'wanted' && entry.membershipId === membershipId),
  )
  return (
    <>
      <ul className={classes.waits}>
        {waiting.map(({ id, kind, quantity, place, locationName, offer }) => (
          <li key={id}>
            <Link to="/waiting" search={{ entry: id }} className={classes.wait}>
              <IconHourglass size={14} stroke={1.75} aria-hidden />
              <span className={classes.words}>
                {t('waiting.waits_for', { count: quantity })}
                <span className={classes.more}>
                  {[t(waitingKindWords[kind]), locationName, t('waiting.place_n', { place: format.number(place) })]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {offer && (
                <span className={classes.left}>
                  <TimeLeft until={offer.expiresAt} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {room && joining === room.membershipId && (
        <JoinForm
          membershipId={room.membershipId}
          most={room.most - waitedFor(waiting, room.membershipId)}
          onClose={() => setJoining(null)}
        />
      )}
      {room && joining === null && may('plant_slot_create') && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconHourglass size={16} stroke={1.5} />}
          onClick={() => setJoining(room.membershipId)}
        >
          {t('waiting.join')}
        </Button>
      )}
    </>
  )
}

/** For how many a membership stands in line already. */
const waitedFor = (waiting: Holdings['waiting'], membershipId: string): number =>
  waiting.filter((entry) => entry.membershipId === membershipId).reduce((sum, { quantity }) => sum + quantity, 0)
