import type { WholeCharge, WholeMembership } from './whole-membership.ts'

/** A charge that nobody asks for once its money went back, with the credits that went with it. */
export interface Gone {
  chargeIds: string[]
  /** Which command had ended what was charged; null is the one that takes the money back. */
  commandId: string | null
}

/** A credit that can still be made void: nobody was paid it, and no invoice names it. */
const isOpen = ({ state, invoice_id }: WholeCharge): boolean => state === 'due' && invoice_id === null

/** What gave back just this charge: made with what made its period void, of the same sum. */
const creditsFor = (charge: WholeCharge, commandId: string | null, charges: readonly WholeCharge[]): WholeCharge[] =>
  charges.filter(
    ({ made_command_id, period_id, amount_minor, state }) =>
      commandId !== null &&
      made_command_id === commandId &&
      period_id === charge.period_id &&
      amount_minor === -charge.amount_minor &&
      state !== 'void',
  )

/**
 * MB-R44, MB-R54: which command ended what a charge is for; undefined where nothing did. What that command made itself
 * is what it gives back, and stays.
 */
function endedBy(charge: WholeCharge, { periods, freezes }: WholeMembership): string | null | undefined {
  const period = periods.find(({ id }) => id === charge.period_id)
  if (period && period.voided_at !== null) {
    return charge.made_command_id === period.void_command_id ? undefined : period.void_command_id
  }
  const freeze = freezes.find(({ fee_charge_id }) => fee_charge_id === charge.id)
  return freeze?.state === 'cancelled' ? null : undefined
}

/**
 * MB-R44, MB-R54: charges whose money goes back, of what did not come: a period or a freeze that ended while they were
 * paid. Had they been due then, they would be void and nothing given back for them; so they are now, with their
 * credit. One whose credit was paid out, or is on an invoice, stays due: that money was given for nothing.
 */
export function goneWith(membership: WholeMembership, chargeIds: readonly string[]): Gone[] {
  const gone: Gone[] = []
  let left = membership.charges
  for (const charge of membership.charges.filter(({ id }) => chargeIds.includes(id))) {
    const commandId = endedBy(charge, membership)
    if (commandId === undefined) continue
    const credits = creditsFor(charge, commandId, left)
    const credit = credits.find(isOpen)
    if (credits.length > 0 && !credit) continue
    gone.push({ chargeIds: [charge.id, ...(credit ? [credit.id] : [])], commandId })
    left = left.filter((each) => each !== credit)
  }
  return gone
}
