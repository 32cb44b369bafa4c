import type { Selectable } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import { type Alternative, type Rejection, rejection, type Winner } from '../../kernel/rejection.ts'
import type { MembershipCharges } from '../../schema/row-types.ts'
import { chargeSteps } from './transitions.ts'

/** What of a charge decides whether money can be taken for it, with who took it where somebody did. */
export type ChargeFacts = Pick<
  Selectable<MembershipCharges>,
  'id' | 'member_id' | 'amount_minor' | 'currency' | 'state' | 'invoice_id' | 'settlement_id'
> & { winner: Winner | null }

/** Which charges, and the sum that was taken for them. Negative is paid back. */
export type Settlement = { chargeIds: string[]; amountMinor: number }

/** Receipts name a settlement by the end of its id, which never changes. */
export const settlementNumber = (settlementId: string): string => settlementId.slice(-8).toUpperCase()

const sumOf = (charges: readonly ChargeFacts[]): number => charges.reduce((sum, charge) => sum + charge.amount_minor, 0)

const isOpen = ({ state, invoice_id }: ChargeFacts): boolean =>
  invoice_id === null && chargeSteps[state].settle !== 'no'

export const chargeNotFound = (alternatives: Alternative[] = []): Rejection =>
  rejection('membership_charge_not_found', {}, { rule: 'MB-R55', alternatives })

/** Section 3: a charge with an invoice follows the invoice. */
function invoicedRefusal({ invoice_id }: ChargeFacts, alternatives: Alternative[] = []): Rejection | null {
  if (invoice_id === null) return null
  return rejection('membership_charge_invoiced', { invoiceId: invoice_id }, { rule: 'MB-R55', alternatives })
}

/** That a charge is not due any more, with who settled it, or that nobody did: it was waived or is void. */
const notDue = ({ state, settlement_id, winner }: ChargeFacts, alternatives: Alternative[] = []): Rejection =>
  rejection(
    'membership_charge_already_settled',
    { state, by: winner?.userName ?? null, at: winner?.at ?? null, settlementId: settlement_id },
    { rule: 'MB-R55', alternatives, ...(winner ? { winner } : {}) },
  )

/** One settlement is one person's money in one currency. */
function mixedRefusal(charges: readonly ChargeFacts[]): Rejection | null {
  const distinct = (of: 'member_id' | 'currency') => new Set(charges.map((charge) => charge[of])).size
  if (distinct('member_id') <= 1 && distinct('currency') <= 1) return null
  const message = 'All charges are of one member and in one currency'
  return rejection('validation_failed', { issues: [{ path: 'chargeIds', code: 'mixed', message }] }, { rule: 'MB-R55' })
}

/**
 * MB-R55: why these charges are not settled for this sum, or null where they are. `charges` are those of the listed
 * that are known; `retry` is the same settlement of other charges or another sum. Ways out: the charges that are
 * still due, and the right sum.
 */
export function settleRefusal(
  charges: readonly ChargeFacts[],
  { chargeIds, amountMinor }: Settlement,
  retry: (label: string, changes: Settlement) => Alternative,
): Rejection | null {
  const mixed = mixedRefusal(charges)
  if (mixed) return mixed
  const open = charges.filter(isOpen)
  const rest = { chargeIds: open.map(({ id }) => id), amountMinor: sumOf(open) }
  const alternatives = open.length > 0 ? [retry('settle_the_rest', rest)] : []
  if (charges.length < chargeIds.length) return chargeNotFound(alternatives)
  const shut = charges.find((charge) => !isOpen(charge))
  if (shut) return invoicedRefusal(shut, alternatives) ?? notDue(shut, alternatives)
  const expected = rest.amountMinor
  if (amountMinor === expected) return null
  return rejection(
    'membership_charge_amount_mismatch',
    { expected, given: amountMinor, currency: charges[0]?.currency ?? null },
    { rule: 'MB-R55', alternatives: [retry('settle_this_sum', { chargeIds, amountMinor: expected })] },
  )
}

/** Section 3: money goes back only on the day on which it came; an invoice's charges follow the invoice. */
export function unsettleRefusal(charges: readonly ChargeFacts[], settledOn: Day, today: Day): Rejection | null {
  const [first] = charges
  if (!first) return chargeNotFound()
  const invoiced = charges.map((charge) => invoicedRefusal(charge)).find((refusal) => refusal !== null)
  if (invoiced) return invoiced
  if (settledOn === today) return null
  return rejection('membership_charge_unsettle_too_late', { settledOn }, { rule: 'MB-R55' })
}

/** Section 3: only what is due, and on no invoice, is waived. */
export function waiveRefusal(charge: ChargeFacts): Rejection | null {
  return invoicedRefusal(charge) ?? (chargeSteps[charge.state].waive === 'no' ? notDue(charge) : null)
}
