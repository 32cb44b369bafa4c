import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Random } from '../../soak/random.ts'
import { commands } from '../model/commands.ts'
import { reachOfRoles } from '../model/rights.ts'
import { changePlan, revertPlanChange } from './changes.ts'
import type { Generator, Given, Moment, Seen } from './draw.ts'
import { cancel, reinstate } from './endings.ts'
import {
  cancelMaintenance,
  completeMaintenance,
  forceStatus,
  logMaintenance,
  reportMaintenance,
  revert,
  startMaintenance,
} from './floor.ts'
import { cancelFreeze, extendFreeze, freeze, unfreeze } from './freezes.ts'
import {
  allocateLeased,
  closeLeased,
  extendLease,
  forceLeased,
  leaseSettings,
  reportLeased,
  returnLease,
  takeLease,
} from './leases.ts'
import { archiveMember, createMember, reactivateMember, setKyc, suspendMember, updateMember } from './members.ts'
import { settleCharges, unsettleCharges, waiveCharge } from './money.ts'
import { archivePlan, createPlan, restorePlan, updatePlan } from './plans.ts'
import { allocate, createLocation, createSlots, occupy, release, transfer } from './plant-slots.ts'
import { deletePlan, mergeMembers, passingPlan, reorderPlans, setExtra } from './rarer.ts'
import { renew, revokeRenewal, setAutoRenew } from './renewals.ts'
import { enrol, purchase, revokePurchase, updateSettings } from './sales.ts'
import {
  closeLocation,
  deleteSlot,
  openLocation,
  updateLocation,
  updateSlot,
  updateSlotSettings,
} from './slot-upkeep.ts'
import { stock } from './stock.ts'
import { acceptOffer, declineOffer, joinWaitlist, leaveWaitlist } from './waiting.ts'

type Shares = readonly (readonly [name: string, share: number, generator: Generator])[]

/** What people do all day, with how often it is done. */
const usually: Shares = [
  ['memberships.create-plan', 4, createPlan],
  ['memberships.update-plan', 9, updatePlan],
  ['memberships.archive-plan', 3, archivePlan],
  ['memberships.restore-plan', 4, restorePlan],
  ['memberships.create-member', 4, createMember],
  ['memberships.update-member', 5, updateMember],
  ['memberships.suspend-member', 2, suspendMember],
  ['memberships.reactivate-member', 4, reactivateMember],
  ['memberships.enrol', 7, enrol],
  ['memberships.purchase', 10, purchase],
  ['memberships.revoke-purchase', 4, revokePurchase],
  ['memberships.set-kyc', 2, setKyc],
  ['memberships.archive-member', 2, archiveMember],
  ['memberships.freeze', 8, freeze],
  ['memberships.extend-freeze', 3, extendFreeze],
  ['memberships.unfreeze', 4, unfreeze],
  ['memberships.cancel-freeze', 3, cancelFreeze],
  ['memberships.renew', 8, renew],
  ['memberships.revoke-renewal', 3, revokeRenewal],
  ['memberships.set-auto-renew', 3, setAutoRenew],
  ['memberships.change-plan', 6, changePlan],
  ['memberships.revert-plan-change', 4, revertPlanChange],
  ['memberships.cancel', 6, cancel],
  ['memberships.reinstate', 5, reinstate],
  ['memberships.settle-charges', 8, settleCharges],
  ['memberships.unsettle-charges', 3, unsettleCharges],
  ['memberships.waive-charge', 2, waiveCharge],
  ['memberships.update-settings', 3, updateSettings],
  ['plant-slots.allocate', 22, allocate],
  ['plant-slots.release', 8, release],
  ['plant-slots.transfer', 6, transfer],
  ['plant-slots.occupy', 12, occupy],
  ['plant-slots.start-maintenance', 7, startMaintenance],
  ['plant-slots.complete-maintenance', 12, completeMaintenance],
  ['plant-slots.report-maintenance', 6, reportMaintenance],
  ['plant-slots.log-maintenance', 2, logMaintenance],
  ['plant-slots.cancel-maintenance', 4, cancelMaintenance],
  ['plant-slots.force-status', 6, forceStatus],
  ['plant-slots.revert', 7, revert],
  ['plant-slots.join-waitlist', 8, joinWaitlist],
  ['plant-slots.leave-waitlist', 2, leaveWaitlist],
  ['plant-slots.accept-offer', 6, acceptOffer],
  ['plant-slots.decline-offer', 3, declineOffer],
  ['plant-slots.update-settings', 2, updateSlotSettings],
  ['plant-slots.update-location', 1, updateLocation],
  ['plant-slots.close-location', 1, closeLocation],
  ['plant-slots.open-location', 3, openLocation],
  ['plant-slots.update-slot', 2, updateSlot],
  ['plant-slots.delete-slot', 1, deleteSlot],
  ['plant-slots.create-location', 2, createLocation],
  ['plant-slots.create-slots', 3, createSlots],
]

/** What is done with leases and about them. */
const lending: Shares = [
  ['leases.take', 20, takeLease],
  ['leases.return', 5, returnLease],
  ['leases.extend', 8, extendLease],
  ['plant-slots.allocate', 26, allocateLeased],
  ['memberships.enrol', 12, enrol],
  ['memberships.purchase', 8, purchase],
  ['plant-slots.set-extra', 6, setExtra],
  ['plant-slots.force-status', 6, forceLeased],
  ['plant-slots.report-maintenance', 3, reportLeased],
  ['plant-slots.close-location', 2, closeLeased],
  ['plant-slots.open-location', 2, openLocation],
  ['plant-slots.update-settings', 2, leaseSettings],
]

/** What is done now and then. */
const rarely: Shares = [
  ['plant-slots.set-extra', 8, setExtra],
  ['memberships.merge-members', 5, mergeMembers],
  ['memberships.create-plan', 2, passingPlan],
  ['memberships.delete-plan', 4, deletePlan],
  ['memberships.reorder-plans', 3, reorderPlans],
]

/** What a lending begins with, and what it is for. */
const taking: Shares = [['leases.take', 1, takeLease]]
const using: Shares = [
  ['plant-slots.allocate', 3, allocateLeased],
  ['memberships.enrol', 2, enrol],
]

const lists = { usually, lending, taking, using, rarely }
/** What somebody is about; `stock` is what comes before any lending. */
export type About = keyof typeof lists | 'stock'

/** How often somebody tries what their role does not allow, and how often what arrives makes no sense. */
const forbiddenShare = 0.03
const nonsenseShare = 0.025

/**
 * What somebody does next at a desk that sees the house so. Nothing here is taken from a clock or from chance but
 * what `random` gives, so a seed tells the same story every time.
 */
export function nextCommand(random: Random, seen: Seen, moment: Moment, about: About = 'usually'): Given {
  if (about === 'stock') return stock({ random, seen, moment }) ?? nextCommand(random, seen, moment)
  const generators = lists[about]
  const may = (name: string): boolean => reachOfRoles([moment.role], commands[name]?.right ?? '') !== null
  const usual = generators.filter(([name]) => may(name))
  const open = usual.length === 0 || random.chance(forbiddenShare) ? generators : usual
  for (;;) {
    const [name, generator] = drawn(random, open)
    const input = generator({ random, seen, moment })
    if (input) return random.chance(nonsenseShare) ? nonsense(random, { name, input }) : { name, input }
  }
}

function drawn(random: Random, open: Shares): readonly [name: string, generator: Generator] {
  let left = random.below(open.reduce((sum, [, share]) => sum + share, 0))
  for (const [name, share, generator] of open) {
    left -= share
    if (left < 0) return [name, generator]
  }
  return ['memberships.create-member', createMember]
}

const junk = [null, 7, -1, 'x', '', true, [], {}, 'a\u0000b', '\ud800', '2027-02-30', [[['deep']]]]

/** The same with something spoilt, so that it must be refused unless what was spoilt could be left out. */
function nonsense(random: Random, { name, input }: Given): Given {
  if (random.chance(0.1)) return { name: `${name}-now`, input }
  const field = random.pick(Object.keys(input)) ?? ''
  const { [field]: spoilt, ...rest } = input
  if (random.chance(0.3)) return { name, input: rest }
  if (random.chance(0.2)) return { name, input: { ...input, unheardOf: spoilt ?? null } }
  const worse: JsonObject = { ...input, [field]: random.pick(junk) ?? null }
  return { name, input: worse }
}
