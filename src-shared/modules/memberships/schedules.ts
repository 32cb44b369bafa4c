import type { Schedule } from '../../kernel/schedule.ts'
import { rollDay } from './roll-day-command.ts'

/** What of memberships the clock does: each day begins by itself, also one on which no server ran (MB-R34). */
export const schedules: readonly Schedule[] = [
  {
    key: rollDay.name,
    cron: '5 0 * * *',
    command: rollDay.name,
    catchUp: 'each day',
    input: ({ day }) => ({ day }),
    // A large day goes on where its last command stopped.
    rest(input, { next }) {
      if (next === null || typeof next !== 'object' || Array.isArray(next)) return null
      const { step, afterId } = next
      return { day: input.day ?? null, step: step ?? null, ...(afterId ? { afterId } : {}) }
    },
  },
]
