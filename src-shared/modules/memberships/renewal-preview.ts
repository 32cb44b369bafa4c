import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { membershipWithin } from './freeze-writes.ts'
import { plansNow } from './renewal-reads.ts'
import { planRenewal } from './renewal-rules.ts'
import { isRejection } from './sale-rules.ts'
import { wayOut } from './way-out.ts'

/** A period that nobody sold yet has no id. */
const unborn = '00000000-0000-0000-0000-000000000000'

/**
 * What a renewal today would be, by the very rule of the command (MB-R30 to MB-R32): its days, its plan, its price.
 * `refusal` says why there is none. Refused: none of this id; to members, any but their own.
 */
export const previewRenewal = query('memberships.preview-renewal', {
  input: z.object({ membershipId: id }).strict(),
  permission: 'membership_update',
  own: true,
  async run(context, { membershipId }) {
    const { db, today, reach, reachOf } = context
    const membership = await membershipWithin(context, membershipId, 'membership_update')
    const plans = await plansNow(db, [membership.plan_id, membership.next_plan_id])
    const facts = {
      ...{ membership, plan: plans.get(membership.plan_id) ?? null, today },
      nextPlan: plans.get(membership.next_plan_id ?? '') ?? null,
      mayOverridePrice: reachOf('membership_price_override') === 'tenant',
      own: reach === 'own',
      retry: (label: string, changes: object) => wayOut(label, 'preview-renewal', changes),
      sale: () => [],
    }
    const renewal = planRenewal(facts, { periodId: unborn })
    if (isRejection(renewal)) {
      return { renewal: null, refusal: { code: renewal.code, params: renewal.params } }
    }
    const { period, priceMinor, terms } = renewal
    const { starts_on: startsOn, ends_on: endsOn, currency } = period
    return { renewal: { startsOn, endsOn, priceMinor, currency, planId: terms.planId }, refusal: null }
  },
})
