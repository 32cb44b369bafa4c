import type { Step, TransitionTable } from '../../kernel/transitions.ts'
import type { MembershipStatus } from './rules.ts'

/** What days, freezes and renewals do to a membership (section 3). */
export type TimeEvent = 'freeze' | 'standStill' | 'resume' | 'renew' | 'revive' | 'begin' | 'expire' | 'reachCancel'

/**
 * `freeze` and `renew` say whether it may be asked; the others move it. One that waits for slots is `active` here:
 * owing puts it back (`membershipSteps`).
 */
export const timeSteps: TransitionTable<MembershipStatus, TimeEvent, Step<MembershipStatus>> = {
  scheduled: {
    ...{ freeze: 'no', standStill: 'same', resume: 'same', renew: 'same', revive: 'same' },
    ...{ begin: { to: 'active' }, expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  active: {
    ...{ freeze: 'same', standStill: { to: 'frozen' }, resume: 'same', renew: 'same', revive: 'same' },
    ...{ begin: 'same', expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  pending_slots: {
    ...{ freeze: 'same', standStill: { to: 'frozen' }, resume: 'same', renew: 'same', revive: 'same' },
    ...{ begin: 'same', expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  frozen: {
    ...{ freeze: 'same', standStill: 'same', resume: { to: 'active' }, renew: 'same', revive: 'same' },
    ...{ begin: 'same', expire: { to: 'expired' }, reachCancel: { to: 'cancelled' } },
  },
  expired: {
    ...{ freeze: 'same', standStill: 'same', resume: 'same', renew: 'same', revive: { to: 'active' } },
    ...{ begin: 'same', expire: 'same', reachCancel: 'same' },
  },
  cancelled: {
    ...{ freeze: 'no', standStill: 'same', resume: 'same', renew: 'no', revive: 'same' },
    ...{ begin: 'same', expire: 'same', reachCancel: 'same' },
  },
}
