import { z } from 'zod'
import { dayOf } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { updateRows } from '../../kernel/update-rows.ts'
import { type Charge, chargesById, chargesOfSettlement } from './charge-reads.ts'
import { chargeNotFound, settleRefusal, unsettleRefusal, waiveRefusal } from './charge-rules.ts'
import { goneWith } from './unsettle-rules.ts'
import { wayOut } from './way-out.ts'
import { readWholes } from './whole-membership.ts'

const mostAtOnce = 50

const settlement = z
  .object({
    settlementId: id,
    chargeIds: z.array(id).min(1).max(mostAtOnce),
    method: z.enum(['cash', 'external_terminal', 'bank_transfer', 'other']),
    /** Their sum; negative is paid back. */
    amountMinor: z.int(),
  })
  .strict()
  .refine(({ chargeIds }) => new Set(chargeIds).size === chargeIds.length, {
    message: 'Each charge is named once',
    path: ['chargeIds'],
  })

/**
 * MB-R55: money was taken, or given back, for charges of one member, in one currency and whole. Refused: a charge that
 * is unknown, not due any more or on an invoice, and a sum that is not theirs.
 */
export const settleCharges = command('memberships.settle-charges', {
  input: settlement,
  permission: 'membership_charge_settle',
  offline: true,
  undo: ({ settlementId }) => ({ command: 'memberships.unsettle-charges', input: { settlementId } }),
  redo: (input, fresh) => ({
    command: 'memberships.settle-charges',
    input: asJson({ ...input, settlementId: fresh() }),
  }),
  async run({ db, at, actor, desk }, input) {
    const { settlementId, chargeIds, method, amountMinor } = input
    const refused = settleRefusal(await chargesById(db, chargeIds), input, (label, changes) =>
      wayOut(label, 'settle-charges', { ...input, ...changes }),
    )
    if (refused) reject(refused)
    // Two settlements of one name could not be told apart on receipts, nor taken back one by one.
    if ((await chargesOfSettlement(db, settlementId)).length > 0) reject('row_id_taken')
    await db
      .updateTable('membership_charges')
      .set({
        ...{ state: 'settled', settlement_id: settlementId, method },
        ...{ settled_at: at, settled_by: actor.userId, settled_desk_id: desk },
      })
      .where('id', 'in', chargeIds)
      .execute()
    return { settlementId, amountMinor }
  },
})

/** Makes void what is asked for no longer now that its money is back. Tells whether there is any. */
async function voidGone({ db, commandId: own }: CommandContext, charges: readonly Charge[]): Promise<boolean> {
  const memberships = await readWholes(db, [...new Set(charges.map(({ membership_id }) => membership_id))])
  const chargeIds = charges.map(({ id }) => id)
  const gone = memberships.flatMap((membership) => goneWith(membership, chargeIds))
  const rows = gone.flatMap((each) =>
    each.chargeIds.map((id) => ({ id, state: 'void' as const, void_command_id: each.commandId ?? own })),
  )
  await updateRows(db, 'membership_charges', rows)
  return gone.length > 0
}

/**
 * Takes a settlement back as if no money had been taken, on the day it was. What it had paid for and was ended since
 * is void, as it would have been then, and cannot be paid again by an undo. Refused: an unknown settlement, one of
 * another day.
 */
export const unsettleCharges = command('memberships.unsettle-charges', {
  input: z.object({ settlementId: id }).strict(),
  permission: 'membership_charge_settle',
  offline: true,
  quiet: ['before'],
  undo: (_, { before }: { before: z.infer<typeof settlement> | null }) =>
    before === null ? null : { command: 'memberships.settle-charges', input: asJson(before) },
  async run(context, { settlementId }) {
    const { db, tenant, today } = context
    const charges = await chargesOfSettlement(db, settlementId)
    const [first] = charges
    const settledOn = first?.settled_at ? dayOf(first.settled_at, tenant.timeZone) : today
    const refused = unsettleRefusal(charges, settledOn, today)
    if (refused) reject(refused)
    await db
      .updateTable('membership_charges')
      .set({
        ...{ state: 'due', settlement_id: null, method: null },
        ...{ settled_at: null, settled_by: null, settled_desk_id: null },
      })
      .where('settlement_id', '=', settlementId)
      .execute()
    if (await voidGone(context, charges)) return { before: null }
    const chargeIds = charges.map((charge) => charge.id)
    const amountMinor = charges.reduce((sum, charge) => sum + charge.amount_minor, 0)
    return { before: { settlementId, chargeIds, method: first?.method ?? 'other', amountMinor } }
  },
})

/** Lets a charge go; it stays in the books as waived, with the reason. Done twice is done once. Refused: an unknown charge, one on an invoice, one not due any more. */
export const waiveCharge = command('memberships.waive-charge', {
  input: z.object({ chargeId: id, reason: z.string().trim().min(1).max(500) }).strict(),
  permission: 'membership_charge_waive',
  offline: true,
  async run({ db }, { chargeId, reason }) {
    const [charge] = await chargesById(db, [chargeId])
    if (!charge) return reject(chargeNotFound())
    const refused = waiveRefusal(charge)
    if (refused) reject(refused)
    if (charge.state === 'waived') return {}
    await db
      .updateTable('membership_charges')
      .set({ state: 'waived', note: reason })
      .where('id', '=', chargeId)
      .execute()
    return {}
  },
})
