import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import { type Act, move } from './act.ts'
import { anySlots, byPlace, isFree } from './choice.ts'
import { draw, vacated } from './lease-reads.ts'
import { owe } from './owing.ts'
import { leaveLine, serve } from './queue.ts'
import type { Draft, Happening, Holder, Membership, Slot } from './state.ts'

/** Gives slots to a membership, in the order in which their events are numbered (PS-R8). */
export function give(act: Act, slots: readonly Slot[], holder: Holder, series?: string): void {
  slots.forEach((slot, n) => {
    const place = series === undefined ? { n } : { n, series }
    draw(act.draft, slot.leaseId)
    const drawn = { ...slot, leaseId: null, givenFrom: slot.leaseId }
    move(act, drawn, 'allocated', { status: 'allocated', holder }, { place })
  })
}

/** What a membership that begins to count has then, and whether it ended before and has again just what it had. */
export interface Begun {
  plantSlots: { slotIds: string[]; slotNumbers: string[]; owed: number }
  asBefore: boolean
}

/** PS-R20: a membership begins to count, gets what is free of its right, and is owed the rest. */
export function begin(act: Act, { id, memberId }: Membership, granted: number, locationId: string | null): Begun {
  const { draft, deskId } = act
  const held = draft.slots.where(({ holder }) => holder?.membershipId === id).sort(byPlace)
  const most = Math.max(0, granted - held.length)
  const lost = heldAtItsEnd(draft, id)
  const before = lost === null ? [] : lost.filter((slot) => isOpenAndFree(act, slot)).slice(0, most)
  const others = most > before.length ? anySlots(draft, most, { preferred: [locationId], only: null, deskId }) : []
  const slots = [...before, ...others.filter((slot) => !before.includes(slot))].slice(0, most)
  const owed = most - slots.length
  draft.rights.put({ id, granted, extra: 0, owed: 0, closedAt: null })
  give(act, slots, { memberId, membershipId: id }, `activated:${id}`)
  owe(act, id, owed, { series: `activated:${id}` })
  const theirs = [...held, ...slots]
  return {
    plantSlots: { slotIds: theirs.map((slot) => slot.id), slotNumbers: theirs.map((slot) => slot.number), owed },
    asBefore:
      lost !== null && lost.length === theirs.length && theirs.every(({ id }) => lost.some((was) => was.id === id)),
  }
}

const isOpenAndFree = ({ draft, deskId }: Act, slot: Slot): boolean =>
  isFree(draft, slot, deskId) && draft.locations.get(slot.locationId)?.closed === false

/** PS-R20: what it held when it ended; null where it did not. */
function heldAtItsEnd(draft: Draft, membershipId: string): Slot[] | null {
  const endedAt = draft.rights.get(membershipId)?.closedAt ?? null
  const wasHeld = ({ event, at, holder }: Happening): boolean =>
    event === 'membership_ended' && at === endedAt && holder?.membershipId === membershipId
  return endedAt === null ? null : draft.slots.where((slot) => slot.past.some(wasHeld)).sort(byPlace)
}

/** PS-R21: a membership counts no longer. Nobody gets a slot of it in which something grew before it is cleared. */
export function end(act: Act, membershipId: string): void {
  const { draft, commandId, at } = act
  const series = `ended:${membershipId}`
  const right = draft.rights.get(membershipId)
  if (right) draft.rights.put({ ...right, owed: 0, closedAt: right.closedAt ?? at })
  const withdrawn = leaveLine(draft, membershipId)
  const slots = draft.slots.where(({ holder }) => holder?.membershipId === membershipId).sort(byPlace)
  const clears = draft.slotSettings.onEndOccupied === 'available'
  let cleared = 0
  slots.forEach((slot, n) => {
    const grows = slot.status === 'occupied'
    const stays = slot.status === 'maintenance' || (grows && !clears)
    const status = stays ? 'maintenance' : 'available'
    const change = { status, holder: null, flagged: slot.flagged || (grows && clears) } as const
    const left = slot.status === 'allocated' ? vacated(act, slot) : { ...slot, givenFrom: null }
    move(act, left, 'membership_ended', change, { of: slot.holder, place: { n, series } })
    if (!grows) return
    endPlanting(act, slot.id, 'membership_ended')
    if (!clears) return
    draft.entries.put({
      ...{ id: rowIdOf(commandId, `plant_slot_maintenance:${series}`, cleared), slotId: slot.id },
      ...{ kind: 'clear_out', priority: 'high', description: null, dueOn: null, state: 'open' },
      ...{ startedBy: null, doneBy: null, loggedAt: null },
    })
    cleared += 1
  })
  if (withdrawn || slots.length > 0) serve(act, { series })
}

/** What grows in a slot ends. */
export function endPlanting({ draft, commandId }: Act, slotId: string, reason: string): void {
  const open = draft.plantings.find((planting) => planting.slotId === slotId && planting.end === null)
  if (open) draft.plantings.put({ ...open, end: { by: commandId, reason } })
}
