import type { Schedule } from '../../kernel/schedule.ts'
import { expireLeases } from './lease-commands.ts'
import { overdueLeases } from './queries.ts'

/** What of the platform the clock does (`spec/README.md` section 2). */
export const schedules: readonly Schedule[] = [
  {
    key: expireLeases.name,
    cron: '* * * * *',
    command: expireLeases.name,
    catchUp: 'one',
    input: () => ({}),
    isNeeded: async (db, now) => (await overdueLeases(db, now)).length > 0,
    // One command ends as many as one transaction should.
    rest: (input, { leaseIds }) => (Array.isArray(leaseIds) && leaseIds.length > 0 ? input : null),
  },
]
