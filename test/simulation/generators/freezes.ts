import { plusDays } from '../model/days.ts'
import type { Freeze, Membership } from '../model/state.ts'
import { type Draw, fresh, type Generator, idOf, preferring, sometimes, todayOf, wanted } from './draw.ts'

/** Memberships whose terms let them stand still, mostly. */
function freezable(draw: Draw): Membership[] {
  const { seen } = draw
  const isLive = ({ status }: Membership): boolean => /active|pending_slots|frozen/.test(status)
  const offers = ({ versionId }: Membership): boolean => (seen.versions.get(versionId)?.terms.maxFreezeDays ?? 0) > 0
  const live = preferring(draw, seen.memberships.all(), isLive, 0.93)
  return preferring(draw, live, offers, 0.93)
}

export const freeze: Generator = (draw) => {
  const { random, seen } = draw
  const membership = wanted(draw, freezable(draw))
  if (!membership) return null
  const today = todayOf(draw)
  const ahead = random.pick([0, 0, 0, 1, 1, 2, 5, -1, -3, -40, 60]) ?? 0
  const fromOn = random.chance(0.06) ? membership.endsOn : plusDays(today, ahead)
  const known = random.chance(0.06) ? random.pick(seen.freezes.all()) : undefined
  return {
    ...{
      freezeId: known?.id ?? fresh(draw),
      chargeId: fresh(draw, seen.charges),
      membershipId: idOf(draw, [membership]),
    },
    fromOn,
    ...sometimes(random, 0.8, () => ({ toOn: plusDays(fromOn, random.pick([0, 1, 2, 4, 9, 15, -1]) ?? 0) })),
    ...sometimes(random, 0.2, () => ({ reason: 'On holiday' })),
  }
}

const isLive = ({ state }: Freeze): boolean => state === 'planned' || state === 'running'

function aFreeze(draw: Draw): Freeze | null {
  const { seen, random } = draw
  const all = seen.freezes.all().reverse()
  if (!all.some(isLive) && random.chance(0.9)) return null
  return wanted(draw, preferring(draw, all, isLive, 0.85)) ?? null
}

export const extendFreeze: Generator = (draw) => {
  const found = aFreeze(draw)
  const days = draw.random.pick([1, 2, 3, 7, -1, -2, -20]) ?? 1
  return found && { freezeId: idOf(draw, [found]), toOn: plusDays(found.toOn, days) }
}

export const unfreeze: Generator = (draw) => {
  const { random, seen } = draw
  const today = todayOf(draw)
  const runs = ({ fromOn, toOn, state }: Freeze): boolean => state !== 'cancelled' && fromOn <= today && today <= toOn
  const running = seen.freezes.where(runs)
  const found = running.length > 0 && random.chance(0.9) ? wanted(draw, running) : aFreeze(draw)
  if (!found) return null
  const on = random.pick([today, today, plusDays(today, 1), found.fromOn, found.toOn, plusDays(found.toOn, 2)]) ?? today
  return { freezeId: idOf(draw, [found]), on }
}

export const cancelFreeze: Generator = (draw) => {
  const found = aFreeze(draw)
  return found && { freezeId: idOf(draw, [found]) }
}
