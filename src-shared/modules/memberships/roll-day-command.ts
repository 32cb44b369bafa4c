import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { command } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { id } from '../../kernel/id.ts'
import { boundMemberships } from '../plant-slots/bound-memberships.ts'
import { type DayStep, daySteps, dueOn } from './roll-day-reads.ts'
import { acts } from './roll-day-steps.ts'

/** Memberships that one command moves, where moving costs least. */
const room = 500
/** What moving one costs against that: what others react to takes them several statements. */
const costs: Record<DayStep, number> = { end_freezes: 2, start_freezes: 1, cancel: 5, renew: 2, expire: 5, begin: 10 }
/** And where slots are freed by it, and given to who waits, a dozen: nobody waits long for the clock (section 12). */
const costWithSlots = 20

/** Of memberships that a step moves, those from the first on for which there is room, and what moving them costs. */
async function portionOf(db: Db, step: DayStep, ids: readonly string[], left: number) {
  const ends = ids.length > 0 && (step === 'cancel' || step === 'expire')
  const bound = ends ? await boundMemberships(db, ids) : new Set<string>()
  const portion: string[] = []
  let cost = 0
  for (const id of ids) {
    const more = bound.has(id) ? costWithSlots : costs[step]
    if (cost + more > left) break
    cost += more
    portion.push(id)
  }
  return { portion, cost }
}

type Cursor = { step: DayStep; afterId: string | null }

/**
 * MB-R33, MB-R34: the day's work on memberships, in portions: `next` says where to go on, null that the day is done.
 * `day` is the day that is run, today or one that was missed, the oldest first; running it twice changes nothing.
 * `unrenewed` names memberships that renew themselves and ended all the same: somebody should look.
 */
export const rollDay = command('memberships.roll-day', {
  input: z.object({ day, step: z.enum(daySteps).optional(), afterId: id.optional() }).strict(),
  permission: 'system',
  offline: false,
  async run(context, { day, step: first = 'end_freezes', afterId: from = undefined }) {
    const counts: Record<DayStep, number> = {
      end_freezes: 0,
      start_freezes: 0,
      cancel: 0,
      renew: 0,
      expire: 0,
      begin: 0,
    }
    const unrenewed: string[] = []
    let left = room
    let next: Cursor | null = null
    for (const step of daySteps.slice(daySteps.indexOf(first))) {
      const afterId: string | null = step === first ? (from ?? null) : null
      const limit = Math.floor(left / costs[step])
      const ids = limit > 0 ? await dueOn(context.db, { step, day, afterId, limit }) : []
      const { portion, cost } = await portionOf(context.db, step, ids, left)
      const done = portion.length > 0 ? await acts[step](context, day, portion) : { count: 0 }
      counts[step] = done.count
      unrenewed.push(...(done.unrenewed ?? []))
      left -= cost
      if (portion.length === limit || portion.length < ids.length) {
        next = { step, afterId: portion.at(-1) ?? afterId }
        break
      }
    }
    return { day, counts, unrenewed, next }
  },
})
