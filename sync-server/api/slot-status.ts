import type { z } from 'zod'
import { reachOf } from '../../src-shared/kernel/permission.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { allocate } from '../../src-shared/modules/plant-slots/allocate-command.ts'
import { completeMaintenance, startMaintenance } from '../../src-shared/modules/plant-slots/maintenance-commands.ts'
import { occupy } from '../../src-shared/modules/plant-slots/occupy-command.ts'
import { release } from '../../src-shared/modules/plant-slots/release-command.ts'
import { slot } from '../../src-shared/modules/plant-slots/slot-query.ts'
import { nextStatus, type SlotEvent, type SlotStatus } from '../../src-shared/modules/plant-slots/transitions.ts'
import { asGiven } from './as-given.ts'
import type { WriteCall } from './call.ts'
import type { statusBody } from './slot-shapes.ts'

type Asked = z.infer<typeof statusBody>

/** What stands on the label, or in the entry, where the caller says nothing. */
const unnamed = '–'

/** Which event a wish for a status means, from the status that there is. */
function eventFor(wanted: SlotStatus, present: SlotStatus): SlotEvent {
  if (wanted === 'allocated') return 'allocate'
  if (wanted === 'occupied') return 'occupy'
  if (wanted === 'maintenance') return 'startMaintenance'
  return present === 'maintenance' ? 'completeToPool' : 'release'
}

/** `PUT …/status`: one wish, and which command it is depends on where the slot stands (plant-slots.md section 10). */
export async function changeStatus(call: WriteCall, slotId: string, asked: Asked): Promise<void> {
  const present = await call.ask(slot, { slotId })
  const event = eventFor(asked.status, present.status)
  if (asked.status === 'allocated') mayAssign(call)
  // To give a slot that has a holder to that holder again changes nothing; allocate itself tells who is another.
  if (!(event === 'allocate' && present.status === 'allocated')) {
    const next = nextStatus({ id: slotId, status: present.status }, event)
    if (typeof next !== 'string') reject(next)
  }
  if (asked.status === 'allocated') return allocateTo(call, slotId, asked)
  const holder = asked.membership_id ?? present.membershipId
  if (asked.status === 'occupied') {
    const [membershipId, occupancyId] = [holder ?? '', call.fresh('occupancy')]
    await call.give(occupy, { slotId, membershipId, occupancyId, label: asked.label ?? unnamed })
  }
  if (asked.status === 'maintenance' && present.status === 'occupied') await start(call, slotId)
  if (event === 'completeToPool') {
    const input = { slotId, returnTo: 'pool', ...asGiven({ performedBy: asked.performed_by }) }
    await call.give(completeMaintenance, input)
  }
  if (event === 'release' && present.membershipId !== null) {
    await call.give(release, { slotIds: [slotId], membershipId: present.membershipId })
  }
}

function mayAssign({ actor }: WriteCall): void {
  const permission = 'plant_slot_assign'
  if (reachOf(actor.grants, permission) === 'tenant') return
  reject('actor_not_permitted', { reason: 'permission', permission, scope: 'tenant' })
}

async function allocateTo(call: WriteCall, slotId: string, { membership_id: membershipId }: Asked): Promise<void> {
  if (membershipId === undefined) {
    reject('plant_slot_membership_required', { memberId: null, reason: 'none' }, { rule: 'PS-R3' })
  }
  await call.give(allocate, { membershipId, pick: { slotIds: [slotId] } })
}

/** Members take a slot to maintenance by harvesting what grows there; staff for whatever reason. */
async function start(call: WriteCall, slotId: string): Promise<void> {
  const kind = reachOf(call.actor.grants, 'plant_slot_update') === 'own' ? 'harvest' : 'other'
  await call.give(startMaintenance, { entryId: call.fresh('entry'), slotId, kind, description: unnamed })
}
