import type { Words } from './i18n.ts'

/** Words that rules put into their parameters, and where the screens have them in every language. */
export const domainWords: Readonly<Record<string, Words | undefined>> = {
  none: 'values.none',
  scheduled: 'members.effective.scheduled',
  active: 'members.effective.active',
  pending_slots: 'members.effective.pending_slots',
  frozen: 'members.effective.frozen',
  expired: 'members.effective.expired',
  cancelled: 'members.effective.cancelled',
  suspended: 'members.status.suspended',
  ACTIVE: 'members.status.active',
  SUSPENDED: 'members.status.suspended',
  ARCHIVED: 'members.status.archived',
  MERGED: 'members.status.merged',
  available: 'slots.status.available',
  allocated: 'slots.status.allocated',
  occupied: 'slots.status.occupied',
  maintenance: 'slots.status.maintenance',
  closed: 'slots.closed',
  not_required: 'members.kyc.not_required',
  pending: 'members.kyc.pending',
  rejected: 'members.kyc.rejected',
  DAYS: 'values.days',
  MONTHS: 'values.months',
}
