import type { Module } from '../../kernel/module.ts'
import { allocate } from './allocate-command.ts'
import { analytics } from './analytics-query.ts'
import { board } from './board-query.ts'
import { free, locations, propose } from './capacity-queries.ts'
import { scheduleCleaning } from './cleaning-command.ts'
import { cancelMaintenance, logMaintenance, reportMaintenance } from './entry-commands.ts'
import { setExtra } from './extra-command.ts'
import { forceStatus } from './force-command.ts'
import { history } from './history-query.ts'
import { createLocation, createSlots } from './inventory-commands.ts'
import { labels } from './labels.ts'
import { lapseOffers } from './lapse-command.ts'
import { onLeaseEnded, onLeaseTaken, slotLeases } from './leases.ts'
import { list } from './list-query.ts'
import { closeLocation, openLocation, updateLocation } from './location-commands.ts'
import { completeMaintenance, startMaintenance } from './maintenance-commands.ts'
import { memberSlots, mySlots } from './member-slots-query.ts'
import { metrics } from './metrics-query.ts'
import { occupy } from './occupy-command.ts'
import { acceptOffer, declineOffer } from './offer-commands.ts'
import { ownLeases } from './own-leases-query.ts'
import { permissions } from './permissions.ts'
import { queueLog } from './queue-log-query.ts'
import { maintenanceQueue } from './queue-query.ts'
import {
  onAllowanceChanged,
  onMemberMerged,
  onMembershipActivated,
  onMembershipEnded,
  onMembershipResumed,
} from './reactions.ts'
import { reconcile } from './reconcile-command.ts'
import { findings } from './reconcile-findings.ts'
import { rejections } from './rejections.ts'
import { release } from './release-command.ts'
import { request } from './request-command.ts'
import { locationResolver, slotResolver } from './resolve.ts'
import { revert } from './revert-command.ts'
import { schedules } from './schedules.ts'
import { scope } from './scope.ts'
import { locationSearch, slotSearch } from './search.ts'
import { updateSettings } from './settings-command.ts'
import { settings } from './settings-query.ts'
import { deleteSlot, updateSlot } from './slot-commands.ts'
import { slot } from './slot-query.ts'
import { transfer } from './transfer-command.ts'
import { joinWaitlist, leaveWaitlist } from './waitlist-commands.ts'
import { waitlist } from './waitlist-query.ts'
import { whyNot } from './why-not-query.ts'

/** Places for plants: who holds which, what grows there, what needs care. */
export const plantSlots: Module = {
  name: 'plant-slots',
  commands: [
    allocate,
    release,
    transfer,
    occupy,
    startMaintenance,
    completeMaintenance,
    reportMaintenance,
    logMaintenance,
    cancelMaintenance,
    forceStatus,
    revert,
    createLocation,
    createSlots,
    joinWaitlist,
    leaveWaitlist,
    acceptOffer,
    declineOffer,
    lapseOffers,
    scheduleCleaning,
    reconcile,
    request,
    setExtra,
    updateSettings,
    updateLocation,
    closeLocation,
    openLocation,
    updateSlot,
    deleteSlot,
  ],
  queries: [
    board,
    list,
    slot,
    locations,
    free,
    propose,
    memberSlots,
    mySlots,
    ownLeases,
    whyNot,
    maintenanceQueue,
    waitlist,
    queueLog,
    history,
    analytics,
    metrics,
    settings,
  ],
  reactions: [
    onLeaseTaken,
    onLeaseEnded,
    onMembershipActivated,
    onMembershipEnded,
    onAllowanceChanged,
    onMembershipResumed,
    onMemberMerged,
  ],
  rejections: { ...rejections, ...findings },
  labels,
  permissions,
  scope,
  constraints: {
    plant_slot_entitlements_membership: 'row_id_taken',
    plant_slots_number_key: 'plant_slot_number_taken',
    plant_slots_place: 'plant_slot_position_taken',
    plant_slot_waitlist_live: 'plant_slot_already_waiting',
    plant_slot_locations_code: 'plant_slot_location_code_taken',
  },
  search: [slotSearch, locationSearch],
  resolve: [slotResolver, locationResolver],
  schedules,
  leaseKinds: [slotLeases],
}
