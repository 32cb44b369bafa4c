import { join } from 'node:path'
import { z } from 'zod'
import { dayOf } from '../../../src-shared/kernel/calendar.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { FilledTenant } from './filled-tenant.ts'
import { measureIn } from './program.ts'

const result = z.object({
  commands: z.array(z.object({ ms: z.number(), roundTrips: z.number() })),
  outcomes: z.array(z.record(z.string(), z.json())),
})
export type Clockwork = z.infer<typeof result>

/** Gives a command of the clock to its end, in a process of its own. */
export const runClock = (
  { premises, house }: Pick<FilledTenant, 'premises' | 'house'>,
  name: string,
  input: JsonObject,
): Promise<Clockwork> =>
  measureIn(
    join(import.meta.dirname, '..', 'clock-commands.ts'),
    { databaseUrl: premises.url, tenantId: house.tenantId, name, input },
    result,
  )

/** The day of all tenants of the bench. */
export const today = (): string => dayOf(new Date().toISOString(), 'Europe/Istanbul')
