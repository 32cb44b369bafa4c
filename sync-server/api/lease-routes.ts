import { z } from 'zod'
import { instant } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { slotLeases } from '../../src-shared/modules/plant-slots/leases.ts'
import { ownLeases } from '../../src-shared/modules/plant-slots/own-leases-query.ts'
import { extendLease, returnLease, takeLease } from '../../src-shared/modules/platform/lease-commands.ts'
import { asGiven } from './as-given.ts'
import { type Route, reading, writing } from './route.ts'

const root = '/api/v1/leases'
const hours = z.int().min(1).max(168).optional()
const times = { expiresAt: instant, holdUntil: instant }

const lease = z
  .object({ id, kind: z.string(), unit: z.string(), resourceKey: z.string(), size: z.int(), unused: z.int(), ...times })
  .strict()
const taken = z.looseObject({ leaseId: id, granted: z.int(), ...times })
/** Whoever may not take a kind is told by its command, once the kind is known. */
const ofDesk = { needs: null, codes: ['lease_not_found', 'lease_closed', 'lease_kind_unknown', 'lease_needs_desk'] }

/** The routes of what a desk has with it: always of the desk that the session is of (platform.md section 9, PL-R41). */
export const leaseRoutes: readonly Route[] = [
  reading('envelope')({
    method: 'GET',
    path: root,
    // The only kind there is; each kind tells what it leased.
    does: ownLeases.name,
    needs: { all: ['plant_slot_view'] },
    answer: z.array(lease),
    async run(call) {
      const { leases } = await call.ask(ownLeases, {})
      const { kind, unit } = slotLeases
      return {
        data: leases.map(({ leaseId, locationId: resourceKey, size, unused, expiresAt, holdUntil }) => ({
          ...{ id: leaseId, kind, unit, resourceKey, size, unused, expiresAt, holdUntil },
        })),
      }
    },
  }),
  writing('envelope')({
    method: 'POST',
    path: root,
    does: takeLease.name,
    needs: null,
    body: z
      .object({
        kind: z.string().min(1).max(60),
        resourceKey: z.string().min(1).max(200),
        size: z.int().min(1).max(1_000_000_000),
        hours,
        detail: z.json().optional(),
      })
      .strict(),
    status: 201,
    answer: z.looseObject({ id, granted: z.int(), ...times }),
    codes: [
      ...['lease_kind_unknown', 'lease_needs_desk', 'lease_limit', 'lease_unavailable'],
      ...['plant_slot_location_not_found', 'plant_slot_location_closed'],
    ],
    async run(call, { body }) {
      const input = { id: call.fresh('lease'), ...asGiven(body) }
      const { leaseId, ...told } = taken.parse(await call.giveOnDesk(takeLease, input))
      return { data: { id: leaseId, ...z.record(z.string(), z.json()).parse(told) } }
    },
  }),
  writing('envelope')({
    ...ofDesk,
    method: 'POST',
    path: `${root}/:id/return`,
    unknownId: 'lease_not_found',
    does: returnLease.name,
    answer: z.object({ freed: z.int() }).strict(),
    run: async (call, { id: leaseId }) => ({ data: await call.giveOnDesk(returnLease, { leaseId }) }),
  }),
  writing('envelope')({
    ...ofDesk,
    method: 'POST',
    path: `${root}/:id/extend`,
    unknownId: 'lease_not_found',
    does: extendLease.name,
    body: z.object({ hours }).strict(),
    answer: z.object(times).strict(),
    run: async (call, { id: leaseId, body }) => ({
      data: await call.giveOnDesk(extendLease, { leaseId, ...asGiven(body) }),
    }),
  }),
]
