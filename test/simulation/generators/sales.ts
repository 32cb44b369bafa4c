import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { plusDays } from '../model/days.ts'
import type { Plan } from '../model/state.ts'
import { type Draw, fresh, type Generator, idOf, preferring, sometimes, todayOf } from './draw.ts'
import { manyMembers, person } from './members.ts'

/** The version on the screen: the present one, or an older one that stayed open there. */
function versionShown({ random, seen }: Draw, plan: Plan | undefined): string | undefined {
  if (!plan || !random.chance(0.12)) return plan?.versionId
  return random.pick(random.chance(0.8) ? seen.versions.where(({ planId }) => planId === plan.id) : seen.versions.all())
    ?.id
}

/** When it starts: today unless told. */
function startOf(draw: Draw): JsonObject {
  const { random } = draw
  if (random.chance(0.8)) return {}
  const days = random.pick([0, 1, 2, 5, 20, -1, -3, -20, 366]) ?? 0
  return { startsOn: plusDays(todayOf(draw), days) }
}

function sale(draw: Draw): JsonObject {
  const { random, seen } = draw
  const plan = random.pick(preferring(draw, seen.plans.all(), ({ archived }) => !archived, 0.93))
  return {
    membershipId: fresh(draw, seen.memberships),
    periodId: fresh(draw, seen.periods),
    chargeId: fresh(draw, seen.charges),
    ...{ planId: idOf(draw, plan ? [plan] : []), planVersionId: versionShown(draw, plan) ?? fresh(draw) },
    ...startOf(draw),
    ...sometimes(random, 0.08, () => ({ priceMinor: random.pick([0, 12_300, 49_000, -1]) ?? 0 })),
    ...sometimes(random, 0.1, () => ({ autoRenew: random.chance(0.5), overrideRenews: true })),
  }
}

export const enrol: Generator = (draw) =>
  draw.seen.members.all().length >= manyMembers && draw.random.chance(0.9) ? null : { ...person(draw), ...sale(draw) }

/** Mostly to somebody who has nothing, or nothing any more. */
export const purchase: Generator = (draw) => {
  const { random, seen } = draw
  const today = todayOf(draw)
  const covered = new Set(
    seen.memberships
      .where(({ status, endsOn }) => status !== 'cancelled' && endsOn >= today)
      .map(({ memberId }) => memberId),
  )
  const without = seen.members.where(({ id, status }) => !covered.has(id) && status === 'ACTIVE')
  if (without.length === 0 && random.chance(0.85)) return null
  const buyers = without.length > 0 && random.chance(0.93) ? without : seen.members.all()
  return { memberId: idOf(draw, buyers), ...sale(draw) }
}

const dayLong = 24 * 3_600_000

/** Mostly what was sold within the day. */
export const revokePurchase: Generator = (draw) => {
  const { random, seen, moment } = draw
  const young = (soldAt: string): boolean => Date.parse(moment.at) - Date.parse(soldAt) < dayLong
  const live = seen.memberships.where(({ status }) => status !== 'cancelled').reverse()
  const fits = live.filter(({ soldAt }) => young(soldAt))
  if (fits.length > 0 && random.chance(0.9)) return { membershipId: idOf(draw, fits) }
  if (random.chance(0.85)) return null
  return { membershipId: idOf(draw, random.chance(0.4) ? seen.memberships.all() : live) }
}

export const updateSettings: Generator = (draw) => {
  const { random, seen } = draw
  const { promiseHours, autoRenewGraceDays, backdateDays, blockPastDue } = seen.settings
  const { renewEarlyDays, renewalWindowDays, autoRenewLeadDays } = seen.settings
  const [name, now, next] = random.pick([
    ['promiseHours', promiseHours, random.pick([0, 1, 24, 72]) ?? 72],
    ['autoRenewGraceDays', autoRenewGraceDays, random.below(16)],
    ['renewEarlyDays', renewEarlyDays, random.pick([0, 7, 60, 365]) ?? 60],
    ['renewalWindowDays', renewalWindowDays, random.pick([0, 5, 30]) ?? 30],
    ['autoRenewLeadDays', autoRenewLeadDays, random.below(5)],
    ['backdateDays', backdateDays, random.pick([0, 2, 30, 91]) ?? 30],
    ['blockPastDue', blockPastDue, !blockPastDue],
  ] as const) ?? ['promiseHours', promiseHours, 72]
  const stale = random.chance(0.1) && typeof now === 'number' ? now + 1 : now
  return { patch: { [name]: next }, seen: random.chance(0.03) ? {} : { [name]: stale } }
}
