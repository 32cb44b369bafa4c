import { type Rejection, rejection } from '../../kernel/rejection.ts'

/** PL-R41: hours a lease may be asked for. */
export const leaseHours = { min: 1, max: 168 } as const
/** PL-R41: active leases of one desk and kind. */
export const mostLeases = 200

const hour = 3_600_000
const minute = 60_000

/** PL-R42: the last moment of use at the desk, and the last of arrival that is honoured. */
export function leaseTimes(
  at: string,
  { hours, graceMinutes }: { hours: number; graceMinutes: number },
): { expiresAt: string; holdUntil: string } {
  const expires = Date.parse(at) + hours * hour
  return {
    expiresAt: new Date(expires).toISOString(),
    holdUntil: new Date(expires + graceMinutes * minute).toISOString(),
  }
}

/** PL-R42: of what was told and what is wanted now the later moments. */
export const noShorter = (was: Times, wanted: Times): Times => ({
  expiresAt: later(was.expiresAt, wanted.expiresAt),
  holdUntil: later(was.holdUntil, wanted.holdUntil),
})

type Times = { expiresAt: string; holdUntil: string }
const later = (a: string, b: string): string => (Date.parse(a) > Date.parse(b) ? a : b)

/** Who has the rest of a resource. */
export type Holding = { desk: string; size: number; until: string }

/** PL-R41: there is nothing to grant. */
export const leaseUnavailable = (found: { free: number; grantable: number; heldBy: Holding[] }): Rejection =>
  rejection('lease_unavailable', found, { rule: 'PL-R41' })
