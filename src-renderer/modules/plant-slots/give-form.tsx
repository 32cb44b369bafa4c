import { NumberInput, SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { member as memberQuery } from '../../../src-shared/modules/memberships/member-queries.ts'
import { locations as locationsQuery, propose } from '../../../src-shared/modules/plant-slots/capacity-queries.ts'
import { memberSlots } from '../../../src-shared/modules/plant-slots/member-slots-query.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import { DetailHead, Section } from '../../kit/detail.tsx'
import { useDraftForm } from '../../kit/form/use-draft-form.ts'
import { FormFrame } from '../../kit/form.tsx'
import { RefusalNotice } from '../desk/refusal-notice.tsx'
import { useAct } from '../desk/use-act.tsx'
import { AlertList } from '../memberships/standing.tsx'
import type { BoardSlot } from './board-cells.ts'
import { FormButtons } from './form-buttons.tsx'
import classes from './give-form.module.css'
import { type MemberChoice, memberChoice } from './member-choice.ts'
import { MemberPicker } from './member-picker.tsx'
import { useScannedSlot } from './use-scanned-slot.ts'

/** As many as may be given at once (PS-R4). */
const mostAtOnce = 100
const anywhere = ''

interface Props {
  /** Where to look first; null is anywhere. */
  locationId: string | null
  /** Free slots chosen on the map; they may change while the form is open. */
  named: readonly BoardSlot[]
  /** Who gets them, where that is known. */
  to?: MemberChoice
  /** A slot of the location was scanned, to be given too. */
  onScanned?(slotId: string): void
  onClose(): void
  onDone(): void
}

const gift = z.object({
  member: memberChoice.nullable(),
  quantity: z.int().min(1).max(mostAtOnce),
  where: z.string(),
})
type Gift = z.infer<typeof gift>

/** Gives slots to a member: those chosen on the map, or any that fit; who gets them is seen as they stand. */
export function GiveForm({ locationId, named, to, onScanned, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const form = useDraftForm<Gift>(`slots.give ${to?.memberId ?? locationId ?? anywhere}`, {
    shape: gift,
    initial: { member: to ?? null, quantity: 1, where: locationId ?? anywhere },
    adopt: (kept) => ({ ...kept, member: to ?? kept.member }),
  })
  const { values, problems, set } = form
  const [any, setAny] = useState(named.length === 0)
  const chosen = named.length > 0 && !any
  const { act, busy, refusal, clear } = useAct()
  const add = (slotId: string) => {
    onScanned?.(slotId)
    setAny(false)
  }
  useScannedSlot(locationId, onScanned && add)
  const membershipId = values.member?.membershipId ?? null
  const count = chosen ? named.length : values.quantity
  const done = () => {
    form.done()
    onDone()
  }
  const give = async () => {
    if (!values.member) return form.blame({ member: t('slots.problem.member') })
    if (!membershipId) return form.blame({ member: t('slots.problem.no_membership') })
    const wish = { quantity: values.quantity, ...(values.where === anywhere ? {} : { locationId: values.where }) }
    const pick = chosen ? { slotIds: named.map(({ id }) => id) } : wish
    if (await act('plant-slots.allocate', { membershipId, pick })) done()
  }
  return (
    <>
      <DetailHead title={to ? t('slots.give_to', { name: to.name }) : t('slots.give')} onClose={onClose} />
      <Section>
        <FormFrame form={form} onCancel={onClose} label={t('slots.give')} onSubmit={() => void give()}>
          {!to && (
            <MemberPicker
              value={values.member}
              error={problems.member}
              onChange={(member) => {
                set('member', member)
                clear()
              }}
            />
          )}
          {values.member && <Holder memberId={values.member.memberId} membershipId={membershipId} />}
          {!to && (
            <SegmentedControl
              fullWidth
              aria-label={t('slots.which')}
              value={chosen ? 'named' : 'any'}
              data={[
                {
                  value: 'named',
                  label: t('slots.which_named', { count: named.length }),
                  disabled: named.length === 0,
                },
                { value: 'any', label: t('slots.which_any') },
              ]}
              onChange={(value) => setAny(value === 'any')}
            />
          )}
          {chosen ? (
            <NamedSlots numbers={named.map(({ number }) => number)} />
          ) : (
            <AnySlots gift={values} set={set} membershipId={membershipId} />
          )}
          {named.length === 0 && !to && <p className={classes.hint}>{t('slots.which_hint')}</p>}
          {refusal && <RefusalNotice refusal={refusal} onDone={done} />}
          <FormButtons word={t('slots.give_n', { count })} busy={busy} onClose={onClose} />
        </FormFrame>
      </Section>
    </>
  )
}

/** How the member stands, and how many more they may hold. */
function Holder({ memberId, membershipId }: { memberId: string; membershipId: string | null }) {
  const { t } = useTranslation()
  const alerts = useWatch(memberQuery, { memberId }, memberId).value?.alerts ?? []
  const held = useWatch(memberSlots, { memberId }, memberId).value
  const right = held?.entitlements.find((entitlement) => entitlement.membershipId === membershipId)
  return (
    <div className={classes.holder}>
      {right && (
        <span>
          {t('slots.held_of', { held: right.held, allowance: right.allowance })}
          {' · '}
          {right.most > 0 ? t('slots.most_more', { count: right.most }) : t('slots.none_more')}
        </span>
      )}
      <AlertList alerts={alerts} />
    </div>
  )
}

function NamedSlots({ numbers }: { numbers: readonly string[] }) {
  return (
    <ul className={classes.numbers}>
      {numbers.map((number) => (
        <li key={number}>{number}</li>
      ))}
    </ul>
  )
}

interface AnyProps {
  gift: Gift
  set<Field extends keyof Gift>(field: Field, value: Gift[Field]): void
  membershipId: string | null
}

/** How many and where; which ones they would be stands below. */
function AnySlots({ gift, set, membershipId }: AnyProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { value: locations = [] } = useWatch(locationsQuery, {})
  const { quantity, where } = gift
  const wish = { quantity, ...(where === anywhere ? {} : { locationId: where }) }
  const proposed = useWatch(propose, membershipId ? { membershipId, ...wish } : null, membershipId ?? '').value
  return (
    <>
      <div className={classes.pair}>
        <NumberInput
          label={t('slots.field.quantity')}
          min={1}
          max={mostAtOnce}
          clampBehavior="strict"
          allowDecimal={false}
          value={quantity}
          onChange={(value) => set('quantity', typeof value === 'number' ? value : 1)}
        />
        <Select
          label={t('slots.column.location')}
          value={where}
          data={[
            ...locations
              .filter(({ status }) => status === 'active')
              .map(({ id, name, free }) => ({
                value: id,
                label: t('slots.location_free', { name, number: format.number(free) }),
              })),
            { value: anywhere, label: t('slots.anywhere') },
          ]}
          onChange={(value) => set('where', value ?? anywhere)}
        />
      </div>
      {proposed && (
        <p className={classes.hint} aria-live="polite">
          {proposed.enough && proposed.slots.length > 0 && (
            <>
              {proposed.guaranteedUntil
                ? t('reserve.guaranteed', { time: format.moment(proposed.guaranteedUntil) })
                : t('reserve.not_guaranteed')}{' '}
            </>
          )}
          {proposed.enough
            ? t('slots.would_take', { slots: format.list(proposed.slots.map(({ number }) => number)) })
            : t('slots.not_enough', { count: proposed.slots.length })}
        </p>
      )}
    </>
  )
}
