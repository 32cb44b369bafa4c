import type { OutputOf } from '../../../src-shared/kernel/query.ts'
import type { MembershipStatus } from '../../../src-shared/modules/memberships/rules.ts'
import type { charges } from '../../../src-shared/modules/memberships/sale-queries.ts'
import type { Words } from '../../i18n/i18n.ts'

export const effectiveWords: Record<MembershipStatus, Words> = {
  scheduled: 'members.effective.scheduled',
  active: 'members.effective.active',
  pending_slots: 'members.effective.pending_slots',
  frozen: 'members.effective.frozen',
  expired: 'members.effective.expired',
  cancelled: 'members.effective.cancelled',
}

export type Charge = OutputOf<typeof charges>['rows'][number]

export const chargeKindWords: Record<Charge['kind'], Words> = {
  purchase: 'members.charge.purchase',
  renewal: 'members.charge.renewal',
  freeze_fee: 'members.charge.freeze_fee',
  change: 'members.charge.change',
  change_credit: 'members.charge.change_credit',
  refund: 'members.charge.refund',
  adjustment: 'members.charge.adjustment',
}

export const chargeStateWords: Record<Charge['state'], Words> = {
  due: 'members.charge_state.due',
  settled: 'members.charge_state.settled',
  waived: 'members.charge_state.waived',
  void: 'members.charge_state.void',
}

/** How money is taken at the desk (MB-R55), the usual one first. */
export const payMethods = ['cash', 'external_terminal', 'bank_transfer', 'other'] as const
export type PayMethod = (typeof payMethods)[number]

export const methodWords: Record<PayMethod, Words> = {
  cash: 'membership.method.cash',
  external_terminal: 'membership.method.external_terminal',
  bank_transfer: 'membership.method.bank_transfer',
  other: 'membership.method.other',
}
