import { join } from 'node:path'
import { z } from 'zod'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, spread } from '../measure/line.ts'
import { median, spreadOf } from '../measure/sample.ts'
import type { FilledTenant } from '../stage/filled-tenant.ts'
import { measureIn } from '../stage/program.ts'

const result = z.object({ total: z.array(z.number()), beyond: z.array(z.number()), statements: z.array(z.number()) })

interface Watched {
  what: string
  queries: { name: string; input: JsonObject }[]
}

/** `live-queries`: one row changed → 100 live queries settled. */
export async function liveQueries(bench: Bench): Promise<Line[]> {
  const tenant = await bench.tenants.greenhouse()
  const { memberIds } = tenant.house
  const ofSlots = (n: number) =>
    memberIds.slice(0, n).map((memberId) => ({ name: 'plant-slots.member-slots', input: { memberId } }))
  const ofOthers = (n: number) =>
    memberIds.slice(0, n).map((memberId) => ({ name: 'memberships.member', input: { memberId } }))
  const all = await settle(bench, tenant, 1, { what: 'all of which read its table', queries: ofSlots(100) })
  const few = await settle(bench, tenant, 2, {
    what: '10 of which read its table',
    queries: [...ofOthers(90), ...ofSlots(10)],
  })
  await tenant.close()
  return [all, few]
}

async function settle(bench: Bench, tenant: FilledTenant, desk: number, { what, queries }: Watched): Promise<Line> {
  const held = await tenant.premises.takenSlots(tenant.house.tenantId, bench.quick ? 25 : 65)
  const { total, beyond, statements } = await measureIn(
    join(import.meta.dirname, '..', 'desk-live-queries.ts'),
    {
      ...{ folder: tenant.deskFolder(desk), server: tenant.server.address, credentials: tenant.house.credentials },
      ...{ queries, changes: held },
    },
    result,
  )
  const over = spreadOf(beyond)
  return {
    figure: `one slot changed → 100 live queries settled, ${what}, beyond their own SQL; ${over.n} changes`,
    ours: spread(over),
    baseline: null,
    ratio: null,
    goal: 'p50 ≤ 1.5 ms, p95 ≤ 3.5 ms',
    met: over.p50 <= 1.5 && over.p95 <= 3.5,
    notes: [
      `In all ${spread(spreadOf(total))}, with ${count(median(statements))} statements. Own SQL is the time inside PGlite, without begin and commit.`,
    ],
    values: { beyondP50: over.p50, beyondP95: over.p95, totalP50: median(total), statements: median(statements) },
  }
}
