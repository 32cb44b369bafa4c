import { Client } from 'pg'
import { z } from 'zod'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { timed } from './measure/sample.ts'
import { tell } from './stage/desk-of-bench.ts'
import { Premises } from './stage/house.ts'

/**
 * What the clock does, as the scheduler gives it: a command, and as long as its outcome says where to go on, the next.
 * Tells how long each took in the tenant's line, and how often it waited for Postgres.
 */

const input = z.object({
  databaseUrl: z.string(),
  tenantId: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.json()),
})
const given = input.parse(JSON.parse(process.argv[2] ?? ''))

let roundTrips = 0
const query = Client.prototype.query
/** All that goes to Postgres goes in here, statements that nobody waited between in one piece. */
Client.prototype.query = function counted(this: Client, ...asked: Parameters<typeof query>) {
  roundTrips += 1
  return query.apply(this, asked)
} as typeof query

const goesOn = z.looseObject({ next: z.record(z.string(), z.json()).nullish() })

const premises = await Premises.at(given.databaseUrl)
const commands: { ms: number; roundTrips: number }[] = []
const outcomes: JsonObject[] = []
for (let asked: JsonObject | null = given.input; asked !== null; ) {
  const before = roundTrips
  const { ms, value } = await timed(() => premises.command(given.tenantId, given.name, asked ?? {}))
  commands.push({ ms, roundTrips: roundTrips - before })
  outcomes.push(value)
  const { next } = goesOn.parse(value)
  const { step, afterId } = next ?? {}
  asked = next ? { ...given.input, ...(step ? { step } : {}), ...(afterId ? { afterId } : {}) } : null
}
await premises.close()
tell({ commands, outcomes })
