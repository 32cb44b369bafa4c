import type { Charge } from '../model/state.ts'
import { type Draw, fresh, type Generator, idOf, preferring, severalOf, wanted } from './draw.ts'

const isDue = ({ state }: Charge): boolean => state === 'due'
const sumOf = (charges: readonly Charge[]): number => charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** Mostly what one person owes, whole; sometimes of two people, or another sum, or what was paid already. */
export const settleCharges: Generator = (draw) => {
  const { random, seen } = draw
  const first = wanted(draw, preferring(draw, seen.charges.all(), isDue, 0.92))
  if (!first) return null
  const memberOf = ({ membershipId }: Charge) => seen.memberships.get(membershipId)?.memberId
  const theirs = seen.charges.where((each) => isDue(each) && memberOf(each) === memberOf(first))
  const beside = random.chance(0.06) ? seen.charges.all() : theirs
  const more = random.chance(0.4) ? severalOf(draw, beside, 2).filter(({ id }) => id !== first.id) : []
  const charges = [first, ...more]
  const odd = random.chance(0.06) ? (random.pick([-1, 1, 0.5]) ?? 1) : 0
  return {
    settlementId: settlementOf(draw),
    chargeIds: [...charges.map(({ id }) => id), ...(random.chance(0.02) ? [fresh(draw)] : [])],
    method: random.pick(['cash', 'cash', 'external_terminal', 'bank_transfer', 'other']) ?? 'cash',
    amountMinor: sumOf(charges) + odd,
  }
}

/** Now and then one that was used before. */
function settlementOf(draw: Draw): string {
  const used = draw.random.chance(0.04) ? wanted(draw, draw.seen.charges.all())?.settled?.id : undefined
  return used ?? fresh(draw)
}

export const unsettleCharges: Generator = (draw) => {
  const { seen, random, moment } = draw
  const settled = seen.charges.all().flatMap((each) => each.settled ?? [])
  const young = preferring(draw, settled, ({ at }) => at.slice(0, 10) === moment.at.slice(0, 10), 0.85)
  if (young.length === 0 && random.chance(0.95)) return null
  return { settlementId: idOf(draw, young) }
}

export const waiveCharge: Generator = (draw) => {
  const { seen, random } = draw
  const charges = preferring(draw, seen.charges.all(), isDue, 0.85)
  if (charges.length === 0) return null
  return { chargeId: idOf(draw, charges), reason: random.chance(0.04) ? ' ' : 'They brought the seeds' }
}
