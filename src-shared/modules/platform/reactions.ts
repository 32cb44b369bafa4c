import { reaction } from '../../kernel/reaction.ts'
import { leaseCapacityLost } from './facts.ts'
import { leaseById, unusedOf } from './queries.ts'

/** PL-R41: what a module took away of a lease is no longer promised; a lease with nothing left is revoked. */
export const capacityLost = reaction(leaseCapacityLost, [], async ({ db }, { leaseId, units }) => {
  const lease = await leaseById(db, leaseId)
  if (lease?.state !== 'active') return undefined
  const left = unusedOf(lease) - units
  await db
    .updateTable('capacity_leases')
    .set(left > 0 ? { size: lease.size - units } : { state: 'revoked' })
    .where('id', '=', leaseId)
    .execute()
  return undefined
})
