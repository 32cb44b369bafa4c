import { plusDays } from '../model/days.ts'
import type { Membership } from '../model/state.ts'
import { fresh, type Generator, idOf, preferring, sometimes, todayOf, wanted } from './draw.ts'

const isCancelled = ({ status, cancelledOn }: Membership): boolean => status === 'cancelled' || cancelledOn !== null

export const renew: Generator = (draw) => {
  const { random, seen } = draw
  const going = preferring(draw, seen.memberships.all(), (each) => !isCancelled(each), 0.93)
  const last = new Map(seen.periods.all().map(({ membershipId, startsOn }) => [membershipId, startsOn]))
  const today = todayOf(draw)
  const single = preferring(draw, going, ({ id }) => (last.get(id) ?? today) <= today, 0.85)
  if (single.length === 0) return null
  const membership = wanted(draw, single)
  const after = plusDays(membership?.endsOn ?? today, 1)
  return {
    ...{ membershipId: idOf(draw, membership ? [membership] : []) },
    ...{ periodId: fresh(draw, seen.periods), chargeId: fresh(draw, seen.charges) },
    ...sometimes(random, 0.15, () => ({ startsOn: random.pick([after, today, plusDays(after, 1)]) ?? after })),
    ...sometimes(random, 0.08, () => ({ priceMinor: random.pick([0, 12_300, 49_000, -1, 0.5]) ?? 0 })),
  }
}

/** Mostly the youngest. */
export const revokeRenewal: Generator = (draw) => {
  const { random, seen } = draw
  const renewals = seen.periods.where(({ no, voidBy }) => no > 1 && voidBy === null).reverse()
  if (renewals.length === 0 && random.chance(0.95)) return null
  const periods = renewals.length > 0 && random.chance(0.9) ? renewals.slice(0, 2) : seen.periods.all()
  return { periodId: idOf(draw, periods) }
}

export const setAutoRenew: Generator = (draw) => {
  const { random, seen } = draw
  const going = preferring(draw, seen.memberships.all(), (each) => !isCancelled(each), 0.9)
  return { membershipId: idOf(draw, going), on: random.chance(0.7) }
}
