import type { JsonObject } from '../../kernel/json.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import type { SlotStatus } from './transitions.ts'

/** A slot that is to change hands. */
export interface TransferSlot {
  id: string
  status: SlotStatus
  membershipId: string | null
}

const failed = (reason: string, more: JsonObject = {}): Rejection =>
  rejection('plant_slot_transfer_failed', { reason, ...more }, { rule: 'PS-R25' })

const idsWith = (slots: readonly TransferSlot[], test: (slot: TransferSlot) => boolean): string[] =>
  slots.filter(test).map(({ id }) => id)

/** PS-R25: nobody gives to themselves. */
export const sameMember = (): Rejection => failed('same_member')

/** PS-R25: nobody holds the slot that names the giver. */
export const heldByNobody = (slotIds: string[]): Rejection => failed('not_holder', { slotIds })

/** PS-R25 from "every slot held by the giver" on; null is fine. All or nothing. */
export function transferRefusal({
  slots,
  giverMembershipId,
  receiverHeld,
  limit,
  staffOnly,
}: {
  slots: readonly TransferSlot[]
  giverMembershipId: string
  /** Slots that the receiver holds now. */
  receiverHeld: number
  /** `max_slots_per_member`. */
  limit: number
  /** A member acts, and the tenant lets only staff transfer. */
  staffOnly: boolean
}): Rejection | null {
  const foreign = idsWith(slots, ({ membershipId }) => membershipId !== giverMembershipId)
  if (foreign.length > 0) return failed('not_holder', { slotIds: foreign })
  const occupied = idsWith(slots, ({ status }) => status === 'occupied')
  if (occupied.length > 0) {
    return rejection('plant_slot_occupied_cannot_transfer', { slotIds: occupied }, { rule: 'PS-R25' })
  }
  const inMaintenance = idsWith(slots, ({ status }) => status === 'maintenance')
  if (inMaintenance.length > 0) return failed('in_maintenance', { slotIds: inMaintenance })
  if (receiverHeld + slots.length > limit) {
    return failed('recipient_limit', { most: Math.max(0, limit - receiverHeld) })
  }
  return staffOnly ? failed('staff_only') : null
}

/** PS-R26: the right moves with the slots. */
export const movedRights = (slots: number): { giver: number; receiver: number } => ({ giver: -slots, receiver: slots })
