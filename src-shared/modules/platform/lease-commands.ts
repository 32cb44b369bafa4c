import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import type { LeaseKind } from '../../kernel/lease.ts'
import { reject } from '../../kernel/rejection.ts'
import { leaseEnded, leaseTaken } from './facts.ts'
import { leaseHours, leaseTimes, leaseUnavailable, mostLeases, noShorter } from './lease-rules.ts'
import { activeLeases, holdersOf, type Lease, leaseById, overdueLeases, unusedOf } from './queries.ts'

const hours = z.int().min(leaseHours.min).max(leaseHours.max)

/**
 * A desk takes capacity with it, to give away by itself (PL-R41, PL-R42). Less than asked may be granted. Refused: an
 * unknown kind, someone who may not, no desk, too many leases, nothing to grant. There is no undo: desks take leases by
 * themselves, and Ctrl+Z takes back what a person did.
 */
export const takeLease = command('leases.take', {
  input: z
    .object({
      id,
      kind: z.string().min(1).max(60),
      resourceKey: z.string().min(1).max(200),
      size: z.int().min(1).max(1_000_000_000),
      hours: hours.optional(),
      detail: z.json().optional(),
    })
    .strict(),
  permission: 'anyone',
  offline: false,
  async run(context, { id: leaseId, kind: name, resourceKey, size, hours: asked, detail }) {
    const { db, at } = context
    const kind = context.leaseKind(name) ?? reject('lease_kind_unknown', { kind: name }, { rule: 'PL-R41' })
    const deskId = takingDesk(context, kind)
    const mine = await activeLeases(db, { kind: name, deskId })
    if (mine.length >= mostLeases) reject('lease_limit', { most: mostLeases }, { rule: 'PL-R41' })
    const held = mine
      .filter((lease) => lease.resourceKey === resourceKey)
      .reduce((sum, each) => sum + unusedOf(each), 0)
    const grant = await kind.grant(context, { resourceKey, size, held, detail })
    const granted = Math.min(size, grant.grantable)
    if (granted < 1) {
      const heldBy = await holdersOf(db, { kind: name, resourceKey })
      reject(leaseUnavailable({ free: grant.free, grantable: grant.grantable, heldBy }))
    }
    const times = leaseTimes(at, { ...grant, hours: Math.min(asked ?? grant.hours, grant.hours) })
    await db
      .insertInto('capacity_leases')
      .values({
        ...{ id: leaseId, kind: name, resource_key: resourceKey, unit: kind.unit, desk_id: deskId, size: granted },
        ...{ detail: JSON.stringify(grant.detail), taken_at: at },
        ...{ expires_at: times.expiresAt, hold_until: times.holdUntil },
      })
      .execute()
    await context.announce(leaseTaken, {
      ...{ leaseId, kind: name, resourceKey, deskId, size: granted },
      detail: grant.detail,
    })
    return { leaseId, granted, ...times, ...grant.told }
  },
})

/** The desk of the command, whose author may take leases of this kind. */
function takingDesk({ desk, reachOf }: CommandContext, { permission }: LeaseKind): string {
  if (reachOf(permission) !== 'tenant') {
    reject('actor_not_permitted', { reason: 'permission', permission, scope: 'tenant' })
  }
  return desk ?? reject('lease_needs_desk', {}, { rule: 'PL-R41' })
}

/** The lease that someone may end or extend: their desk's own, or any for those who manage leases. */
async function ownLease(context: CommandContext, leaseId: string): Promise<Lease> {
  const lease = await leaseById(context.db, leaseId)
  const mayManage = context.reachOf('lease_manage') === 'tenant'
  if (!mayManage && (context.desk === null || lease?.deskId !== context.desk)) {
    reject('actor_not_permitted', { reason: 'permission', permission: 'lease_manage', scope: 'tenant' })
  }
  return lease ?? reject('lease_not_found', { leaseId })
}

/** Gives a lease back before its time: what was not used of it is everyone's again. Refused: one that has ended. */
export const returnLease = command('leases.return', {
  input: z.object({ leaseId: id }).strict(),
  permission: 'anyone',
  offline: true,
  async run(context, { leaseId }) {
    const lease = await ownLease(context, leaseId)
    if (lease.state !== 'active') reject('lease_closed', { state: lease.state })
    await endLease(context, lease, 'returned')
    return { freed: unusedOf(lease) }
  },
})

/**
 * Lengthens a lease to so many hours from now, at most the kind's (PL-R44). It never becomes shorter: its desk may be cut
 * off and have told people until when (PL-R42). Refused: one that has ended.
 */
export const extendLease = command('leases.extend', {
  input: z.object({ leaseId: id, hours: hours.optional() }).strict(),
  permission: 'anyone',
  offline: false,
  async run(context, { leaseId, hours: asked }) {
    const lease = await ownLease(context, leaseId)
    if (lease.state !== 'active') reject('lease_closed', { state: lease.state })
    const { kind: name, resourceKey } = lease
    const kind = context.leaseKind(name) ?? reject('lease_kind_unknown', { kind: name }, { rule: 'PL-R41' })
    takingDesk(context, kind)
    const grant = await kind.grant(context, { resourceKey, size: 1, held: unusedOf(lease), detail: undefined })
    const asking = leaseTimes(context.at, { ...grant, hours: Math.min(asked ?? grant.hours, grant.hours) })
    const times = noShorter(lease, asking)
    await context.db
      .updateTable('capacity_leases')
      .set({ expires_at: times.expiresAt, hold_until: times.holdUntil })
      .where('id', '=', leaseId)
      .execute()
    return times
  },
})

/** Ends what nobody can report a use of any more (PL-R42). The server gives it each minute. */
export const expireLeases = command('leases.expire', {
  input: z.object({}).strict(),
  permission: 'system',
  offline: false,
  async run(context) {
    const overdue = await overdueLeases(context.db, context.at)
    for (const lease of overdue) await endLease(context, lease, 'expired')
    return { leaseIds: overdue.map((lease) => lease.id) }
  },
})

/** PL-R41: the lease is over, and the module whose capacity it was is told. */
async function endLease(
  { db, announce }: CommandContext,
  lease: Lease,
  state: 'returned' | 'expired' | 'revoked',
): Promise<void> {
  await db.updateTable('capacity_leases').set({ state }).where('id', '=', lease.id).execute()
  const { id: leaseId, kind, resourceKey, deskId } = lease
  await announce(leaseEnded, { leaseId, kind, resourceKey, deskId, unused: unusedOf(lease), reason: state })
}
