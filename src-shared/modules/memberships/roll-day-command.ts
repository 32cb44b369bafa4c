import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { type DayStep, daySteps, dueOn } from './roll-day-reads.ts'
import { acts } from './roll-day-steps.ts'

/** Memberships that one command moves, where moving costs least. */
const room = 500
/**
 * What moving one costs against that. Others react to some of it, with a dozen statements where slots are freed and given
 * to who waits; and nobody should wait long for the clock (section 12).
 */
const costs: Record<DayStep, number> = { end_freezes: 2, start_freezes: 1, cancel: 20, renew: 2, expire: 20, begin: 10 }

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
      const done = ids.length > 0 ? await acts[step](context, day, ids) : { count: 0 }
      counts[step] = done.count
      unrenewed.push(...(done.unrenewed ?? []))
      left -= ids.length * costs[step]
      if (ids.length === limit) {
        next = { step, afterId: ids.at(-1) ?? afterId }
        break
      }
    }
    return { day, counts, unrenewed, next }
  },
})
