import fastify from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { domain } from '../../src-shared/domain.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { runCommand } from '../../src-shared/kernel/run-command.ts'
import { actorOf, tenantOf } from '../../src-shared/modules/identity/queries.ts'
import { openPostgres } from '../../sync-server/database/open.ts'
import { retrying } from './stage/retrying.ts'

/**
 * The other baseline of commands per second: the very handlers of this system, each command in a SERIALIZABLE
 * transaction of its own that is tried again, in place of the tenant's line. What differs is the order alone.
 */

const { db, close } = await openPostgres(z.string().parse(process.argv[2]))
await sql`create sequence if not exists bench_version start 1000`.execute(db)
await sql`grant usage on sequence bench_version to holdfast_app`.execute(db)

const request = z.looseObject({ commandId: z.string(), tenantId: z.string(), userId: z.string() })
const slotIds = z.object({ slotIds: z.array(z.string()) })

const attempt = (name: string, asked: z.infer<typeof request>, input: JsonObject): Promise<string[]> =>
  db
    .transaction()
    .setIsolationLevel('serializable')
    .execute(async (transaction) => {
      const { tenantId, userId, commandId } = asked
      const at = new Date().toISOString()
      const entered = await sql<{ version: number }>`
        select set_config('role', 'holdfast_app', true), set_config('holdfast.tenant', ${tenantId}, true),
          nextval('bench_version') as version`.execute(transaction)
      const version = entered.rows[0]?.version ?? 0
      const [tenant, actor] = [await tenantOf(transaction), await actorOf(domain, transaction, userId, at)]
      if (!tenant || 'code' in actor) throw new Error('Nobody may')
      const result = await runCommand(domain, transaction, {
        ...{ id: commandId, name, input, at, version, basisVersion: version },
        ...{ desk: null, meta: {}, tenant, actor },
      })
      if (!result.done) throw new Error(JSON.stringify(result.rejection))
      await transaction
        .insertInto('command_log')
        .values({
          ...{
            seq: version,
            command_id: commandId,
            name,
            command_version: 1,
            actor_id: userId,
            basis_version: version,
          },
          ...{ input: JSON.stringify(input), meta: '{}', acted_at: at, bounded_at: at, received_at: at },
          ...{ verdict: 'applied', version, outcome: JSON.stringify(result.outcome) },
          ...{ prev_hash: new Uint8Array(), hash: new Uint8Array() },
        })
        .execute()
      return slotIds.parse(result.outcome).slotIds
    })

const allocation = z.object({ membershipId: z.string(), locationId: z.string() })
const releasing = z.object({ membershipId: z.string(), slotIds: z.array(z.string()) })

const app = fastify()
app.post('/allocate', async ({ body }) => {
  const { membershipId, locationId } = allocation.parse(body)
  const input = { membershipId, pick: { quantity: 1, locationId } }
  const { value, retries } = await retrying(() => attempt('plant-slots.allocate', request.parse(body), input))
  return { slotIds: value, retries }
})
app.post('/release', async ({ body }) => {
  const input = releasing.parse(body)
  const { value, retries } = await retrying(() => attempt('plant-slots.release', request.parse(body), input))
  return { slotIds: value, retries }
})
process.once('SIGTERM', () => {
  void app
    .close()
    .then(close)
    .then(() => process.exit(0))
})
process.stdout.write(`handlers: ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
