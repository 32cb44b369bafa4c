import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import { type QueryContext, query } from '../../kernel/query.ts'
import { quantity } from './inputs.ts'
import { holdingOf, locationsWithFree } from './queries.ts'
import { nearestFreeSets } from './refusals.ts'
import { canBeGiven, isHeldAlready, obstacleOf } from './specific-rules.ts'
import { membershipFor, requireSlots } from './standing.ts'
import { failingRules, smallestChange, type WishFacts } from './why-not-rules.ts'

/**
 * Each rule that stands in the way of giving these slots, with what it found and what it would allow, in the order
 * of PS-R3; and the smallest change that passes.
 */
export const whyNot = query('plant-slots.why-not', {
  input: z.object({ slotId: id.optional(), membershipId: id, quantity }).strict(),
  permission: 'plant_slot_view',
  async run(context, { slotId, membershipId, quantity: asked }) {
    const { refusal: membership } = await membershipFor(context, membershipId)
    const standing = await holdingOf(context.db, membershipId)
    const wish = slotId ? await named(context, slotId, membershipId) : await any(context, asked)
    const facts = { ...wish, standing, membership }
    const failing = failingRules(facts)
    return { passes: failing.length === 0, failing, change: failing.length === 0 ? null : smallestChange(facts) }
  },
})

type Wish = Omit<WishFacts, 'standing' | 'membership'>

async function any(context: QueryContext, asked: number): Promise<Wish> {
  const counted = await locationsWithFree(context, asked)
  const free = counted.reduce((sum, location) => sum + location.free, 0)
  return { asked, closedLocation: null, free, obstacle: null, nearest: null }
}

async function named(context: QueryContext, slotId: string, membershipId: string): Promise<Wish> {
  const slots = await requireSlots(context, [slotId])
  const slot = slots.find((candidate) => !isHeldAlready(candidate, membershipId))
  const code = slot ? obstacleOf(slot) : null
  if (!slot) return { asked: 0, closedLocation: null, free: null, obstacle: null, nearest: null }
  const [nearest] = canBeGiven(slot) ? [] : ((await nearestFreeSets(context, [slot]))[0] ?? [])
  return {
    asked: 1,
    closedLocation: slot.locationClosed ? slot.locationName : null,
    free: null,
    obstacle: code === null ? null : { code, status: slot.status },
    nearest: nearest ? { slotId: nearest.id, number: nearest.number } : null,
  }
}
