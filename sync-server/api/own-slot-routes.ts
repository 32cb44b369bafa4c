import { z } from 'zod'
import { instant } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { mySlots } from '../../src-shared/modules/plant-slots/member-slots-query.ts'
import { request } from '../../src-shared/modules/plant-slots/request-command.ts'
import { asGiven } from './as-given.ts'
import { type Route, reading, writing } from './route.ts'
import { baseSlots } from './slot-reads.ts'
import { baseSlotShape, slotsShape } from './slot-shapes.ts'

const root = '/plant-slots/v1'

const right = z
  .object({
    membership_id: id,
    ...{ granted: z.int(), extra: z.int(), held: z.int(), owed: z.int(), allowance: z.int(), most: z.int() },
  })
  .strict()
const offer = z.object({ id, slot_ids: z.array(id), offered_at: instant, expires_at: instant }).strict()
const waiting = z
  .object({
    ...{ id, membership_id: id, kind: z.enum(['owed', 'wanted']), quantity: z.int(), joined_at: instant },
    place: z.int(),
    offer: offer.nullable(),
  })
  .strict()
const own = z
  .object({ slots: z.array(baseSlotShape), entitlements: z.array(right), waiting: z.array(waiting) })
  .strict()

const given = z.object({ slotIds: z.array(id) })

/** The routes of a member's own slots (plant-slots.md section 10). */
export const ownSlotRoutes: readonly Route[] = [
  reading('flat')({
    method: 'GET',
    path: `${root}/my-slots`,
    does: mySlots.name,
    needs: { all: ['plant_slot_view'] },
    own: true,
    answer: own,
    codes: ['member_not_found'],
    async run(call) {
      const held = await call.ask(mySlots, {})
      const slotIds = held.slots.map((slot) => slot.id)
      return {
        data: {
          slots: await baseSlots(call.db, slotIds),
          entitlements: held.entitlements.map(({ membershipId, ...numbers }) => ({
            membership_id: membershipId,
            ...numbers,
          })),
          waiting: held.waiting.map(({ id: entryId, membershipId, kind, quantity, joinedAt, place, offer: open }) => ({
            ...{ id: entryId, membership_id: membershipId, kind, quantity, joined_at: joinedAt, place },
            offer: open && {
              ...{ id: open.id, slot_ids: open.slotIds, offered_at: open.offeredAt, expires_at: open.expiresAt },
            },
          })),
        },
      }
    },
  }),
  writing('flat')({
    method: 'POST',
    path: `${root}/request`,
    does: request.name,
    rateClass: 'booking',
    needs: { all: ['plant_slot_create'] },
    own: true,
    body: z
      .object({
        quantity: z.int().min(1).max(10),
        preferred_location: z.string().min(1).max(40).optional(),
        location_only: z.boolean().optional(),
      })
      .strict(),
    status: 201,
    answer: slotsShape,
    codes: [
      ...['membership_required', 'plant_slot_location_not_found', 'plant_slot_location_closed'],
      ...['plant_slot_already_allocated', 'plant_slot_over_allowance', 'plant_slot_insufficient_slots'],
    ],
    async run(call, { body: { quantity, preferred_location: preferredLocation, location_only: locationOnly } }) {
      const input = { quantity, ...asGiven({ preferredLocation, locationOnly }) }
      const { slotIds } = given.parse(await call.give(request, input))
      return { data: { slots: await baseSlots(call.db, slotIds) } }
    },
  }),
]
