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

/** What gave a charge back when its period was made void: of the same sum, by the same command. */
const creditsOf = ({ charges }: Draft, { periodId, amountMinor }: Charge, by: string): Charge[] =>
  charges
    .where((each) => each.madeBy === by && each.periodId === periodId && each.amountMinor === -amountMinor)
    .filter(({ state }) => state !== 'void')

/** Which command ended what a charge is for; undefined where it did not end. */
function endedBy({ draft, commandId }: Act, charge: Charge): { credited: string | null; by: string } | undefined {
  const period = draft.periods.get(charge.periodId ?? '')
  if (period && period.voidBy !== null) {
    // What the command gave back itself stays.
    return charge.madeBy === period.voidBy ? undefined : { credited: period.voidBy, by: period.voidBy }
  }
  const freeze = draft.freezes.find(({ feeChargeId }) => feeChargeId === charge.id)
  return freeze?.state === 'cancelled' ? { credited: null, by: commandId } : undefined
}

/** Void with its credit where what it paid for ended; not if that credit was paid out. Tells whether it is. */
function voidIfEnded(act: Act, due: Charge): boolean {
  const { draft } = act
  const ended = endedBy(act, due)
  if (!ended) return false
  const credits = ended.credited === null ? [] : creditsOf(draft, due, ended.credited)
  const open = credits.find(({ state }) => state === 'due')
  if (credits.length > 0 && !open) return false
  for (const each of open ? [due, open] : [due]) draft.charges.put({ ...each, state: 'void', voidBy: ended.by })
  return true
}

/** Money goes back only on the day on which it came. */
export function unsettle(act: Act, { settlementId }: Read<typeof unsettled>): Told {
  const { draft, today } = act
  const charges = chargesSettledBy(draft, settlementId)
  const first = charges[0]?.settled ?? refuse('membership_charge_not_found')
  if (dayAt(first.at, draft.house?.timeZone ?? 'UTC') !== today) refuse('membership_charge_unsettle_too_late')
  const due = charges.map((charge): Charge => ({ ...charge, state: 'due', settled: null }))
  for (const charge of due) draft.charges.put(charge)
  if (due.map((charge) => voidIfEnded(act, charge)).includes(true)) return { before: null }
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
