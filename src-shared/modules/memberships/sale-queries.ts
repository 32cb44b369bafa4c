import { sql } from 'kysely'
import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import type { Db } from '../../kernel/database.ts'
import { id, someIds } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { reject } from '../../kernel/rejection.ts'
import { locationsWithFree } from '../plant-slots/queries.ts'
import { settlementNumber } from './charge-rules.ts'
import { paging } from './inputs.ts'
import { ownMemberId, refuseOthersRecord } from './member-reads.ts'
import { endOf } from './period-rules.ts'
import { planNotAccessible } from './plan-rules.ts'
import { saleRows } from './sale-reads.ts'
import { type Buyer, isRejection, planSale } from './sale-rules.ts'
import { wayOut } from './way-out.ts'

/** MB-R55: what is due by currency, of one member or of all. A negative sum is owed to the member. */
export async function balances(
  db: Db,
  memberId?: string,
  among?: readonly string[],
): Promise<{ currency: string; dueMinor: number }[]> {
  const rows = await db
    .selectFrom('membership_charges')
    .select(['currency', sql<number>`sum(amount_minor)::bigint`.as('dueMinor')])
    .where('state', '=', 'due')
    .where('deleted_at', 'is', null)
    .$if(memberId !== undefined, (charges) => charges.where('member_id', '=', memberId ?? ''))
    .$if(among !== undefined, (charges) => charges.where('id', 'in', among ?? []))
    .groupBy('currency')
    .orderBy(sql`currency collate "C"`)
    .execute()
  return rows
}

/** Charges in the order in which they fall due, with what is due by currency. To members: their own. */
export const charges = query('memberships.charges', {
  input: z
    .object({
      memberId: id.optional(),
      state: z.enum(['due', 'settled', 'waived', 'void']).optional(),
      dueBefore: day.optional(),
      /** Only these rows, such as those that nobody confirmed yet; the balances are theirs too. */
      among: someIds.optional(),
      ...paging,
    })
    .strict(),
  permission: 'membership_charge_view',
  own: true,
  async run(context, input) {
    const { db, actor, reach } = context
    const { state, dueBefore, among, page = 1, limit = 50 } = input
    const memberId = input.memberId ?? (reach === 'own' ? ((await ownMemberId(db, actor.userId)) ?? '') : undefined)
    if (memberId !== undefined) await refuseOthersRecord(context, memberId, 'membership_charge_view')
    let matching = db.selectFrom('membership_charges as c').where('c.deleted_at', 'is', null)
    if (memberId !== undefined) matching = matching.where('c.member_id', '=', memberId)
    if (state) matching = matching.where('c.state', '=', state)
    if (dueBefore) matching = matching.where('c.due_on', '<', dueBefore)
    if (among) matching = matching.where('c.id', 'in', among)
    const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await matching
      .select(['c.id', 'c.member_id as memberId', 'c.membership_id as membershipId', 'c.kind'])
      .select([
        'c.amount_minor as amountMinor',
        'c.currency',
        'c.due_on as dueOn',
        'c.state',
        'c.settled_at as settledAt',
        'c.settlement_id as settlementId',
        'c.method',
        'c.invoice_id as invoiceId',
      ])
      .orderBy('c.due_on')
      .orderBy('c.id')
      .limit(limit)
      .offset((page - 1) * limit)
      .execute()
    const shown = rows.map((row) => ({
      ...row,
      /** What the receipt calls the settlement. */
      settlementNumber: row.settlementId === null ? null : settlementNumber(row.settlementId),
    }))
    return { page, limit, total, rows: shown, balances: await balances(db, memberId, among) }
  },
})

/** Whoever is enrolled with the sale, before they are. */
const newcomer: Buyer = { status: 'ACTIVE', merged_into_id: null, kyc_status: 'not_required' }
const nobody = '00000000-0000-0000-0000-000000000000'
/** A preview is of the present terms: no promise made to a desk that was away applies (MB-R22). */
const allSeen = Number.MAX_SAFE_INTEGER
/** Free slots are counted up to this many in each location. */
const manySlots = 1000

/**
 * What a sale on some terms would be, by the very rule of the command; `refusal` says why it would not. Refused:
 * terms out of reach (MB-R10), an unknown member (MB-R60).
 */
export const previewSale = query('memberships.preview-sale', {
  input: z.object({ planVersionId: id, startsOn: day.optional(), memberId: id.optional() }).strict(),
  permission: 'membership_view',
  async run(context, { planVersionId, memberId, ...asked }) {
    const { db, at, today, reachOf } = context
    const startsOn = asked.startsOn ?? today
    const planId = await planOfVersion(db, planVersionId)
    const {
      buyer: known,
      version,
      ...rows
    } = await saleRows(db, { memberId: memberId ?? nobody, planId, planVersionId })
    if (!version) return reject(planNotAccessible(planId))
    const buyer = memberId === undefined ? newcomer : (known ?? reject('member_not_found', {}, { rule: 'MB-R60' }))
    const planned = planSale(
      {
        ...rows,
        version,
        buyer,
        at,
        today,
        basisVersion: allSeen,
        mayBackdate: reachOf('membership_backdate') === 'tenant',
        mayOverridePrice: reachOf('membership_price_override') === 'tenant',
        retry: (label, changes, params) => wayOut(label, 'preview-sale', changes, params),
      },
      { planId, planVersionId, startsOn },
    )
    const free = (await locationsWithFree(context, manySlots)).reduce((sum, location) => sum + location.free, 0)
    return {
      startsOn,
      endsOn: endOf(startsOn, version),
      priceMinor: version.price_minor,
      currency: version.currency,
      slots: { granted: version.slot_allocation, free },
      refusal: isRejection(planned) ? { code: planned.code, params: planned.params } : null,
    }
  },
})

async function planOfVersion(db: Db, planVersionId: string): Promise<string> {
  const named = await db
    .selectFrom('membership_plan_versions')
    .select('plan_id')
    .where('id', '=', planVersionId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return named?.plan_id ?? reject(planNotAccessible(planVersionId))
}
