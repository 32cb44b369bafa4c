import type { Day } from '../../kernel/calendar.ts'
import { type Reversal, reversed } from './ending-rules.ts'
import type { WholeCharge, WholeFreeze, WholeMembership } from './whole-membership.ts'

/**
 * MB-R44, section 3: what becomes of the fee of a freeze that was none. Void where it is due, countered where it is due
 * on an invoice; what was paid stays. Nothing where the freeze was cancelled before.
 */
export function feeBack(
  { charges, freezes }: Pick<WholeMembership, 'charges' | 'freezes'>,
  { id, fee_charge_id }: Pick<WholeFreeze, 'id' | 'fee_charge_id'>,
  today: Day,
): Reversal {
  const isNew = freezes.some((freeze) => freeze.id === id && freeze.state !== 'cancelled')
  const fee = charges.filter((charge) => isNew && charge.id === fee_charge_id && charge.state === 'due')
  return reversed(fee, 'adjustment', today)
}

/** How the fee of a freeze is asked for: once more, by taking back what countered it, anew, or it is paid already. */
export type FeeAgain = { due: string } | { uncountered: string } | 'anew' | 'kept'

/** What counters a fee: an adjustment of the same period and sum. */
const counters = (fee: WholeCharge, { kind, period_id, amount_minor, state }: WholeCharge): boolean =>
  kind === 'adjustment' && period_id === fee.period_id && amount_minor === -fee.amount_minor && state !== 'void'

/** MB-R47: how the fee of a freeze that is brought back is asked for, by the charge it had. */
export function feeAgain(charges: readonly WholeCharge[], chargeId: string): FeeAgain {
  const fee = charges.find(({ id }) => id === chargeId)
  if (!fee) return 'anew'
  if (fee.state === 'void') return { due: fee.id }
  const counter = charges.filter((charge) => counters(fee, charge))
  const open = counter.find(({ state, invoice_id }) => state === 'due' && invoice_id === null)
  if (open) return { uncountered: open.id }
  return counter.length > 0 ? 'anew' : 'kept'
}
