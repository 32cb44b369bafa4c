import { z } from 'zod'
import { addDays, day } from '../../kernel/calendar.ts'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { planCancellation, type Refund } from './cancel-rules.ts'
import { isRejection } from './sale-rules.ts'
import { wayOut } from './way-out.ts'
import { readWhole } from './whole-membership.ts'

const refunds: readonly Refund[] = ['none', 'prorated', 'full']

/**
 * What a cancellation from a day on would give back, by the very rule of the command (MB-R54): an amount for each
 * refund that this person may give, and what is given back for later periods in any case. `refusal` says why there is
 * none. Refused: an unknown membership.
 */
export const previewCancel = query('memberships.preview-cancel', {
  input: z.object({ membershipId: id, on: day.optional() }).strict(),
  permission: 'membership_cancel',
  async run({ db, at, today, reachOf }, { membershipId, on = addDays(today, 1) }) {
    const membership = await readWhole(db, membershipId)
    const facts = {
      ...{ membership, at, today, commandId: membershipId },
      mayBackdate: reachOf('membership_backdate') === 'tenant',
      mayRefundAll: reachOf('membership_manage') === 'tenant',
      retry: (label: string, changes: object) => wayOut(label, 'preview-cancel', changes),
    }
    const plain = planCancellation(facts, { on, refund: 'none' })
    if (isRejection(plain)) {
      return { on, cancellation: null, refusal: { code: plain.code, params: plain.params } }
    }
    const choices = refunds.flatMap((refund) => {
      const planned = planCancellation(facts, { on, refund })
      return isRejection(planned) ? [] : [{ refund, amountMinor: 0 - planned.refund.amount_minor }]
    })
    const laterMinor = plain.credits.reduce((sum, { amount_minor }) => sum - amount_minor, 0)
    const cancellation = { lastDay: addDays(on, -1), choices, laterMinor, currency: plain.refund.currency }
    return { on, cancellation, refusal: null }
  },
})
