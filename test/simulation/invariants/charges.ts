import type { Db } from '../../../src-shared/kernel/database.ts'

/** What of a charge may never change, as one text, and its state. */
export interface ReadCharge {
  unchanging: string
  kind: string
  state: string
  /** Whether money counts as taken for it. */
  isPaid: boolean
}

/** The charges of a tenant at one moment. */
export type ChargesRead = ReadonlyMap<string, ReadCharge>

export async function readCharges(db: Db): Promise<ChargesRead> {
  const rows = await db.selectFrom('membership_charges').selectAll().execute()
  return new Map(
    rows.map((row) => {
      // The member may be another record of the same person later (MB-R64).
      const { id, state, membership_id, period_id, kind, amount_minor, currency, created_at } = row
      const unchanging = [membership_id, period_id, kind, amount_minor, currency, created_at].join(' ')
      return [id, { unchanging, kind, state, isPaid: row.settlement_id !== null }]
    }),
  )
}

/**
 * Section 3 of memberships: what a charge may become; waived and void are final, but for the fee of a freeze that was
 * cancelled and is brought back under its id. What was settled is void only once its money went back.
 */
const becomes: Record<string, readonly string[]> = {
  due: ['due', 'settled', 'waived', 'void'],
  settled: ['settled', 'due', 'void'],
  waived: ['waived'],
  void: ['void'],
}

/**
 * Charges are append only: what was read once is still there, with the same amount. For two readings of one server;
 * a desk takes unconfirmed charges back, and a restore goes back in time.
 */
export function chargesKept(before: ChargesRead, after: ChargesRead): string[] {
  return [...before].flatMap(([id, was]) => {
    const is = after.get(id)
    if (!is) return [`charge ${id} is gone`]
    if (is.unchanging !== was.unchanging) return [`charge ${id} was ${was.unchanging} and is ${is.unchanging}`]
    if (is.isPaid !== (is.state === 'settled'))
      return [`charge ${id} is ${is.state} and ${is.isPaid ? '' : 'not '}paid`]
    const isFeeAgain = is.kind === 'freeze_fee' && was.state === 'void' && is.state === 'due'
    return isFeeAgain || becomes[was.state]?.includes(is.state)
      ? []
      : [`charge ${id} was ${was.state} and is ${is.state}`]
  })
}
