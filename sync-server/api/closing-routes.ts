import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { archiveMember } from '../../src-shared/modules/memberships/archive-member.ts'
import { settleCharges } from '../../src-shared/modules/memberships/charge-commands.ts'
import { deletePlan } from '../../src-shared/modules/memberships/delete-plan.ts'
import type { WriteCall } from './call.ts'
import { memberTold } from './member-routes.ts'
import { memberShape } from './member-shapes.ts'
import { minorOf, priceFields, priceText } from './money-text.ts'
import { type Route, writing } from './route.ts'
import { memberVersion, planVersion } from './row-versions.ts'

const settleBody = z
  .object({
    chargeIds: z.array(id).min(1).max(50),
    method: z.enum(['cash', 'external_terminal', 'bank_transfer', 'other']),
    /** Their sum in major units; negative is paid back. */
    amount: priceText,
  })
  .strict()

const settled = z.object({ settlementId: id, price: z.string(), priceMinor: z.int(), currency: z.string() }).strict()

/** The currency of what is settled. Refused: charges that are not this member's, like ones that are not there. */
async function currencyOf({ db }: WriteCall, memberId: string, chargeIds: readonly string[]): Promise<string> {
  const rows = await db
    .selectFrom('membership_charges')
    .select(['id', 'currency'])
    .where('id', 'in', chargeIds)
    .where('member_id', '=', memberId)
    .where('deleted_at', 'is', null)
    .execute()
  const missing = chargeIds.find((chargeId) => rows.every((row) => row.id !== chargeId))
  if (missing !== undefined) reject('membership_charge_not_found', { chargeId: missing }, { rule: 'MB-R55' })
  return rows[0]?.currency ?? ''
}

/** What ends: a debt that is paid, a person who is no member any more, a plan that nobody had (memberships.md section 10). */
export const closingRoutes: readonly Route[] = [
  writing('envelope')({
    method: 'POST',
    path: '/api/v1/members/:id/charges/settle',
    unknownId: 'member_not_found',
    does: settleCharges.name,
    needs: { all: ['membership_charge_settle'] },
    body: settleBody,
    answer: settled,
    codes: [
      ...['member_not_found', 'membership_charge_not_found', 'membership_charge_already_settled'],
      ...['membership_charge_invoiced', 'membership_charge_amount_mismatch'],
    ],
    async run(call, { id: memberId, body: { chargeIds, method, amount } }) {
      if ((await memberVersion(call.db, memberId)) === null) reject('member_not_found', {}, { rule: 'MB-R60' })
      const currency = await currencyOf(call, memberId, chargeIds)
      const settlementId = call.fresh('settlement')
      const amountMinor = minorOf(amount, currency)
      await call.give(settleCharges, { settlementId, chargeIds, method, amountMinor })
      return { data: { settlementId, ...priceFields(amountMinor, currency) } }
    },
  }),
  writing('envelope')({
    method: 'POST',
    path: '/api/v1/members/:id/archive',
    unknownId: 'member_not_found',
    row: memberVersion,
    does: archiveMember.name,
    needs: { all: ['member_archive'] },
    answer: memberShape,
    codes: ['member_merged', 'member_has_active_membership'],
    async run(call, { id: memberId }) {
      await call.give(archiveMember, { memberId })
      return { data: await memberTold(call, memberId, { includePlan: false }) }
    },
  }),
  writing('envelope')({
    method: 'DELETE',
    path: '/api/v1/membership-plans/:id',
    unknownId: 'membership_plan_not_accessible',
    row: planVersion,
    does: deletePlan.name,
    needs: { all: ['membership_plan_manage'] },
    status: 204,
    codes: ['membership_plan_in_use'],
    async run(call, { id: planId }) {
      await call.give(deletePlan, { planId })
      return { data: null, rowVersion: null }
    },
  }),
]
