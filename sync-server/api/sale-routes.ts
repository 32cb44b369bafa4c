import { z } from 'zod'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { purchase } from '../../src-shared/modules/memberships/sale-commands.ts'
import { charges } from '../../src-shared/modules/memberships/sale-queries.ts'
import { asGiven } from './as-given.ts'
import type { ReadCall, WriteCall } from './call.ts'
import { chargeShape, chargeTold, saleShape } from './member-shapes.ts'
import { saleBody } from './memberships-shapes.ts'
import { minorOf, priceFields } from './money-text.ts'
import { pageOf, pageParameters } from './paging.ts'
import { type Route, reading, writing } from './route.ts'
import { memberVersion } from './row-versions.ts'

/** What may be said of a sale, whoever buys. */
export const saleRefusals = [
  ...['membership_plan_not_accessible', 'membership_plan_archived', 'membership_plan_terms_changed'],
  ...['member_kyc_required', 'membership_start_out_of_range', 'membership_overlap', 'invalid_price'],
  ...['membership_price_override_forbidden', 'member_not_active', 'member_merged'],
]

/** The present terms of a plan; for one out of reach those of nobody, so that the command says so in its own order. */
export async function presentTerms(call: ReadCall & Pick<WriteCall, 'fresh'>, planId: string) {
  const found = await call.db
    .selectFrom('membership_plans as p')
    .innerJoin('membership_plan_versions as v', 'v.id', 'p.current_version_id')
    .select(['v.id as versionId', 'v.currency'])
    .where('p.id', '=', planId)
    .where('p.deleted_at', 'is', null)
    .executeTakeFirst()
  return found ?? { versionId: call.fresh('nothing'), currency: call.tenant.currency }
}

/** MB-R22: over REST the terms shown are the present ones. */
export async function saleInput(call: WriteCall, body: z.infer<typeof saleBody>) {
  const { membershipPlanId: planId, membershipStartDate: startsOn, membershipPriceAtPurchase: price, ...rest } = body
  const { versionId: planVersionId, currency } = await presentTerms(call, planId)
  return {
    ...{ membershipId: call.fresh('membership'), periodId: call.fresh('period'), chargeId: call.fresh('charge') },
    ...{ planId, planVersionId },
    ...asGiven({ startsOn, priceMinor: price === undefined ? undefined : minorOf(price, currency), ...rest }),
  }
}

const sold = z.object({
  endsOn: z.string(),
  priceMinor: z.number(),
  currency: z.string(),
  status: z.string(),
  plantSlots: z.json().optional(),
})

/** The routes of what is sold to a member, and of what they owe (memberships.md section 10). */
export const saleRoutes: readonly Route[] = [
  writing('envelope')({
    method: 'POST',
    path: '/api/v1/members/:id/memberships',
    unknownId: 'member_not_found',
    does: purchase.name,
    needs: { all: ['membership_create'] },
    body: saleBody,
    status: 201,
    answer: saleShape,
    codes: ['member_not_found', ...saleRefusals],
    async run(call, { id: memberId, body }) {
      const input = { memberId, ...(await saleInput(call, body)) }
      const { priceMinor, currency, plantSlots, ...told } = sold.parse(await call.give(purchase, input))
      const { membershipId, planId: membershipPlanId, startsOn = dayOf(call.at, call.tenant.timeZone) } = input
      const data = { membershipId, memberId, membershipPlanId, startsOn, ...told, ...priceFields(priceMinor, currency) }
      return { data: { ...data, ...(plantSlots !== undefined && { plantSlots }) } }
    },
  }),
  reading('envelope')({
    method: 'GET',
    path: '/api/v1/members/:id/charges',
    unknownId: 'member_not_found',
    does: charges.name,
    needs: { all: ['membership_charge_view'] },
    own: true,
    paged: true,
    query: z.object({ state: z.enum(['due', 'settled', 'waived', 'void']).optional(), ...pageParameters }),
    answer: z.array(chargeShape),
    codes: ['member_not_found'],
    async run(call, { id: memberId, query: { state, ...paging } }) {
      const { page, limit } = pageOf(paging, 50)
      const { total, rows } = await call.ask(charges, { memberId, page, limit, ...asGiven({ state }) })
      if (total === 0 && (await memberVersion(call.db, memberId)) === null) reject('member_not_found')
      const data = rows.map(chargeTold)
      return { data, page: { page, pageSize: limit, totalItems: total } }
    },
  }),
]
