import type { Db } from '../../kernel/database.ts'
import type { Holding } from './lease-rules.ts'

const leaseColumns = [
  'id',
  'kind',
  'resource_key as resourceKey',
  'desk_id as deskId',
  'size',
  'used',
  'state',
  'expires_at as expiresAt',
  'hold_until as holdUntil',
] as const

const leases = (db: Db) => db.selectFrom('capacity_leases').select(leaseColumns).where('deleted_at', 'is', null)

export type Lease = Awaited<ReturnType<typeof activeLeases>>[number]

/** Units of a lease that nobody has used. */
export const unusedOf = ({ size, used }: Pick<Lease, 'size' | 'used'>): number => size - used

/** The leases of a kind that a desk has now. */
export const activeLeases = (db: Db, { kind, deskId }: { kind: string; deskId: string }) =>
  leases(db).where('state', '=', 'active').where('kind', '=', kind).where('desk_id', '=', deskId).execute()

/** One lease, in any state; undefined where there is none. */
export const leaseById = (db: Db, leaseId: string): Promise<Lease | undefined> =>
  leases(db).where('id', '=', leaseId).executeTakeFirst()

/** Active leases whose last moment of arrival is past, the oldest first. */
export const overdueLeases = (db: Db, at: string): Promise<Lease[]> =>
  leases(db)
    .where('state', '=', 'active')
    .where('hold_until', '<', at)
    .orderBy('hold_until')
    .orderBy('id')
    .limit(500)
    .execute()

/** Which desks have how much of a resource, for whoever is told that nothing is left. */
export async function holdersOf(
  db: Db,
  { kind, resourceKey }: { kind: string; resourceKey: string },
): Promise<Holding[]> {
  const rows = await db
    .selectFrom('capacity_leases as c')
    .leftJoin('desks as d', 'd.id', 'c.desk_id')
    .select(['d.name as desk', 'c.size', 'c.used', 'c.hold_until as until'])
    .where('c.kind', '=', kind)
    .where('c.resource_key', '=', resourceKey)
    .where('c.state', '=', 'active')
    .where('c.deleted_at', 'is', null)
    .orderBy('c.hold_until')
    .orderBy('c.id')
    .execute()
  return rows.map(({ desk, size, used, until }) => ({ desk: desk ?? '', size: size - used, until }))
}
