import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Random } from '../../soak/random.ts'
import { type Draw, fresh, type Generator, idOf, preferring, sometimes } from './draw.ts'

const names = ['Basic', 'Plus', 'Premium', 'Öğrenci', 'Aile', 'Altın', '6 Ay', 'Deneme', 'Mensual']
const mostPlans = 6

/** Another spelling of a name, which is the same one by MB-R2, or not. */
const respelt = (random: Random, name: string): string =>
  random.pick([name.toUpperCase(), ` ${name}  `, `${name} 2`, name.toLowerCase()]) ?? name

/** Mostly a name of its own. */
function planName({ random, seen }: Draw): string {
  const taken = random.chance(0.12) ? random.pick(seen.plans.all()) : undefined
  return taken ? respelt(random, taken.name) : `${random.pick(names)} ${random.below(1000)}`
}

/** Terms that no plan may have (MB-R3, R4). */
const badTerms: readonly JsonObject[] = [
  { durationType: 'MONTHS', durationValue: 25 },
  { durationType: 'DAYS', durationValue: 0 },
  { durationType: 'DAYS', durationValue: 1.5 },
  { currency: 'ABC' },
  { currency: 'usd' },
  { priceMinor: -1 },
  { priceMinor: 49.5 },
  { freezeFeeMinor: -5 },
  { slotAllocation: 101 },
]

const goodTerms = ({ random, seen }: Draw): JsonObject => {
  const inDays = random.chance(0.6)
  return {
    durationType: inDays ? 'DAYS' : 'MONTHS',
    durationValue: random.pick(inDays ? [1, 3, 7, 30] : [1, 2, 12]) ?? 1,
    priceMinor: random.pick([0, 990, 49_000, 490_000]) ?? 0,
    ...sometimes(random, 0.2, () => ({ currency: random.pick(['EUR', 'TRY', 'JPY']) ?? 'EUR' })),
    slotAllocation: random.pick([0, 1, 2, 2, 3, 4]) ?? 1,
    slotLocationId: random.pick([null, ...seen.locations.all().map(({ id }) => id)]) ?? null,
    autoRenew: random.chance(0.2),
    maxFreezeDays: random.pick([null, 0, 5, 14]) ?? null,
    freezeFeeMinor: random.pick([0, 0, 500]) ?? 0,
    renewalPricePolicy: random.chance(0.5) ? 'current' : 'grandfathered',
    ...sometimes(random, 0.2, () => ({ renewableWhenArchived: false })),
    ...sometimes(random, 0.06, () => ({ requiresKyc: true })),
  }
}

export const createPlan: Generator = (draw) => {
  const { random, seen } = draw
  if (seen.plans.all().length >= mostPlans && random.chance(0.9)) return null
  const bad = random.chance(0.12) ? random.pick(badTerms) : {}
  const terms = { ...goodTerms(draw), ...bad }
  const rest = sometimes(random, 0.3, () => ({
    description: 'For the summer',
    tier: 'plus',
    sortOrder: random.below(10),
  }))
  const ids = { planId: fresh(draw, seen.plans), versionId: fresh(draw, seen.versions) }
  return { ...ids, name: planName(draw), terms, ...rest }
}

/** What people change about a plan. */
function patchOf(draw: Draw): JsonObject {
  const { random } = draw
  if (random.chance(0.1)) return { terms: random.pick(badTerms) ?? {} }
  if (random.chance(0.25)) return { name: planName(draw) }
  if (random.chance(0.15)) return { description: random.chance(0.5) ? null : 'Changed', sortOrder: random.below(10) }
  const { priceMinor = 0, slotAllocation = 0, requiresKyc = false, maxFreezeDays = 0 } = goodTerms(draw)
  return { terms: random.chance(0.5) ? { priceMinor, maxFreezeDays } : { priceMinor, slotAllocation, requiresKyc } }
}

export const updatePlan: Generator = (draw) => {
  const { random, seen } = draw
  const plan = random.pick(preferring(draw, seen.plans.all(), ({ archived }) => !archived))
  if (!plan) return null
  const no = seen.versions.get(plan.versionId)?.no ?? 1
  const seenVersionNo = random.chance(0.08) ? no + (random.pick([-1, 1, 0.5]) ?? 1) : no
  return { planId: idOf(draw, [plan]), versionId: fresh(draw, seen.versions), seenVersionNo, patch: patchOf(draw) }
}

export const archivePlan: Generator = (draw) => {
  const plans = preferring(draw, draw.seen.plans.all(), ({ archived }) => !archived)
  // One plan at least stays on offer, mostly.
  if (plans.length < 2 && draw.random.chance(0.8)) return null
  return { planId: idOf(draw, plans.slice(-2)) }
}

export const restorePlan: Generator = (draw) => {
  const plans = preferring(draw, draw.seen.plans.all(), ({ archived }) => archived)
  return plans.length > 0 ? { planId: idOf(draw, plans) } : null
}
