import type { Step, TransitionTable } from '../../kernel/transitions.ts'
import { type MembershipStatus, membershipStatuses } from './rules.ts'

/** What days and freezes do to a membership (section 3). */
export type TimeEvent = 'standStill' | 'resume' | 'revive' | 'begin' | 'expire' | 'reachCancel'

/** Moves by day. One that waits for slots becomes `active` here: owing puts it back (`membershipSteps`). */
export const timeSteps: TransitionTable<MembershipStatus, TimeEvent, Step<MembershipStatus>> = {
  scheduled: {
    ...{ standStill: 'same', resume: 'same', revive: 'same' },
    ...{ begin: { to: 'active' }, expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  active: {
    ...{ standStill: { to: 'frozen' }, resume: 'same', revive: 'same' },
    ...{ begin: 'same', expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  pending_slots: {
    ...{ standStill: { to: 'frozen' }, resume: 'same', revive: 'same' },
    ...{ begin: 'same', expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  frozen: {
    ...{ standStill: 'same', resume: { to: 'active' }, revive: 'same' },
    ...{ begin: 'same', expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  expired: {
    ...{ standStill: 'same', resume: 'same', revive: { to: 'active' } },
    ...{ begin: 'same', expire: 'same', reachCancel: 'same' },
  },
  cancelled: {
    ...{ standStill: 'same', resume: 'same', revive: 'same' },
    ...{ begin: 'same', expire: 'same', reachCancel: 'same' },
  },
}

/** The statuses that an event moves to another one. */
export const movedBy = (event: TimeEvent): MembershipStatus[] =>
  membershipStatuses.filter((status) => typeof timeSteps[status][event] === 'object')
