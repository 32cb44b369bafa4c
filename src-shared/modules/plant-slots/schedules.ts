import type { Schedule } from '../../kernel/schedule.ts'
import { cleaningsAtOnce, scheduleCleaning } from './cleaning-command.ts'
import { hasOverdueOffers, lapseOffers } from './lapse-command.ts'
import { reconcile } from './reconcile-command.ts'

/** What of plant slots the clock does (`spec/README.md` section 2). */
export const schedules: readonly Schedule[] = [
  {
    key: lapseOffers.name,
    cron: '* * * * *',
    command: lapseOffers.name,
    catchUp: 'one',
    input: ({ dueAt }) => ({ now: dueAt }),
    isNeeded: hasOverdueOffers,
  },
  {
    key: scheduleCleaning.name,
    cron: '0 5 * * 1',
    command: scheduleCleaning.name,
    catchUp: 'one',
    input: ({ day }) => ({ week: day }),
    // What has an entry now is passed over by the next command.
    rest: (input, { scheduled }) => (scheduled === cleaningsAtOnce ? input : null),
  },
  {
    key: reconcile.name,
    cron: '0 4 * * *',
    command: reconcile.name,
    catchUp: 'one',
    input: ({ day }) => ({ day }),
  },
]
