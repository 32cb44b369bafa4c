import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { changeFacts } from './change-plan.ts'
import { type Change, planChange } from './change-rules.ts'
import { refuseOthersRecord } from './member-reads.ts'
import { planWithTerms } from './plan-reads.ts'
import { isRejection } from './sale-rules.ts'
import { wayOut } from './way-out.ts'

/** A preview is of the present terms: no promise made to a desk that was away applies (MB-R22). */
const allSeen = Number.MAX_SAFE_INTEGER

const shown = ({ days, version, old, ...change }: Change) => {
  const [from, to] = [old.slot_allocation, version.slot_allocation]
  return {
    on: change.on,
    paidDays: change.paidDays,
    unusedDays: change.unusedDays,
    creditMinor: change.creditMinor,
    aheadMinor: change.aheadMinor,
    priceMinor: version.price_minor,
    netMinor: change.netMinor,
    currency: version.currency,
    endsOn: days.ends_on,
    slots: { kept: Math.min(from, to), added: Math.max(0, to - from), returned: Math.max(0, from - to) },
  }
}

/**
 * MB-R52: what a change at once to the present terms of a plan would be, by the very rule of the command; `refusal`
 * says why it would not. Refused: an unknown membership, a plan out of reach, whoever may not see money.
 */
export const previewChange = query('memberships.preview-change', {
  input: z.object({ membershipId: id, toPlanId: id, on: day.optional() }).strict(),
  permission: 'membership_view',
  own: true,
  async run(context, { membershipId, toPlanId, on }) {
    const { db, at, today, reachOf } = context
    if (reachOf('membership_charge_view') === null) {
      reject('actor_not_permitted', { reason: 'permission', permission: 'membership_charge_view', scope: 'tenant' })
    }
    const { id: toPlanVersionId } = await planWithTerms(db, toPlanId)
    const request = { membershipId, toPlanId, toPlanVersionId, on }
    const retry = (label: string) => wayOut(label, 'preview-change', {})
    const facts = await changeFacts({ db, at, today, basisVersion: allSeen, commandId: membershipId, retry }, request)
    await refuseOthersRecord(context, facts.membership.member_id, 'membership_view')
    const planned = planChange(facts, request)
    return isRejection(planned)
      ? { change: null, refusal: { code: planned.code, params: planned.params } }
      : { change: shown(planned), refusal: null }
  },
})
