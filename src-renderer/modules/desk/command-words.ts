import type { Words } from '../../i18n/i18n.ts'

/** What each command does, in words; for receipts, the outbox and attention. */
const words: Readonly<Record<string, Words | undefined>> = {
  'plant-slots.allocate': 'commands.allocate',
  'plant-slots.release': 'commands.release',
  'plant-slots.occupy': 'commands.occupy',
  'plant-slots.transfer': 'commands.transfer',
  'plant-slots.start-maintenance': 'commands.start_maintenance',
  'plant-slots.complete-maintenance': 'commands.complete_maintenance',
  'plant-slots.report-maintenance': 'commands.report_maintenance',
  'plant-slots.log-maintenance': 'commands.log_maintenance',
  'plant-slots.cancel-maintenance': 'commands.cancel_maintenance',
  'plant-slots.force-status': 'commands.force_status',
  'plant-slots.revert': 'commands.revert',
  'plant-slots.create-location': 'commands.create_location',
  'plant-slots.create-slots': 'commands.create_slots',
  'leases.take': 'commands.take_lease',
  'leases.return': 'commands.return_lease',
  'leases.extend': 'commands.extend_lease',
  'memberships.create-plan': 'commands.create_plan',
  'memberships.update-plan': 'commands.update_plan',
  'memberships.archive-plan': 'commands.archive_plan',
  'memberships.restore-plan': 'commands.restore_plan',
  'desk.resolve-attention': 'commands.resolve_attention',
  'desk.dismiss-attention': 'commands.dismiss_attention',
  'desk.snooze-attention': 'commands.snooze_attention',
  'desk.hand-over-attention': 'commands.hand_over_attention',
  'desk.reopen-attention': 'commands.reopen_attention',
  'desk.withdraw': 'commands.withdraw',
  'memberships.create-member': 'commands.create_member',
  'memberships.update-member': 'commands.update_member',
  'memberships.suspend-member': 'commands.suspend_member',
  'memberships.reactivate-member': 'commands.reactivate_member',
  'memberships.enrol': 'commands.enrol',
  'memberships.purchase': 'commands.purchase',
  'memberships.revoke-purchase': 'commands.revoke_purchase',
  'desk.save-view': 'commands.save_view',
  'desk.delete-view': 'commands.delete_view',
  'desk.set-preference': 'commands.set_preference',
}

/** A command that no screen gives, such as one from a newer version, is called by what it is: a change. */
export const commandWords = (name: string): Words => words[name] ?? 'commands.other'
