import type { Db } from '../../kernel/database.ts'
import type { Winner } from '../../kernel/rejection.ts'
import type { ChargeFacts } from './charge-rules.ts'

/** Charges with who settled them and where. */
const settledCharges = (db: Db) =>
  db
    .selectFrom('membership_charges as c')
    .leftJoin('users as u', 'u.id', 'c.settled_by')
    .leftJoin('desks as d', 'd.id', 'c.settled_desk_id')
    .select(['c.id', 'c.member_id', 'c.amount_minor', 'c.currency', 'c.state', 'c.invoice_id', 'c.settlement_id'])
    .select([
      'c.membership_id',
      'c.method',
      'c.settled_at',
      'u.display_name as settled_by_name',
      'd.name as settled_desk_name',
    ])
    .where('c.deleted_at', 'is', null)
    .orderBy('c.due_on')
    .orderBy('c.id')

type Row = Awaited<ReturnType<ReturnType<typeof settledCharges>['execute']>>[number]
export type Charge = ChargeFacts & Pick<Row, 'membership_id' | 'method' | 'settled_at'>

function withWinner({ settled_by_name, settled_desk_name, ...charge }: Row): Charge {
  const { settled_at } = charge
  const winner: Winner | null =
    settled_at === null ? null : { userName: settled_by_name, deskName: settled_desk_name, at: settled_at }
  return { ...charge, winner }
}

/** Charges by id, in the order in which they fall due; unknown ones are absent. */
export async function chargesById(db: Db, chargeIds: readonly string[]): Promise<Charge[]> {
  const rows = await settledCharges(db).where('c.id', 'in', chargeIds).execute()
  return rows.map(withWinner)
}

/** The charges of one settlement. */
export async function chargesOfSettlement(db: Db, settlementId: string): Promise<Charge[]> {
  const rows = await settledCharges(db).where('c.settlement_id', '=', settlementId).execute()
  return rows.map(withWinner)
}
