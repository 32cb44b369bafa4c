import { z } from 'zod'
import { day } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { majorUnits } from '../../src-shared/kernel/money.ts'
import { cancel } from '../../src-shared/modules/memberships/cancel-command.ts'
import { changePlan } from '../../src-shared/modules/memberships/change-plan.ts'
import { previewChange } from '../../src-shared/modules/memberships/change-preview.ts'
import { reinstate } from '../../src-shared/modules/memberships/reinstate-command.ts'
import { asGiven } from './as-given.ts'
import { paidIn } from './life-routes.ts'
import { type Route, reading, writing } from './route.ts'
import { presentTerms } from './sale-routes.ts'

const root = '/api/v1/memberships/:id'
/** What every route of one membership has in common. */
const ofOne = { unknownId: 'membership_not_found' }
const outOfReach = ['membership_plan_not_accessible']
const changeRefusals = [
  ...['membership_already_cancelled', 'membership_not_active', 'membership_change_same_plan'],
  ...['membership_currency_mismatch', 'membership_freeze_pending', 'membership_plan_archived'],
  ...['membership_plan_terms_changed', 'member_kyc_required', 'membership_overlap'],
]

/** A sum beside its decimal text, as prices are told (memberships.md section 10). */
const sum = <Name extends string>(name: Name, minor: number, currency: string): JsonObject => ({
  [name]: majorUnits(minor, currency),
  [`${name}Minor`]: minor,
})
const sumShape = { currency: z.string(), plantSlots: z.unknown().optional() }
/** What other modules answered is told as they said it. */
const answered = (plantSlots: z.infer<ReturnType<typeof z.json>> | undefined): JsonObject =>
  plantSlots === undefined ? {} : { plantSlots }

const changed = z.object({ endsOn: day, creditMinor: z.int(), netMinor: z.int(), plantSlots: z.json().optional() })
const cancelled = z.object({ cancelledOn: day, refundMinor: z.int() })
const reinstated = z.object({ endsOn: day, plantSlots: z.json().optional() })

const changeBody = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('now'), toPlanId: id, on: day.optional() }).strict(),
  /** Null stays on the present plan. */
  z.object({ mode: z.literal('at_renewal'), toPlanId: id.nullable() }).strict(),
])

/** The routes of memberships that move to another plan, end before their time, or go on after all (section 10). */
export const changeRoutes: readonly Route[] = [
  writing('envelope')({
    ...ofOne,
    method: 'POST',
    path: `${root}/change-plan`,
    does: changePlan.name,
    needs: { all: ['membership_plan_change'] },
    body: changeBody,
    answer: z.object({
      ...{ membershipId: id, endsOn: day, credit: z.string(), creditMinor: z.int(), net: z.string() },
      ...{ netMinor: z.int(), ...sumShape },
    }),
    codes: [...changeRefusals, ...outOfReach],
    async run(call, { id: membershipId, body }) {
      const currency = await paidIn(call, membershipId)
      const ids = { membershipId, periodId: call.fresh('period'), chargeId: call.fresh('charge') }
      const terms = body.mode === 'now' ? await presentTerms(call, body.toPlanId) : null
      const input = { ...ids, ...asGiven({ ...body, toPlanVersionId: terms?.versionId }) }
      const { endsOn, creditMinor, netMinor, plantSlots } = changed.parse(await call.give(changePlan, input))
      const sums = { ...sum('credit', creditMinor, currency), ...sum('net', netMinor, currency), currency }
      return { data: { membershipId, endsOn, ...sums, ...answered(plantSlots) } }
    },
  }),
  writing('envelope')({
    ...ofOne,
    method: 'POST',
    path: `${root}/cancel`,
    does: cancel.name,
    needs: { all: ['membership_cancel'] },
    body: z
      .object({
        /** First day not covered; default tomorrow. */
        on: day.optional(),
        reason: z.string().trim().min(1).max(500),
        refund: z.enum(['none', 'prorated', 'full']),
      })
      .strict(),
    answer: z
      .object({ membershipId: id, cancelledOn: day, refund: z.string(), refundMinor: z.int(), currency: z.string() })
      .strict(),
    codes: ['membership_already_cancelled', 'membership_not_active'],
    async run(call, { id: membershipId, body }) {
      const currency = await paidIn(call, membershipId)
      const input = { membershipId, chargeId: call.fresh('charge'), ...asGiven(body) }
      const { cancelledOn, refundMinor } = cancelled.parse(await call.give(cancel, input))
      return { data: { membershipId, cancelledOn, ...sum('refund', refundMinor, currency), currency } }
    },
  }),
  writing('envelope')({
    ...ofOne,
    method: 'POST',
    path: `${root}/reinstate`,
    does: reinstate.name,
    needs: { all: ['membership_cancel'] },
    body: z.object({ autoRenew: z.boolean().optional() }).strict(),
    answer: z.object({ membershipId: id, endsOn: day, plantSlots: z.unknown().optional() }),
    codes: ['membership_revoke_too_late', 'membership_overlap', 'member_not_active'],
    async run(call, { id: membershipId, body }) {
      const told = reinstated.parse(await call.give(reinstate, { membershipId, ...asGiven(body) }))
      return { data: { membershipId, endsOn: told.endsOn, ...answered(told.plantSlots) } }
    },
  }),
  reading('envelope')({
    ...ofOne,
    own: true,
    method: 'GET',
    path: `${root}/preview-change`,
    does: previewChange.name,
    needs: { all: ['membership_view'] },
    query: z.object({ toPlanId: id, on: day.optional() }),
    answer: z.unknown(),
    codes: outOfReach,
    async run(call, { id: membershipId, query: { toPlanId, on } }) {
      const { change, refusal } = await call.ask(previewChange, { membershipId, toPlanId, ...asGiven({ on }) })
      if (!change) return { data: { change: null, refusal } }
      const { creditMinor, priceMinor, netMinor, currency } = change
      const sums = [sum('credit', creditMinor, currency), sum('price', priceMinor, currency)]
      return { data: { change: { ...change, ...Object.assign({}, ...sums, sum('net', netMinor, currency)) }, refusal } }
    },
  }),
]
