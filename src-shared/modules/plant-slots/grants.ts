import type { z } from 'zod'
import type { CommandContext } from '../../kernel/command.ts'
import { type Rejection, reject } from '../../kernel/rejection.ts'
import { beyondAllowance, beyondHoldings, mostOf, type Standing } from './allowance-rules.ts'
import type { anySlots } from './inputs.ts'
import { planLocationOf } from './membership-reads.ts'
import { countTaken } from './owed.ts'
import { type Giver, type holdingOf, slotsById } from './queries.ts'
import { serveQueue } from './queue.ts'
import {
  refuseAnyBeyond,
  refuseClosedPlace,
  refuseClosedSlots,
  refuseNamedBeyond,
  refuseObstacles,
  refuseShortage,
} from './refusals.ts'
import type { PlacedSlot } from './slot-place.ts'
import { isHeldAlready } from './specific-rules.ts'
import { allOf, type Receiver, refuse } from './standing.ts'
import { pickAny, take } from './taking.ts'
import type { Asking } from './ways-out.ts'

/** Whose request it is, and how far it may go. */
interface Request {
  membershipId: string
  standing: Standing
  /** PS-R3 step 4, said only after what is named was found. */
  refusal: Rejection | null
}

/** Slots to tell, and those of them that are to be taken now. */
interface Granted {
  slots: readonly PlacedSlot[]
  fresh: readonly PlacedSlot[]
}

/** Judges a request by what was read for it. */
export type Grant = (request: Request) => Promise<Granted>

/** PS-R6. Slots that the membership was given before are passed over. */
export async function seeNamed(giver: Giver, slotIds: readonly string[]): Promise<Grant> {
  const known = await slotsById(giver, slotIds)
  return async ({ membershipId, standing, refusal }) => {
    const slots = allOf(slotIds, known)
    refuse(refusal)
    const fresh = slots.filter((slot) => !isHeldAlready(slot, membershipId))
    const wish = { membershipId, slots: fresh, most: mostOf(standing) }
    const closed = slots.find(({ locationClosed }) => locationClosed)
    if (closed) await refuseClosedSlots(giver, wish, closed)
    if (fresh.length === 0) return { slots, fresh }
    refuseNamedBeyond(beyondHoldings(standing, fresh.length), wish)
    await refuseObstacles(giver, wish)
    refuseNamedBeyond(beyondAllowance(standing, fresh.length), wish)
    return { slots, fresh }
  }
}

/** PS-R7. */
export async function seeAny(
  giver: CommandContext,
  membershipId: string,
  { quantity, locationOnly: only = false, ...place }: z.infer<typeof anySlots>,
  askedBy: Asking['askedBy'] = 'allocate',
): Promise<Grant> {
  const locationId = place.locationId ?? null
  const planLocationId = only ? null : () => planLocationOf(giver.db, membershipId)
  const { chosen, locations } = await pickAny(giver, { quantity, locationId, only, planLocationId })
  return async ({ standing, refusal }) => {
    const preferred = locations.find(({ id }) => id === locationId)
    if (locationId !== null && !preferred) reject('plant_slot_location_not_found', { locationId })
    refuse(refusal)
    const asking = { membershipId, askedBy, wait: waitInstead(giver) }
    const wish = { ...asking, asked: quantity, most: mostOf(standing), locations, locationId, only }
    if (preferred?.closed) refuseClosedPlace(preferred, wish)
    refuseAnyBeyond(beyondHoldings(standing, quantity), wish, chosen.length)
    if (chosen.length < quantity) await refuseShortage(giver, wish)
    refuseAnyBeyond(beyondAllowance(standing, quantity), wish, chosen.length)
    return { slots: chosen, fresh: chosen }
  }
}

/** PS-R5, section 7 case 3: under which entry somebody may wait instead, and since when, which only staff may say. */
const waitInstead = ({ rowId, at, reach }: CommandContext) => ({
  entryId: rowId('plant_slot_waitlist', 0),
  triedAt: reach === 'tenant' ? at : null,
})

/** PS-R8: gives what was granted, as the handlers of allocate and request do, once all that they ask was read. */
export async function give(
  context: CommandContext,
  { holder, refusal }: Receiver,
  grant: Grant,
  { owed, ...standing }: Awaited<ReturnType<typeof holdingOf>>,
): Promise<{ slotIds: string[]; slotNumbers: string[] }> {
  const { slots, fresh } = await grant({ membershipId: holder.membershipId, standing, refusal })
  take(context, fresh, holder)
  const withdrawn = await countTaken(context, holder, { owed, taken: fresh.length })
  if (withdrawn) await serveQueue(context)
  return { slotIds: slots.map((slot) => slot.id), slotNumbers: slots.map((slot) => slot.number) }
}
