import { z } from 'zod'
import { day } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { logMaintenance, reportMaintenance } from '../../src-shared/modules/plant-slots/entry-commands.ts'
import { entryKinds, priorities } from '../../src-shared/modules/plant-slots/floor-rules.ts'
import { slotIds, text } from '../../src-shared/modules/plant-slots/inputs.ts'
import { completeMaintenance } from '../../src-shared/modules/plant-slots/maintenance-commands.ts'
import { release } from '../../src-shared/modules/plant-slots/release-command.ts'
import { slot } from '../../src-shared/modules/plant-slots/slot-query.ts'
import { transfer } from '../../src-shared/modules/plant-slots/transfer-command.ts'
import { asGiven } from './as-given.ts'
import { type Route, reading, writing } from './route.ts'
import { slotVersion } from './row-versions.ts'
import { baseSlots, slotDetail } from './slot-reads.ts'
import { entryShape, slotDetailShape, slotsShape, statusBody } from './slot-shapes.ts'
import { changeStatus } from './slot-status.ts'

/** Words that stand where ids stand. */
const reserved = ['my-slots', 'request', 'transfer', 'waitlist', 'offers', 'admin']
/** What every route of one slot has in common (PS-R54). */
const ofOne = { unknownId: 'plant_slot_not_found', row: slotVersion, reserved, own: true }
const updated = { all: ['plant_slot_update'] }
const root = '/plant-slots/v1'

/** The routes of single slots, for whoever holds or tends them (plant-slots.md section 10). */
export const slotRoutes: readonly Route[] = [
  reading('flat')({
    ...ofOne,
    method: 'GET',
    path: `${root}/:id`,
    does: slot.name,
    needs: { all: ['plant_slot_view'] },
    answer: slotDetailShape,
    run: async (call, { id: slotId }) => ({ data: await slotDetail(call, slotId) }),
  }),
  writing('flat')({
    ...ofOne,
    method: 'PUT',
    path: `${root}/:id/status`,
    does: 'plant-slots.by-status',
    needs: updated,
    body: statusBody,
    answer: slotDetailShape,
    codes: [
      ...['invalid_status_transition', 'plant_slot_membership_required', 'membership_required', 'membership_not_found'],
      ...['plant_slot_taken', 'plant_slot_maintenance_required', 'plant_slot_location_closed', 'invalid_staff_id'],
      ...[
        'plant_slot_already_allocated',
        'plant_slot_over_allowance',
        'plant_slot_holder_changed',
        'plant_slot_leased',
      ],
    ],
    async run(call, { id: slotId, body }) {
      await changeStatus(call, slotId, body)
      return { data: await slotDetail(call, slotId) }
    },
  }),
  writing('flat')({
    ...ofOne,
    method: 'POST',
    path: `${root}/:id/release`,
    does: release.name,
    needs: updated,
    body: z.object({ membership_id: id.optional(), reason: text(500).optional() }).strict(),
    answer: slotDetailShape,
    codes: ['invalid_status_transition'],
    async run(call, { id: slotId, body: { membership_id, reason } }) {
      const present = await call.ask(slot, { slotId })
      const membershipId = membership_id ?? present.membershipId
      // A slot that nobody holds was given back before.
      if (membershipId !== null) await call.give(release, { slotIds: [slotId], membershipId, ...asGiven({ reason }) })
      return { data: await slotDetail(call, slotId) }
    },
  }),
  writing('flat')({
    ...ofOne,
    method: 'POST',
    path: `${root}/:id/maintenance`,
    does: reportMaintenance.name,
    needs: updated,
    body: z.object({ description: text(2000), priority: z.enum(priorities).optional() }).strict(),
    status: 201,
    answer: entryShape,
    async run(call, { id: slotId, body: { description, priority } }) {
      const entryId = call.fresh('entry')
      await call.give(reportMaintenance, { entryId, slotId, description, ...asGiven({ priority }) })
      return { data: { entry_id: entryId } }
    },
  }),
  writing('flat')({
    ...ofOne,
    method: 'POST',
    path: `${root}/:id/maintenance/complete`,
    does: completeMaintenance.name,
    needs: updated,
    own: false,
    body: z
      .object({
        entry_ids: z.array(id).min(1).max(100).optional(),
        performed_by: id.optional(),
        result: text(2000).optional(),
        return_to: z.enum(['holder', 'pool']).optional(),
      })
      .strict(),
    answer: slotDetailShape,
    codes: ['invalid_status_transition', 'invalid_staff_id', 'plant_slot_entry_not_found', 'plant_slot_entry_closed'],
    async run(call, { id: slotId, body }) {
      const { entry_ids: entryIds, performed_by: performedBy, result, return_to: returnTo } = body
      await call.give(completeMaintenance, { slotId, ...asGiven({ entryIds, performedBy, result, returnTo }) })
      return { data: await slotDetail(call, slotId) }
    },
  }),
  writing('flat')({
    ...ofOne,
    method: 'POST',
    path: `${root}/:id/maintenance/log`,
    does: logMaintenance.name,
    needs: updated,
    own: false,
    body: z
      .object({ kind: z.enum(entryKinds), description: text(2000), performed_by: id, on: day.optional() })
      .strict(),
    status: 201,
    answer: entryShape,
    codes: ['invalid_staff_id'],
    async run(call, { id: slotId, body: { kind, description, performed_by: performedBy, on } }) {
      const entryId = call.fresh('entry')
      await call.give(logMaintenance, { entryId, slotId, kind, description, performedBy, ...asGiven({ on }) })
      return { data: { entry_id: entryId } }
    },
  }),
  writing('flat')({
    method: 'POST',
    path: `${root}/transfer`,
    does: transfer.name,
    rateClass: 'booking',
    needs: { all: ['plant_slot_transfer'] },
    own: true,
    body: z.object({ to_member_id: id, slot_ids: slotIds, reason: text(500) }).strict(),
    answer: slotsShape,
    codes: [
      ...['member_not_found', 'plant_slot_not_found', 'membership_required'],
      ...['plant_slot_transfer_failed', 'plant_slot_occupied_cannot_transfer'],
    ],
    async run(call, { body: { to_member_id: toMemberId, slot_ids: ids, reason } }) {
      await call.give(transfer, { transferId: call.fresh('transfer'), toMemberId, slotIds: ids, reason })
      return { data: { slots: await baseSlots(call.db, ids) } }
    },
  }),
]
