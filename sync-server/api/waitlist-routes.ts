import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { quantity } from '../../src-shared/modules/plant-slots/inputs.ts'
import { acceptOffer, declineOffer } from '../../src-shared/modules/plant-slots/offer-commands.ts'
import { joinWaitlist, leaveWaitlist } from '../../src-shared/modules/plant-slots/waitlist-commands.ts'
import { asGiven } from './as-given.ts'
import { type Route, writing } from './route.ts'
import { baseSlots, locationIdOf } from './slot-reads.ts'
import { entryShape, slotsShape } from './slot-shapes.ts'

const root = '/plant-slots/v1'
const asked = { needs: { all: ['plant_slot_create'] }, own: true }
const given = z.object({ slotIds: z.array(id) })
const nothing = z.object({}).strict()

/** The routes of those who wait for slots (plant-slots.md section 10). */
export const waitlistRoutes: readonly Route[] = [
  writing('flat')({
    ...asked,
    method: 'POST',
    path: `${root}/waitlist`,
    does: joinWaitlist.name,
    body: z
      .object({
        membership_id: id,
        quantity,
        location: z.string().min(1).max(40).optional(),
        /** Of an offer that was answered too late: back to the old place, once (PS-R32). */
        offer_id: id.optional(),
      })
      .strict(),
    status: 201,
    answer: entryShape,
    codes: [
      ...['membership_not_found', 'membership_required', 'plant_slot_membership_required'],
      ...['plant_slot_location_not_found', 'plant_slot_location_closed', 'plant_slot_over_allowance'],
      ...['plant_slot_already_waiting', 'plant_slot_offer_not_found', 'plant_slot_offer_closed'],
      'plant_slot_entry_closed',
    ],
    async run(call, { body: { membership_id: membershipId, quantity: wanted, location, offer_id: offerId } }) {
      const locationId = location === undefined ? undefined : await locationIdOf(call, location)
      const input = {
        entryId: call.fresh('entry'),
        membershipId,
        quantity: wanted,
        ...asGiven({ locationId, offerId }),
      }
      const { entryId } = z.object({ entryId: id }).parse(await call.give(joinWaitlist, input))
      return { data: { entry_id: entryId } }
    },
  }),
  writing('flat')({
    ...asked,
    method: 'DELETE',
    path: `${root}/waitlist/:id`,
    unknownId: 'plant_slot_entry_not_found',
    does: leaveWaitlist.name,
    answer: nothing,
    codes: ['plant_slot_entry_closed'],
    async run(call, { id: entryId }) {
      await call.give(leaveWaitlist, { entryId })
      return { data: {} }
    },
  }),
  writing('flat')({
    ...asked,
    method: 'POST',
    path: `${root}/offers/:id/accept`,
    unknownId: 'plant_slot_offer_not_found',
    does: acceptOffer.name,
    rateClass: 'booking',
    answer: slotsShape,
    codes: [
      ...[
        'plant_slot_offer_lapsed',
        'plant_slot_offer_closed',
        'plant_slot_membership_required',
        'membership_required',
      ],
      ...['plant_slot_location_closed', 'plant_slot_maintenance_required', 'plant_slot_taken'],
    ],
    async run(call, { id: offerId }) {
      const { slotIds } = given.parse(await call.give(acceptOffer, { offerId }))
      return { data: { slots: await baseSlots(call.db, slotIds) } }
    },
  }),
  writing('flat')({
    ...asked,
    method: 'POST',
    path: `${root}/offers/:id/decline`,
    unknownId: 'plant_slot_offer_not_found',
    does: declineOffer.name,
    body: z.object({ leave: z.boolean().optional() }).strict(),
    answer: nothing,
    codes: ['plant_slot_offer_lapsed', 'plant_slot_offer_closed'],
    async run(call, { id: offerId, body: { leave } }) {
      await call.give(declineOffer, { offerId, ...asGiven({ leave }) })
      return { data: {} }
    },
  }),
]
