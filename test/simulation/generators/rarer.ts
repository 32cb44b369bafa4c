import { standingOf } from '../model/standing.ts'
import { fresh, type Generator, idOf, inForceNow, preferring, sometimes, wanted } from './draw.ts'

export const setExtra: Generator = (draw) => {
  const { random, seen } = draw
  const membershipId = idOf(draw, random.chance(0.9) ? inForceNow(draw) : seen.memberships.all())
  const { granted = 0, extra: now = 0 } = standingOf(seen, membershipId).right ?? {}
  // A right below nothing would swallow what a transfer brings, and nothing says what is to become of that.
  const extra = Math.max(-granted, now + (random.pick([1, 2, 3, -1, -2, -9]) ?? 1))
  const theirs = seen.slots.where(({ past }) => past.at(-1)?.holder?.membershipId === membershipId)
  const back = sometimes(random, 0.1, () => ({ giveBack: theirs.slice(0, 2).map(({ id }) => id) }))
  return { membershipId, extra, reason: random.chance(0.02) ? ' ' : 'A friend of the house', ...back }
}

/** Mostly two who may be one: the days of one are none of the other's. */
export const mergeMembers: Generator = (draw) => {
  const { seen } = draw
  const has = new Set(inForceNow(draw).map(({ memberId }) => memberId))
  const going = preferring(draw, seen.members.all(), ({ status }) => status !== 'MERGED', 0.9)
  const winner = wanted(
    draw,
    preferring(draw, going, ({ id }) => has.has(id), 0.5),
  )
  const others = going.filter(({ id }) => id !== winner?.id)
  const loserId = idOf(
    draw,
    preferring(draw, others, ({ id }) => !has.has(id), 0.7),
  )
  return winner ? { winnerId: winner.id, loserId } : null
}

/** Mostly one that nobody has. */
export const deletePlan: Generator = (draw) => {
  const { random, seen } = draw
  const sold = new Set(seen.memberships.all().map(({ planId }) => planId))
  const unsold = seen.plans.where(({ id }) => !sold.has(id))
  if (unsold.length === 0 && random.chance(0.7)) return null
  return { planId: idOf(draw, unsold.length > 0 && random.chance(0.8) ? unsold : seen.plans.all()) }
}

export const reorderPlans: Generator = (draw) => {
  const { random, seen } = draw
  const plans = random.some(seen.plans.all(), 1 + random.below(3))
  const order = plans.map((plan) => ({
    planId: idOf(draw, [plan]),
    sortOrder: random.chance(0.1) ? null : random.below(random.chance(0.05) ? 20_000 : 9),
  }))
  return order.length > 0 ? { order } : null
}

/** A plan that nobody buys before it is taken away. */
export const passingPlan: Generator = (draw) => {
  const { random, seen } = draw
  return {
    ...{ planId: fresh(draw, seen.plans), versionId: fresh(draw, seen.versions) },
    ...{ name: `Trial ${random.below(50)}`, sortOrder: random.below(9) },
    terms: { durationType: 'DAYS', durationValue: 3, priceMinor: 900 },
  }
}
