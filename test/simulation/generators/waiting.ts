import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { standingOf } from '../model/standing.ts'
import type { Offer } from '../model/state.ts'
import { fresh, type Generator, idOf, inForceNow, preferring, sometimes, wanted } from './draw.ts'

const isLive = ({ state }: { state: string }): boolean => state === 'waiting' || state === 'offered'
const isOpen = ({ state }: Offer): boolean => state === 'open'

export const joinWaitlist: Generator = (draw) => {
  const { seen, random, moment } = draw
  const late = seen.offers.where(({ state }) => state === 'lapsed')
  if (late.length > 0 && random.chance(0.4)) return comeBack(draw, late)
  const roomy = preferring(draw, inForceNow(draw), ({ id }) => standingOf(seen, id).most > 0, 0.9)
  const membershipId = idOf(draw, roomy)
  const { most } = standingOf(seen, membershipId)
  if (most === 0 && random.chance(0.85)) return null
  return {
    ...{ entryId: fresh(draw, seen.waitlist), membershipId, quantity: 1 + random.below(Math.max(1, most)) },
    ...sometimes(random, 0.4, () => ({ locationId: idOf(draw, seen.locations.all()) })),
    ...sometimes(random, 0.2, () => ({ triedAt: minutesFrom(moment.at, random.pick([-60, -5, 0, 5]) ?? 0) })),
  }
}

const minutesFrom = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString()

/** Whoever was too late wants the old place back. */
const comeBack = (draw: Parameters<Generator>[0], late: readonly Offer[]): JsonObject | null => {
  const { seen } = draw
  const offer = wanted(draw, late.toReversed())
  const entry = seen.waitlist.get(offer?.entryId ?? '')
  if (!offer || !entry) return null
  const { membershipId, quantity } = entry
  return { entryId: fresh(draw, seen.waitlist), membershipId, quantity, offerId: offer.id }
}

export const leaveWaitlist: Generator = (draw) => {
  const { seen, random } = draw
  const entries = preferring(draw, seen.waitlist.all(), isLive, 0.92)
  return entries.length > 0 && random.chance(0.5) ? { entryId: idOf(draw, entries) } : null
}

const anOffer: Generator = (draw) => {
  const { seen, random } = draw
  if (!seen.offers.find(isOpen) && random.chance(0.9)) return null
  const offers = preferring(draw, seen.offers.all(), isOpen, 0.92)
  return offers.length > 0 ? { offerId: idOf(draw, offers) } : null
}

export const acceptOffer: Generator = (draw) => anOffer(draw)

export const declineOffer: Generator = (draw) => {
  const offer = anOffer(draw)
  return offer && { ...offer, ...sometimes(draw.random, 0.3, () => ({ leave: true })) }
}
