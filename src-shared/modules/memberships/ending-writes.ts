import type { CommandContext } from '../../kernel/command.ts'
import { insertRows } from '../../kernel/insert-rows.ts'
import { updateRows } from '../../kernel/update-rows.ts'
import type { NewCharge } from './ending-rules.ts'
import { membershipCharged } from './facts.ts'
import type { WholeMembership, WholePeriod } from './whole-membership.ts'

const kept = ({ id, ends_on, cut, frozen_days, voided_at, void_command_id, cut_command_id }: WholePeriod) => ({
  ...{ id, ends_on, cut, frozen_days, voided_at, void_command_id, cut_command_id },
})

/** Writes the periods that were ended, or given back, and are not as they were read. One statement, or none. */
export async function writeEnds(
  { db }: CommandContext,
  before: readonly WholePeriod[],
  now: readonly WholePeriod[],
): Promise<void> {
  const was = new Map(before.map((period) => [period.id, JSON.stringify(kept(period))]))
  const changed = now.map(kept).filter((period) => was.get(period.id) !== JSON.stringify(period))
  await updateRows(db, 'membership_periods', changed)
}

/**
 * Makes charges of a membership, each under the id that stands before it, and tells others of them; amounts of nothing
 * are left out.
 */
export async function writeCharges(
  { db, commandId, announce }: CommandContext,
  { id, member_id }: Pick<WholeMembership, 'id' | 'member_id'>,
  charges: readonly (NewCharge & { id: string })[],
): Promise<void> {
  const rows = charges
    .filter(({ amount_minor }) => amount_minor !== 0)
    .map((charge) => ({ ...charge, membership_id: id, member_id, made_command_id: commandId }))
  await insertRows(db, 'membership_charges', rows)
  for (const { id: chargeId } of rows) await announce(membershipCharged, { chargeId })
}

/** Charges that a command makes beyond those it was given ids for. */
export const withRowIds = (
  { rowId }: Pick<CommandContext, 'rowId'>,
  charges: readonly NewCharge[],
): (NewCharge & { id: string })[] => charges.map((charge, n) => ({ ...charge, id: rowId('membership_charges', n) }))

/** Makes charges void, by this command. */
export async function voidCharges({ db, commandId }: CommandContext, chargeIds: readonly string[]): Promise<void> {
  if (chargeIds.length === 0) return
  await db
    .updateTable('membership_charges')
    .set({ state: 'void', void_command_id: commandId })
    .where('id', 'in', chargeIds)
    .execute()
}
