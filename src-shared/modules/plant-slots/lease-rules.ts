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

/** PS-R53: of so many free slots a desk that has `held` may have so many more. */
export const grantableSlots = (free: number, held: number, { maxSlots, sharePercent }: LeaseSettings): number =>
  Math.max(0, Math.min(Math.floor((free * sharePercent) / 100), maxSlots - held))
