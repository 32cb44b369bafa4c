import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { memberSlots } from '../../../src-shared/modules/plant-slots/member-slots-query.ts'
import { useMay } from '../../app/desk-status.tsx'
import { useWatch } from '../../desk/hooks.tsx'
import { SlotShape, slotStatusWords } from '../../kit/slot-shape.tsx'
import { useCertainties } from '../../kit/use-certainties.ts'
import { StoryMark } from '../desk/story-hover.tsx'
import { ExtraForm } from './extra-form.tsx'
import classes from './member-slots.module.css'
import { useGuarantees } from './reserve.ts'
import { WaitsOfMember } from './waiting/waits-of-member.tsx'

/** What a member holds and may hold; each slot leads to its place on the map. */
export function MemberSlots({ memberId }: { memberId: string }) {
  const { t } = useTranslation()
  const may = useMay()
  const { value } = useWatch(memberSlots, { memberId }, memberId)
  const certainties = useCertainties()
  const guarantees = useGuarantees()
  if (!value) return null
  const { slots, entitlements, waiting } = value
  const rights = entitlements.filter(({ held, allowance }) => held > 0 || allowance > 0)
  return (
    <>
      {rights.map(({ membershipId, held, allowance, owed }) => (
        <p key={membershipId} className={classes.allowance}>
          {t('slots.held_of', { held, allowance })}
          {owed > 0 && ` · ${t('slots.owed', { count: owed })}`}
        </p>
      ))}
      {rights.length === 0 && slots.length === 0 && <p className={classes.allowance}>{t('slots.holds_none')}</p>}
      <ul className={classes.slots}>
        {slots.map((slot) => {
          const certainty = certainties[slot.id]
          return (
            <li key={slot.id}>
              <Link
                to="/slots/$locationId"
                params={{ locationId: slot.locationId }}
                search={{ slot: slot.id }}
                className={classes.slot}
              >
                <SlotShape status={slot.status} />
                <span className={classes.number}>{slot.number}</span>
                <span className={classes.label}>{slot.label ?? t(slotStatusWords[slot.status])}</span>
                {certainty && <StoryMark certainty={certainty} rowId={slot.id} guaranteedUntil={guarantees[slot.id]} />}
              </Link>
            </li>
          )
        })}
      </ul>
      {may('plant_slot_manage') &&
        entitlements.map(({ membershipId, extra }) => (
          <ExtraOf key={membershipId} membershipId={membershipId} extra={extra} />
        ))}
      <WaitsOfMember waiting={waiting} entitlements={entitlements} />
    </>
  )
}

/** The way to let a membership hold more than its plan, or less. */
function ExtraOf({ membershipId, extra }: { membershipId: string; extra: number }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (open) return <ExtraForm membershipId={membershipId} extra={extra} onClose={() => setOpen(false)} />
  return (
    <Button variant="subtle" size="compact-sm" ml={-8} data-extra onClick={() => setOpen(true)}>
      {t('extra.title')}
    </Button>
  )
}
