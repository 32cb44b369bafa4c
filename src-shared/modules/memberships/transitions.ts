import type { Selectable } from 'kysely'
import type { Step, TransitionTable } from '../../kernel/transitions.ts'
import type { MembershipCharges, MembershipPlans } from '../../schema/row-types.ts'
import type { MemberStatus, MembershipStatus } from './rules.ts'

export type PlanStatus = Selectable<MembershipPlans>['status']
export type PlanEvent = 'archive' | 'restore' | 'update' | 'changeTerms' | 'sale'

/** What can happen to a plan; `update` is name, description, tier and sort order. */
export const planSteps: TransitionTable<PlanStatus, PlanEvent, Step<PlanStatus>> = {
  ACTIVE: { archive: { to: 'ARCHIVED' }, restore: 'same', update: 'same', changeTerms: 'same', sale: 'same' },
  ARCHIVED: { archive: 'same', restore: { to: 'ACTIVE' }, update: 'same', changeTerms: 'no', sale: 'no' },
}

export type MemberEvent = 'suspend' | 'reactivate' | 'archive' | 'merge' | 'sale'

/** What can happen to a member; `merge` is into another record, which stays. */
export const memberSteps: TransitionTable<MemberStatus, MemberEvent, Step<MemberStatus>> = {
  ACTIVE: {
    ...{ suspend: { to: 'SUSPENDED' }, reactivate: 'same', archive: { to: 'ARCHIVED' }, merge: { to: 'MERGED' } },
    sale: 'same',
  },
  SUSPENDED: {
    ...{ suspend: 'same', reactivate: { to: 'ACTIVE' }, archive: { to: 'ARCHIVED' }, merge: { to: 'MERGED' } },
    sale: 'no',
  },
  ARCHIVED: { suspend: 'no', reactivate: { to: 'ACTIVE' }, archive: 'same', merge: { to: 'MERGED' }, sale: 'no' },
  MERGED: { suspend: 'no', reactivate: 'no', archive: 'no', merge: 'no', sale: 'no' },
}

export type MembershipEvent = 'owes' | 'owesNothing' | 'revoke' | 'cancel'

/** What can happen to a sold membership; `owes` and `owesNothing` are the two answers to "owed changed". */
export const membershipSteps: TransitionTable<MembershipStatus, MembershipEvent, Step<MembershipStatus>> = {
  scheduled: { owes: 'same', owesNothing: 'same', revoke: { to: 'cancelled' }, cancel: { to: 'cancelled' } },
  active: {
    owes: { to: 'pending_slots' },
    owesNothing: 'same',
    revoke: { to: 'cancelled' },
    cancel: { to: 'cancelled' },
  },
  pending_slots: {
    owes: 'same',
    owesNothing: { to: 'active' },
    revoke: { to: 'cancelled' },
    cancel: { to: 'cancelled' },
  },
  frozen: { owes: 'same', owesNothing: 'same', revoke: { to: 'cancelled' }, cancel: { to: 'cancelled' } },
  expired: { owes: 'same', owesNothing: 'same', revoke: { to: 'cancelled' }, cancel: 'no' },
  cancelled: { owes: 'same', owesNothing: 'same', revoke: 'same', cancel: 'same' },
}

export type ChargeStatus = Selectable<MembershipCharges>['state']
export type ChargeEvent = 'settle' | 'unsettle' | 'waive' | 'void'

/** What can happen to a charge: what was waived or is void stays so. */
export const chargeSteps: TransitionTable<ChargeStatus, ChargeEvent, Step<ChargeStatus>> = {
  due: { settle: { to: 'settled' }, unsettle: 'no', waive: { to: 'waived' }, void: { to: 'void' } },
  settled: { settle: 'no', unsettle: { to: 'due' }, waive: 'no', void: 'no' },
  waived: { settle: 'no', unsettle: 'no', waive: 'same', void: 'no' },
  void: { settle: 'no', unsettle: 'no', waive: 'no', void: 'same' },
}

/** The state a step leads to; null where it is refused. */
export function stateAfter<State extends string>(from: State, step: Step<State>): State | null {
  if (step === 'no') return null
  return step === 'same' ? from : step.to
}
