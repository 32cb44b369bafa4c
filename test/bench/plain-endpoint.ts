import fastify from 'fastify'
import { Pool, type PoolClient } from 'pg'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import { retrying } from './stage/retrying.ts'

/**
 * The baseline of commands per second: an endpoint as one would write it without this system. Each request is one
 * SERIALIZABLE transaction over the same tables, of prepared statements, tried again when Postgres refuses it for
 * another. It keeps the same rules (a membership in force, its allowance, a free slot of an open location), writes the
 * same slot and event, and one row of a log by which a repeated request is known. It leaves out what a plain endpoint
 * has not: row security, savepoints, authors and their grants, a hash chain, the slot that fits best.
 */

const url = z.string().parse(process.argv[2])
/** As many connections as the server itself has. */
const connections = 12

const pool = new Pool({ connectionString: url, max: connections, options: '-c timezone=UTC' })

const request = z.object({ commandId: z.string(), tenantId: z.string(), userId: z.string(), membershipId: z.string() })
const allocation = request.extend({ locationId: z.string() })
const releasing = request.extend({ slotIds: z.array(z.string()) })

const statements = {
  settings: `select set_config('holdfast.tenant', $1, true), set_config('holdfast.at', now()::text, true),
    set_config('holdfast.version', nextval('bench_version')::text, true)`,
  membership: `select ms.member_id, ms.status, ms.starts_on <= current_date and ms.ends_on >= current_date as now, m.status as member_status,
      e.granted + e.extra as allowance,
      (select count(*)::int from plant_slots where tenant_id = $1 and membership_id = ms.id and deleted_at is null) as held
    from memberships ms join members m on m.tenant_id = $1 and m.id = ms.member_id
    join plant_slot_entitlements e on e.tenant_id = $1 and e.membership_id = ms.id and e.closed_at is null and e.deleted_at is null
    where ms.tenant_id = $1 and ms.id = $2 and ms.deleted_at is null`,
  free: `select s.id, s.status from plant_slots s join plant_slot_locations l on l.tenant_id = $1 and l.id = s.location_id and l.status = 'active'
    where s.tenant_id = $1 and s.location_id = $2 and s.status = 'available' and not s.maintenance_required and s.deleted_at is null
    order by s.level_no, s.row_no, s.col_no limit 1`,
  take: `update plant_slots set status = 'allocated', member_id = $3, membership_id = $4, allocated_at = now() where tenant_id = $1 and id = $2`,
  held: `select id, status, member_id from plant_slots where tenant_id = $1 and id = any($2::uuid[]) and membership_id = $3 and deleted_at is null`,
  free_again: `update plant_slots set status = 'available', member_id = null, membership_id = null, allocated_at = null where tenant_id = $1 and id = any($2::uuid[])`,
  event: `insert into plant_slot_events (id, slot_id, event, from_status, to_status, member_id, membership_id, at, command_id, actor_id)
    values ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9)`,
  log: `insert into bench_log (command_id, tenant_id, actor_id, name, input, outcome) values ($1, $2, $3, $4, $5, $6)`,
} as const

type Run = (name: keyof typeof statements, values: unknown[]) => Promise<unknown[]>

const standing = z.object({
  member_id: z.string(),
  status: z.string(),
  now: z.boolean(),
  member_status: z.string(),
  allowance: z.number(),
  held: z.number(),
})
const slot = z.object({ id: z.string(), status: z.string() })
const heldSlot = slot.extend({ member_id: z.string() })

async function allocate(run: Run, asked: z.infer<typeof allocation>): Promise<string[]> {
  const { tenantId, membershipId, locationId, commandId, userId } = asked
  const [found] = await run('membership', [tenantId, membershipId])
  const { member_id, status, now, member_status, allowance, held } = standing.parse(found)
  const inForce = status === 'active' && now && member_status === 'ACTIVE'
  if (!inForce || held + 1 > allowance) throw new Error('refused')
  const { id } = slot.parse((await run('free', [tenantId, locationId]))[0])
  await run('take', [tenantId, id, member_id, membershipId])
  await run('event', [newId(), id, 'allocated', 'available', 'allocated', member_id, membershipId, commandId, userId])
  return [id]
}

async function release(run: Run, asked: z.infer<typeof releasing>): Promise<string[]> {
  const { tenantId, membershipId, slotIds, commandId, userId } = asked
  const held = z.array(heldSlot).parse(await run('held', [tenantId, slotIds, membershipId]))
  if (held.some(({ status }) => status !== 'allocated')) throw new Error('refused')
  await run('free_again', [tenantId, held.map(({ id }) => id)])
  for (const { id, member_id } of held) {
    await run('event', [newId(), id, 'released', 'allocated', 'available', member_id, membershipId, commandId, userId])
  }
  return slotIds
}

/** One try: everything or nothing. */
async function attempt(
  name: string,
  asked: z.infer<typeof request>,
  work: (run: Run) => Promise<string[]>,
): Promise<string[]> {
  const client = await pool.connect()
  const run: Run = async (statement, values) =>
    (await client.query({ name: statement, text: statements[statement], values })).rows
  try {
    await client.query('begin isolation level serializable')
    await run('settings', [asked.tenantId])
    const slotIds = await work(run)
    const outcome = JSON.stringify({ slotIds })
    await run('log', [asked.commandId, asked.tenantId, asked.userId, name, JSON.stringify(asked), outcome])
    await client.query('commit')
    return slotIds
  } catch (error) {
    await takeBack(client)
    throw error
  } finally {
    client.release()
  }
}

const takeBack = (client: PoolClient): Promise<unknown> => client.query('rollback').catch(() => undefined)

async function untilDone(name: string, asked: z.infer<typeof request>, work: (run: Run) => Promise<string[]>) {
  const { value, retries } = await retrying(() => attempt(name, asked, work))
  return { slotIds: value, retries }
}

await pool.query(`
  create sequence if not exists bench_version start 1000;
  create table if not exists bench_log (command_id uuid primary key, tenant_id uuid not null, actor_id uuid not null, name text not null,
    input jsonb not null, outcome jsonb not null, at timestamptz not null default now())`)
const app = fastify()
app.post('/allocate', ({ body }) => {
  const asked = allocation.parse(body)
  return untilDone('allocate', asked, (run) => allocate(run, asked))
})
app.post('/release', ({ body }) => {
  const asked = releasing.parse(body)
  return untilDone('release', asked, (run) => release(run, asked))
})
process.once('SIGTERM', () => {
  app.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
process.stdout.write(`plain: ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
