import { z } from 'zod'
import { type CommandContext, type Compensation, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson, type Json } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { membershipActivated, membershipCharged, membershipEnded } from './facts.ts'
import { hasName, newMember, newSale } from './inputs.ts'
import { insertMember } from './member-commands.ts'
import type { MembershipStatus } from './rules.ts'
import { saleRows, soldMembership } from './sale-reads.ts'
import { isRejection, planSale, revokeRefusal, type Sale, type SaleRequest } from './sale-rules.ts'
import { membershipSteps, stateAfter } from './transitions.ts'
import { wayOut } from './way-out.ts'

type SaleInput = SaleRequest & { membershipId: string; periodId: string; chargeId: string; memberId: string }

/** MB-R20 to MB-R23: decides a sale. `name` is the command to give again where there is a way out. */
async function decide(context: CommandContext, name: string, input: SaleInput): Promise<Sale> {
  const { db, at, today, basisVersion, reachOf } = context
  const rows = await saleRows(db, input)
  const planned = planSale(
    {
      ...rows,
      at,
      today,
      basisVersion,
      buyer: rows.buyer ?? reject('member_not_found', {}, { rule: 'MB-R60' }),
      mayBackdate: reachOf('membership_backdate') === 'tenant',
      mayOverridePrice: reachOf('membership_price_override') === 'tenant',
      retry: (label, changes, params) => wayOut(label, name, { ...input, ...changes }, params),
    },
    input,
  )
  return isRejection(planned) ? reject(planned) : planned
}

/** Writes a sale: the membership, its first period, and the charge where there is a price (MB-R25). One statement. */
async function write({ db, actor, commandId }: CommandContext, input: SaleInput, sale: Sale): Promise<void> {
  const { membershipId, periodId, chargeId, memberId, planId } = input
  const { status, version, days, priceMinor, autoRenew, overrideRenews } = sale
  const { starts_on, ends_on } = days
  const sold = db
    .with('membership', (cte) =>
      cte.insertInto('memberships').values({
        id: membershipId,
        member_id: memberId,
        plan_id: planId,
        plan_version_id: version.id,
        status,
        starts_on,
        ends_on,
        auto_renew: autoRenew,
      }),
    )
    .with('period', (cte) =>
      cte.insertInto('membership_periods').values({
        id: periodId,
        membership_id: membershipId,
        member_id: memberId,
        plan_version_id: version.id,
        seq: 1,
        ...days,
        price_minor: priceMinor,
        currency: version.currency,
        override_renews: overrideRenews,
        sold_by: actor.userId,
      }),
    )
  if (priceMinor === 0) {
    await sold.selectNoFrom(({ lit }) => lit(1).as('sold')).execute()
    return
  }
  await sold
    .insertInto('membership_charges')
    .values({
      id: chargeId,
      member_id: memberId,
      membership_id: membershipId,
      period_id: periodId,
      kind: 'purchase',
      amount_minor: priceMinor,
      currency: version.currency,
      due_on: starts_on,
      made_command_id: commandId,
    })
    .execute()
}

const slotsAnswer = z.object({ owed: z.int().min(0) })

/** The status after plant-slots answered: owing flips the row in our own reaction, by the same table. */
function statusAfter(status: MembershipStatus, plantSlots: Json | undefined): MembershipStatus {
  const answer = slotsAnswer.safeParse(plantSlots)
  const event = answer.success && answer.data.owed > 0 ? 'owes' : 'owesNothing'
  return stateAfter(status, membershipSteps[status][event]) ?? status
}

/** MB-R24: sells, and where it starts at once lets other modules give what the plan grants. */
async function sell(context: CommandContext, name: string, input: SaleInput) {
  const sale = await decide(context, name, input)
  await write(context, input, sale)
  const { version, days, priceMinor } = sale
  if (priceMinor > 0) await context.announce(membershipCharged, { chargeId: input.chargeId })
  const told = { endsOn: days.ends_on, priceMinor, currency: version.currency }
  if (sale.status === 'scheduled') return { ...told, status: sale.status }
  const { plantSlots } = await context.announce(membershipActivated, {
    membershipId: input.membershipId,
    memberId: input.memberId,
    slots: version.slot_allocation,
    locationId: version.slot_location_id,
  })
  return { ...told, status: statusAfter(sale.status, plantSlots), ...(plantSlots === undefined ? {} : { plantSlots }) }
}

/** The same sale to a person who is a member already. */
function soldAgain(input: SaleInput & { memberId: string }, fresh: () => string): Compensation {
  const { memberId } = input
  const sale = z.object(newSale).parse(input)
  const ids = { membershipId: fresh(), periodId: fresh(), chargeId: fresh() }
  return { command: 'memberships.purchase', input: asJson({ ...sale, ...ids, memberId }) }
}

/** Sells a membership to a member. Refused: MB-R10, R20 to R23, an unknown member. */
export const purchase = command('memberships.purchase', {
  input: z.object({ ...newSale, memberId: id }).strict(),
  permission: 'membership_create',
  offline: true,
  undo: ({ membershipId }) => ({ command: 'memberships.revoke-purchase', input: { membershipId } }),
  redo: (input, fresh) => soldAgain(input, fresh),
  run: (context, input) => sell(context, 'purchase', input),
})

/** Registers a person and sells to them; nothing is kept if either fails. Refused: as both. */
export const enrol = command('memberships.enrol', {
  input: z
    .object({ ...newMember, ...newSale })
    .strict()
    .refine(hasName, { message: 'A member has a name', path: ['givenName'] }),
  permission: 'member_create',
  offline: true,
  undo: ({ membershipId }) => ({ command: 'memberships.revoke-purchase', input: { membershipId } }),
  // The person stays when the sale is taken back.
  redo: (input, fresh) => soldAgain(input, fresh),
  async run(context, input) {
    if (context.reachOf('membership_create') !== 'tenant') {
      reject('actor_not_permitted', { reason: 'permission', permission: 'membership_create', scope: 'tenant' })
    }
    await insertMember(context, input)
    return { memberId: input.memberId, ...(await sell(context, 'enrol', input)) }
  },
})

/**
 * Takes a sale back as if it had not been: its periods and due charges are void, and what it gave is released.
 * Done twice is done once. Refused: more than 24 hours after, or once money was taken for it.
 */
export const revokePurchase = command('memberships.revoke-purchase', {
  input: z.object({ membershipId: id }).strict(),
  permission: 'membership_create',
  offline: true,
  async run({ db, at, actor, commandId, announce }, { membershipId }) {
    const sold = await soldMembership(db, membershipId)
    const status = stateAfter(sold.status, membershipSteps[sold.status].revoke)
    if (status === null || status === sold.status) return {}
    const refused = revokeRefusal(sold.created_at, at, sold.charges)
    if (refused) reject(refused)
    await db
      .with('periods', (cte) =>
        cte
          .updateTable('membership_periods')
          .set({ voided_at: at, void_command_id: commandId })
          .where('membership_id', '=', membershipId),
      )
      .with('charges', (cte) =>
        cte
          .updateTable('membership_charges')
          .set({ state: 'void', void_command_id: commandId })
          .where('membership_id', '=', membershipId)
          .where('state', '=', 'due'),
      )
      .updateTable('memberships')
      // No day is covered, whatever day is asked about.
      .set({
        ...{ status, auto_renew: false, slots_owed: 0 },
        ...{ cancelled_on: sold.starts_on, cancel_reason: 'revoked', cancelled_at: at },
        ...{ cancelled_by: actor.userId, cancel_command_id: commandId },
      })
      .where('id', '=', membershipId)
      .execute()
    await announce(membershipEnded, { membershipId, reason: 'revoked' })
    return {}
  },
})
