import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { type Line, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import { measureIn } from '../stage/program.ts'

const times = z.object({ held: z.array(z.number()), told: z.array(z.number()) })
const result = z.object({ online: times, offline: times })

/** `submit`: a click → held here. */
export async function submit(bench: Bench): Promise<Line[]> {
  const tenant = await bench.tenants.greenhouse()
  const n = bench.quick ? 60 : 310
  const { credentials, locationIds, membershipIds } = tenant.house
  const { online, offline } = await measureIn(
    join(import.meta.dirname, '..', 'desk-submit.ts'),
    {
      ...{ folder: tenant.deskFolder(1), server: tenant.server.address, credentials, paceMs: 100 },
      ...{ locationId: locationIds[0] ?? '', membershipIds: membershipIds.slice(-n) },
    },
    result,
  )
  await tenant.close()
  const [held, without, told] = [spreadOf(online.held), spreadOf(offline.held), spreadOf(online.told)]
  return [
    {
      figure: `submit → held here, in the desk: allocate any 2 of 10 000 slots, connected, ${held.n} commands`,
      ours: spread(held),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 8 ms',
      met: held.p95 <= 8,
      notes: [
        `Without the network: ${spread(without)} (${without.n} commands). Until watching queries have been told, a board of 834 slots among them: ${spread(told)}.`,
      ],
      values: { p50: held.p50, p95: held.p95, offlineP50: without.p50, offlineP95: without.p95, toldP95: told.p95 },
    },
  ]
}
