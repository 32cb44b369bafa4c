import type { Day } from '../../../src-shared/kernel/calendar.ts'
import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { member } from '../../../src-shared/modules/memberships/member-queries.ts'
import type { Member } from './member.ts'

/** What can be open instead of a member's card: the forms about them. */
export const memberSheets = [
  'sell',
  'give',
  'contacts',
  'renew',
  'freeze',
  'resume',
  'extend',
  'pay',
  'change',
  'cancel',
  'kyc',
] as const
export type MemberSheet = (typeof memberSheets)[number]

/** One membership of a member, with its periods, freezes and what there is reason to offer. */
export type Held = OutputOf<typeof member>['memberships'][number]

/** The membership that stands for a member. */
export const heldOf = ({ membership, memberships }: Member): Held | undefined =>
  memberships.find(({ id }) => id === membership?.id)

/** What every form about a membership is given. */
export interface SheetProps {
  member: Member
  held: Held
  onClose(): void
}

const isOver = ({ status }: Held): boolean => status === 'expired' || status === 'cancelled'

/**
 * The forms there is reason to offer for a member, by the rights of who looks; the command still says whether it may
 * be (memberships.md section 3).
 */
export function sheetsFor(member: Member, may: (right: string) => boolean, today: Day): ReadonlySet<MemberSheet> {
  const held = heldOf(member)
  const sheets = new Set<MemberSheet>()
  const offer = (sheet: MemberSheet, right: string, holds: boolean | undefined) => {
    if (holds && may(right)) sheets.add(sheet)
  }
  const goesOn = held && held.cancelledOn === null && !isOver(held)
  offer('renew', 'membership_update', held?.may.renew && member.status === 'ACTIVE')
  offer('freeze', 'membership_update', held?.may.freeze && (held.terms?.maxFreezeDays ?? 0) > 0)
  offer('resume', 'membership_update', held?.may.unfreeze)
  offer('extend', 'membership_update', goesOn && held.freezes.some(({ toOn }) => toOn >= today))
  offer('pay', 'membership_charge_settle', (member.balances?.length ?? 0) > 0)
  offer('change', 'membership_plan_change', goesOn)
  offer('sell', 'membership_create', member.status === 'ACTIVE')
  offer('cancel', 'membership_cancel', goesOn)
  offer('give', 'plant_slot_assign', held?.status === 'active' || held?.status === 'pending_slots')
  offer('contacts', 'member_update', member.contacts !== null)
  offer('kyc', 'member_kyc_manage', member.status !== 'MERGED')
  return sheets
}
