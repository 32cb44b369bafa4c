import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { plusDays } from '../model/days.ts'
import { standingOf } from '../model/standing.ts'
import type { Slot, User } from '../model/state.ts'
import { type Draw, fresh, type Generator, idOf, inForceNow, preferring, sometimes, todayOf, wanted } from './draw.ts'
import { slotsIn } from './plant-slots.ts'

const work = ['cleaning', 'inspection', 'repair', 'pest', 'clear_out', 'other']

const entry = (draw: Draw): JsonObject => {
  const { random } = draw
  const kind = random.chance(0.02) ? 'party' : (random.pick(work) ?? 'other')
  const priority = sometimes(random, 0.3, () => ({ priority: random.pick(['low', 'normal', 'high', 'high']) ?? 'low' }))
  return { entryId: fresh(draw, draw.seen.entries), kind, description: 'A pipe leaks', ...priority }
}

const isDone = ({ state }: { state: string }): boolean => state === 'done' || state === 'cancelled'

export const startMaintenance: Generator = (draw) => {
  const { seen, random } = draw
  const growing = slotsIn(draw, 'occupied')
  if (growing.length === 0 && random.chance(0.85)) return null
  const slotId = idOf(
    draw,
    preferring(draw, seen.slots.all(), ({ status }) => status === 'occupied', 0.92),
  )
  if (random.chance(0.35)) {
    const grams = sometimes(random, 0.5, () => ({ yieldGrams: random.below(3000) }))
    return { slotId, entryId: fresh(draw, draw.seen.entries), kind: 'harvest', description: 'Ripe', ...grams }
  }
  return { slotId, ...entry(draw) }
}

export const reportMaintenance: Generator = (draw) => {
  const { seen, random } = draw
  const due = sometimes(random, 0.2, () => ({ dueOn: plusDays(todayOf(draw), random.below(9)) }))
  const start = sometimes(random, 0.25, () => ({ start: true }))
  // Not too many at once, or there is nothing left to give.
  const flagged = seen.slots.where((slot) => slot.flagged).length
  if (flagged > 2 && random.chance(0.7)) return null
  return { slotId: idOf(draw, seen.slots.all()), ...entry(draw), ...due, ...start }
}

/** Somebody of the house, mostly one who may be named (PS-R43). */
const staff = (draw: Draw): string => {
  const isStaff = ({ roles, active }: User): boolean => active && !roles.every((role) => /member|viewer/.test(role))
  return idOf(draw, preferring(draw, draw.seen.users.all(), isStaff, 0.95))
}

export const completeMaintenance: Generator = (draw) => {
  const { seen, random } = draw
  const open = new Set(seen.entries.where((each) => !isDone(each)).map(({ slotId }) => slotId))
  const waits = ({ id, status, flagged }: Slot): boolean =>
    status === 'maintenance' || ((flagged || open.has(id)) && status !== 'occupied')
  if (!seen.slots.find(waits) && random.chance(0.9)) return null
  const slot = wanted(draw, preferring(draw, seen.slots.all(), waits, 0.93))
  if (!slot) return null
  const ofSlot = seen.entries.where(({ slotId }) => slotId === slot.id)
  const named = preferring(draw, random.chance(0.95) ? ofSlot : seen.entries.all(), (each) => !isDone(each))
  return {
    slotId: slot.id,
    ...sometimes(random, named.length > 0 ? 0.25 : 0, () => ({ entryIds: [idOf(draw, named)] })),
    ...sometimes(random, 0.3, () => ({ performedBy: staff(draw) })),
    ...sometimes(random, 0.6, () => ({ returnTo: random.chance(0.5) ? 'pool' : 'holder' })),
    ...sometimes(random, 0.2, () => ({ result: 'Mended' })),
    ...sometimes(random, 0.25, () => ({ owe: true })),
  }
}

export const logMaintenance: Generator = (draw) => {
  const { seen, random } = draw
  const { priority: _, ...what } = entry(draw)
  const on = sometimes(random, 0.3, () => ({ on: plusDays(todayOf(draw), random.pick([0, -1, -5, 1]) ?? 0) }))
  return { slotId: idOf(draw, seen.slots.all()), ...what, performedBy: staff(draw), ...on }
}

export const cancelMaintenance: Generator = (draw) => {
  const { seen, random } = draw
  const entries = seen.entries.all().reverse()
  const open = entries.filter((each) => !isDone(each))
  const today = todayOf(draw)
  const loggedToday = entries.filter(
    ({ state, loggedAt }) => state === 'done' && loggedAt !== null && loggedAt.slice(0, 10) === today,
  )
  const chosen = random.chance(0.3) ? loggedToday : open
  if (chosen.length > 0 && random.chance(0.93)) return { entryId: idOf(draw, chosen), reason: 'Not needed' }
  return entries.length > 0 && random.chance(0.15) ? { entryId: idOf(draw, entries), reason: 'Not needed' } : null
}

export const forceStatus: Generator = (draw) => {
  const { seen, random } = draw
  const slot = wanted(draw, seen.slots.all())
  if (!slot) return null
  const status = random.pick(['available', 'available', 'allocated', 'occupied', 'maintenance']) ?? 'available'
  const roomy = preferring(draw, inForceNow(draw), ({ id }) => standingOf(seen, id).most > 0, 0.7)
  const needs = slot.holder === null && (status === 'allocated' || status === 'occupied')
  const names = sometimes(random, needs ? 0.9 : 0.2, () => ({ membershipId: idOf(draw, roomy) }))
  const seenStatus = random.chance(0.07) ? 'occupied' : slot.status
  const reason = random.chance(0.04) ? 'oops' : 'Counted by hand'
  return { slotId: slot.id, seenStatus, status, reason, ...names, ...sometimes(random, 0.2, () => ({ owe: true })) }
}

const revertible = ['occupied', 'maintenance_started', 'maintenance_done']

/** Mostly what this person did to a slot just now. */
export const revert: Generator = (draw) => {
  const { seen, random, moment } = draw
  const justNow = seen.slots.where(({ past }) => {
    const last = past.at(-1)
    return last !== undefined && last.actorId === moment.actorId && minutesBetween(last.at, moment.at) <= 15
  })
  const takenBack = justNow.filter(({ past }) => revertible.includes(past.at(-1)?.event ?? ''))
  if (takenBack.length === 0 && random.chance(0.9)) return null
  const slots =
    takenBack.length > 0 && random.chance(0.95) ? takenBack : seen.slots.where(({ past }) => past.length > 0)
  const slot = random.pick(slots)
  const event = random.chance(0.95)
    ? slot?.past.findLast(({ event: name }) => revertible.includes(name))
    : slot?.past[0]
  return slot && event ? { slotId: idOf(draw, [slot]), eventId: event.id } : null
}

const minutesBetween = (then: string, now: string): number => (Date.parse(now) - Date.parse(then)) / 60_000
