import { plusDays } from '../model/days.ts'
import { fresh, type Generator, idOf, inForceNow, preferring, sometimes, todayOf, wanted } from './draw.ts'

export const changePlan: Generator = (draw) => {
  const { random, seen } = draw
  const live = random.chance(0.93) ? inForceNow(draw) : seen.memberships.all()
  const membership = wanted(draw, live)
  if (!membership) return null
  const others = preferring(draw, seen.plans.all(), ({ id, archived }) => !archived && id !== membership.planId, 0.92)
  const plan = random.pick(others)
  const membershipId = idOf(draw, [membership])
  const toPlanId = idOf(draw, plan ? [plan] : [])
  if (random.chance(0.3)) {
    return { membershipId, mode: 'at_renewal', toPlanId: random.chance(0.15) ? null : toPlanId }
  }
  const today = todayOf(draw)
  const older = seen.versions.where(({ planId }) => planId === plan?.id)
  const version = random.chance(0.1) ? random.pick(older)?.id : plan?.versionId
  const days = [today, plusDays(today, 1), membership.startsOn, membership.endsOn, plusDays(today, -1)]
  return {
    ...{ membershipId, mode: 'now', toPlanId, toPlanVersionId: version ?? fresh(draw) },
    ...{ periodId: fresh(draw, seen.periods), chargeId: fresh(draw, seen.charges) },
    ...sometimes(random, 0.35, () => ({ on: random.pick(days) ?? today })),
  }
}

/** Mostly a change of late. */
export const revertPlanChange: Generator = (draw) => {
  const { random, seen } = draw
  const changes = seen.charges.where(({ kind, state }) => kind === 'change' && state === 'due').reverse()
  const change = changes.length > 0 && random.chance(0.9) ? wanted(draw, changes) : undefined
  if (!change && random.chance(0.96)) return null
  const period = seen.periods.get(change?.periodId ?? '') ?? random.pick(seen.periods.all())
  if (!period) return null
  const { membershipId } = period
  return { membershipId: random.chance(0.03) ? fresh(draw) : membershipId, periodId: idOf(draw, [period]) }
}
