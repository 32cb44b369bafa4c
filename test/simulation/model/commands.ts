import type { Act, Told } from './act.ts'
import * as attention from './attention.ts'
import * as changes from './changes.ts'
import * as endings from './endings.ts'
import { cancelled, cancelMaintenance, logged, logMaintenance } from './entries.ts'
import * as extra from './extra.ts'
import {
  completed,
  completeMaintenance,
  occupied,
  occupy,
  reported,
  reportMaintenance,
  started,
  startMaintenance,
} from './floor.ts'
import { forced, forceStatus, revert, reverted } from './force-and-revert.ts'
import * as freezes from './freezes.ts'
import { allocate, allocated, release, released, transfer, transferred } from './giving.ts'
import {
  addedUser,
  addUser,
  openedTenant,
  openTenant,
  registerDesk,
  registeredDesk,
  suspendedUser,
  suspendUser,
} from './identity.ts'
import { createLocation, createSlots, newLocation, newSlots } from './inventory.ts'
import * as leases from './leases.ts'
import {
  archivedMember,
  archiveMember,
  changedMember,
  checkedMember,
  createMember,
  merged,
  mergeMembers,
  movedMember,
  newMember,
  reactivateMember,
  setKyc,
  suspendMember,
  updateMember,
} from './members.ts'
import * as money from './money.ts'
import { savedTemplate, saveTemplate, setLooks, wantedLooks } from './paper.ts'
import * as plans from './plans.ts'
import { reconcile, reconciled } from './reconcile.ts'
import * as renewals from './renewals.ts'
import { rollDay, rolled } from './roll-day.ts'
import { enrol, enrolled, purchase, purchased, revoked, revokePurchase } from './sales.ts'
import { changedSettings, updateSettings } from './settings.ts'
import type { Shape } from './shapes.ts'
import * as upkeep from './slot-upkeep.ts'
import { deletedView, deleteView, savedView, saveView, setPreference, wantedPreference } from './views.ts'
import * as waiting from './waiting.ts'

const { shapes } = attention

/** A command as the model judges it. */
export interface Known {
  /** The right it asks for; `system` is the server's own. */
  right: string
  /** Whether those who may touch only their own may give it at all. */
  own: boolean
  /** The input as it will be kept, or a refusal; then what is done with it. */
  prepare(raw: unknown): (act: Act) => Told
}

const known = <Input>(
  right: string,
  shape: Shape<Input>,
  run: (act: Act, input: Input) => Told,
  { own = false } = {},
): Known => ({
  right,
  own,
  prepare(raw) {
    const input = shape(raw)
    return (act) => run(act, input)
  },
})
const own = { own: true }

/** Every command there is, with section 5 and 11 of its module. */
export const commands: Readonly<Record<string, Known>> = {
  'desk.raise-attention': known('system', shapes.raised, attention.raise),
  'desk.extend-attention': known('system', shapes.extended, attention.extend),
  'desk.close-attention': known('system', shapes.closed, attention.endBySystem),
  'desk.resolve-attention': known('anyone', shapes.resolved, attention.resolve),
  'desk.dismiss-attention': known('anyone', shapes.dismissed, attention.dismiss),
  'desk.snooze-attention': known('anyone', shapes.snoozed, attention.snooze),
  'desk.hand-over-attention': known('anyone', shapes.handedOver, attention.handOver),
  'desk.reopen-attention': known('anyone', shapes.reopened, attention.reopen),
  'desk.withdraw': known('anyone', shapes.withdrawn, attention.withdraw),
  'identity.open-tenant': known('system', openedTenant, openTenant),
  'identity.add-user': known('system', addedUser, addUser),
  'identity.register-desk': known('system', registeredDesk, registerDesk),
  'identity.suspend-user': known('system', suspendedUser, suspendUser),
  'desk.save-view': known('anyone', savedView, saveView),
  'desk.delete-view': known('anyone', deletedView, deleteView),
  'desk.set-preference': known('anyone', wantedPreference, setPreference),
  'desk.save-print-template': known('template_manage', savedTemplate, saveTemplate),
  'desk.set-looks': known('tenant_update', wantedLooks, setLooks),
  'memberships.create-plan': known('membership_plan_manage', plans.newPlan, plans.createPlan),
  'memberships.update-plan': known('membership_plan_manage', plans.changedPlan, plans.updatePlan),
  'memberships.archive-plan': known('membership_plan_manage', plans.onePlan, plans.archivePlan),
  'memberships.restore-plan': known('membership_plan_manage', plans.onePlan, plans.restorePlan),
  'memberships.delete-plan': known('membership_plan_manage', plans.onePlan, plans.deletePlan),
  'memberships.reorder-plans': known('membership_plan_manage', plans.reordered, plans.reorderPlans),
  'memberships.merge-members': known('member_merge', merged, mergeMembers),
  'memberships.create-member': known('member_create', newMember, createMember),
  'memberships.update-member': known('member_update', changedMember, updateMember, own),
  'memberships.suspend-member': known('member_update', movedMember, suspendMember),
  'memberships.reactivate-member': known('member_update', movedMember, reactivateMember),
  'memberships.enrol': known('member_create', enrolled, enrol),
  'memberships.purchase': known('membership_create', purchased, purchase),
  'memberships.revoke-purchase': known('membership_create', revoked, revokePurchase),
  'memberships.set-kyc': known('member_kyc_manage', checkedMember, setKyc),
  'memberships.archive-member': known('member_archive', archivedMember, archiveMember),
  'memberships.freeze': known('membership_update', freezes.newFreeze, freezes.freeze, own),
  'memberships.extend-freeze': known('membership_update', freezes.longerFreeze, freezes.extend),
  'memberships.unfreeze': known('membership_update', freezes.returned, freezes.unfreeze, own),
  'memberships.cancel-freeze': known('membership_update', freezes.oneFreeze, freezes.cancelFreeze),
  'memberships.renew': known('membership_update', renewals.renewed, renewals.renew, own),
  'memberships.revoke-renewal': known('membership_update', renewals.revokedRenewal, renewals.revokeRenewal),
  'memberships.set-auto-renew': known('membership_update', renewals.autoRenewal, renewals.setAutoRenew, own),
  'memberships.settle-charges': known('membership_charge_settle', money.settlement, money.settle),
  'memberships.unsettle-charges': known('membership_charge_settle', money.unsettled, money.unsettle),
  'memberships.waive-charge': known('membership_charge_waive', money.waived, money.waive),
  'memberships.cancel': known('membership_cancel', endings.cancellation, endings.cancel),
  'memberships.reinstate': known('membership_cancel', endings.reinstated, endings.reinstate),
  'memberships.change-plan': known('membership_plan_change', changes.changed, changes.changePlan),
  'memberships.revert-plan-change': known('membership_plan_change', changes.revertedChange, changes.revertChange),
  'memberships.roll-day': known('system', rolled, rollDay),
  'memberships.update-settings': known('membership_manage', changedSettings, updateSettings),
  'plant-slots.allocate': known('plant_slot_assign', allocated, allocate),
  'plant-slots.release': known('plant_slot_update', released, release, own),
  'plant-slots.transfer': known('plant_slot_transfer', transferred, transfer, own),
  'plant-slots.occupy': known('plant_slot_update', occupied, occupy, own),
  'plant-slots.start-maintenance': known('plant_slot_update', started, startMaintenance, own),
  'plant-slots.complete-maintenance': known('plant_slot_update', completed, completeMaintenance),
  'plant-slots.report-maintenance': known('plant_slot_update', reported, reportMaintenance, own),
  'plant-slots.log-maintenance': known('plant_slot_update', logged, logMaintenance),
  'plant-slots.cancel-maintenance': known('plant_slot_update', cancelled, cancelMaintenance),
  'plant-slots.force-status': known('plant_slot_manage', forced, forceStatus),
  'plant-slots.revert': known('plant_slot_update', reverted, revert),
  'plant-slots.join-waitlist': known('plant_slot_create', waiting.joined, waiting.join, own),
  'plant-slots.leave-waitlist': known('plant_slot_create', waiting.left, waiting.leave, own),
  'plant-slots.accept-offer': known('plant_slot_create', waiting.accepted, waiting.accept, own),
  'plant-slots.decline-offer': known('plant_slot_create', waiting.declined, waiting.decline, own),
  'plant-slots.lapse-offers': known('system', waiting.lapsed, waiting.lapse),
  'plant-slots.set-extra': known('plant_slot_manage', extra.extraSet, extra.setExtra),
  'leases.take': known('anyone', leases.taken, leases.take),
  'leases.return': known('anyone', leases.returned, leases.giveBack),
  'leases.extend': known('anyone', leases.extended, leases.extend),
  'leases.expire': known('system', leases.expired, leases.expire),
  'plant-slots.request': known('plant_slot_create', upkeep.requested, upkeep.request, own),
  'plant-slots.update-settings': known('plant_slot_manage', upkeep.changedSlotSettings, upkeep.updateSlotSettings),
  'plant-slots.update-location': known('plant_slot_inventory', upkeep.changedLocation, upkeep.updateLocation),
  'plant-slots.close-location': known('plant_slot_inventory', upkeep.closedLocation, upkeep.closeLocation),
  'plant-slots.open-location': known('plant_slot_inventory', upkeep.openedLocation, upkeep.openLocation),
  'plant-slots.update-slot': known('plant_slot_update', upkeep.changedSlot, upkeep.updateSlot),
  'plant-slots.delete-slot': known('plant_slot_delete', upkeep.deletedSlot, upkeep.deleteSlot),
  'plant-slots.create-location': known('plant_slot_inventory', newLocation, createLocation),
  'plant-slots.reconcile': known('system', reconciled, reconcile),
  'plant-slots.create-slots': known('plant_slot_inventory', newSlots, createSlots),
}
