import { plusDays } from '../model/days.ts'
import { fresh, type Generator, idOf, preferring, sometimes, todayOf, wanted } from './draw.ts'

export const cancel: Generator = (draw) => {
  const { random, seen } = draw
  const today = todayOf(draw)
  const going = preferring(draw, seen.memberships.all(), (each) => each.cancelledOn === null, 0.9)
  const membership = wanted(
    draw,
    preferring(draw, going, ({ endsOn }) => endsOn >= today, 0.9),
  )
  if (!membership) return null
  const { startsOn, endsOn } = membership
  const days = [
    today,
    today,
    plusDays(today, 2),
    plusDays(today, -2),
    startsOn,
    plusDays(endsOn, 1),
    plusDays(endsOn, 2),
  ]
  return {
    membershipId: idOf(draw, [membership]),
    ...sometimes(random, 0.75, () => ({ on: random.pick(days) ?? today })),
    reason: random.chance(0.03) ? ' ' : 'Moves away',
    refund: random.pick(['none', 'prorated', 'prorated', 'full']) ?? 'none',
    chargeId: fresh(draw, seen.charges),
  }
}

export const reinstate: Generator = (draw) => {
  const { random, seen } = draw
  const cancelled = seen.memberships.where(({ cancelledOn }) => cancelledOn !== null).reverse()
  if (cancelled.length === 0 && random.chance(0.97)) return null
  const chosen = cancelled.length > 0 && random.chance(0.95) ? cancelled : seen.memberships.all()
  return {
    membershipId: idOf(draw, chosen),
    ...sometimes(random, 0.2, () => ({ autoRenew: random.chance(0.5) })),
  }
}
