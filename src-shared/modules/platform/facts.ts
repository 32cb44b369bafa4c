import { z } from 'zod'
import { fact } from '../../kernel/fact.ts'
import { id } from '../../kernel/id.ts'

const lease = { leaseId: id, kind: z.string(), resourceKey: z.string(), deskId: id }

/** A desk may give away so much of a resource by itself from now on (PL-R41). */
export const leaseTaken = fact('lease.taken', z.object({ ...lease, size: z.int().min(1), detail: z.json() }))

/** It may no longer; what it had not used is everyone's again. */
export const leaseEnded = fact(
  'lease.ended',
  z.object({ ...lease, unused: z.int().min(0), reason: z.enum(['returned', 'expired', 'revoked']) }),
)

/** A module took leased capacity away: the lease becomes smaller, or is revoked when nothing is left of it. */
export const leaseCapacityLost = fact(
  'lease.capacity_lost',
  z.object({ leaseId: id, units: z.int().min(1), reason: z.string() }),
)
