/** How much of a location a desk may take with it. */
export interface LeaseSettings {
  /** Most slots of one location that a desk has. */
  maxSlots: number
  hours: number
  reportHours: number
  /** Largest share of the free slots in one grant. */
  sharePercent: number
}

/** What counts before anyone set anything; the same as the column defaults. */
export const defaultLeaseSettings: LeaseSettings = { maxSlots: 6, hours: 24, reportHours: 24, sharePercent: 25 }

/** A lease as its desk sees it. */
export interface OwnLease {
  leaseId: string
  locationId: string
  /** Slots of it that nobody has yet. */
  unused: number
  /** ISO instant. */
  expiresAt: string
}

/** What a desk does about its leases by itself. */
export type LeaseStep = { do: 'take'; locationId: string; size: number } | { do: 'extend'; leaseId: string }

const hour = 3_600_000

/**
 * PL-R44, PS-R53: for each home of a desk, what it asks the server for now: as many slots as it may have where it has
 * fewer than half of that, and more time where less than half is left. `now` is the desk's guarded clock.
 */
export function leaseSteps(
  homes: readonly string[],
  leases: readonly OwnLease[],
  { maxSlots, hours }: Pick<LeaseSettings, 'maxSlots' | 'hours'>,
  now: string,
): LeaseStep[] {
  return homes.flatMap((locationId): LeaseStep[] => {
    const here = leases.filter((lease) => lease.locationId === locationId && lease.unused > 0)
    const unused = here.reduce((sum, lease) => sum + lease.unused, 0)
    const size = maxSlots - unused
    const late = here.filter(({ expiresAt }) => Date.parse(expiresAt) - Date.parse(now) < (hours * hour) / 2)
    return [
      ...late.map(({ leaseId }): LeaseStep => ({ do: 'extend', leaseId })),
      ...(unused * 2 < maxSlots ? [{ do: 'take' as const, locationId, size }] : []),
    ]
  })
}

/** PS-R53: of so many free slots a desk that has `held` may have so many more. */
export const grantableSlots = (free: number, held: number, { maxSlots, sharePercent }: LeaseSettings): number =>
  Math.max(0, Math.min(Math.floor((free * sharePercent) / 100), maxSlots - held))
