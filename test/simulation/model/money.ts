import type { Act, Told } from './act.ts'
import { dayAt } from './days.ts'
import { refuse } from './refusal.ts'
import { fields, list, oneOf, type Read, such, text, uuid, whole } from './shapes.ts'
import type { Charge, Draft } from './state.ts'

export const settlement = such(
  fields({
    settlementId: uuid,
    chargeIds: list(uuid, 1, 50),
    method: oneOf('cash', 'external_terminal', 'bank_transfer', 'other'),
    amountMinor: whole(Number.MIN_SAFE_INTEGER),
  }),
  ({ chargeIds }) => new Set(chargeIds).size === chargeIds.length,
)
export const unsettled = fields({ settlementId: uuid })
export const waived = fields({ chargeId: uuid, reason: text(1, 500) })

const sumOf = (charges: readonly Charge[]): number => charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** What is due is void from now on. */
export function makeVoid({ draft, commandId }: Act, charges: readonly Charge[]): void {
  for (const charge of charges) {
    if (charge.state === 'due') draft.charges.put({ ...charge, state: 'void', voidBy: commandId })
  }
}

/** MB-R55: of one member, in one currency, all due, and just their sum. */
export function settle({ draft, at }: Act, input: Read<typeof settlement>): Told {
  const { settlementId: id, chargeIds, method, amountMinor } = input
  const charges = chargeIds.flatMap((chargeId) => draft.charges.get(chargeId) ?? [])
  const members = charges.map(({ membershipId }) => draft.memberships.get(membershipId)?.memberId)
  const currencies = charges.map(({ currency }) => currency)
  if (new Set(members).size > 1 || new Set(currencies).size > 1) refuse('validation_failed')
  if (charges.length < chargeIds.length) refuse('membership_charge_not_found')
  if (charges.some(({ state }) => state !== 'due')) refuse('membership_charge_already_settled')
  if (sumOf(charges) !== amountMinor) refuse('membership_charge_amount_mismatch')
  if (chargesSettledBy(draft, id).length > 0) refuse('row_id_taken')
  for (const charge of charges) draft.charges.put({ ...charge, state: 'settled', settled: { id, method, at } })
  return { settlementId: id, amountMinor }
}

const chargesSettledBy = ({ charges }: Draft, settlementId: string): Charge[] =>
  charges
    .where(({ settled }) => settled?.id === settlementId)
    .sort((a, b) => (a.dueOn + a.id < b.dueOn + b.id ? -1 : 1))

/** Money goes back only on the day on which it came. */
export function unsettle({ draft, today }: Act, { settlementId }: Read<typeof unsettled>): Told {
  const charges = chargesSettledBy(draft, settlementId)
  const first = charges[0]?.settled ?? refuse('membership_charge_not_found')
  if (dayAt(first.at, draft.house?.timeZone ?? 'UTC') !== today) refuse('membership_charge_unsettle_too_late')
  for (const charge of charges) draft.charges.put({ ...charge, state: 'due', settled: null })
  const chargeIds = charges.map(({ id }) => id)
  return { before: { settlementId, chargeIds, method: first.method, amountMinor: sumOf(charges) } }
}

/** What is due is let go; twice is once. */
export function waive({ draft }: Act, { chargeId }: Read<typeof waived>): Told {
  const charge = draft.charges.get(chargeId) ?? refuse('membership_charge_not_found')
  if (charge.state === 'waived') return {}
  if (charge.state !== 'due') refuse('membership_charge_already_settled')
  draft.charges.put({ ...charge, state: 'waived' })
  return {}
}
