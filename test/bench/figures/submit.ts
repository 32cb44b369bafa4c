import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { type Line, notMeasured, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import type { FilledTenant } from '../stage/filled-tenant.ts'
import { buildPage, withPage } from '../stage/page.ts'
import { measureIn } from '../stage/program.ts'

const here = join(import.meta.dirname, '..')
const times = z.object({ held: z.array(z.number()), told: z.array(z.number()) })
const result = z.object({ online: times, offline: times })

/** `submit`: a click → held here. */
export async function submit(bench: Bench): Promise<Line[]> {
  const tenant = await bench.tenants.greenhouse()
  const n = bench.quick ? 60 : 310
  const { credentials, locationIds, membershipIds } = tenant.house
  const { online, offline } = await measureIn(
    join(here, 'desk-submit.ts'),
    {
      ...{ folder: tenant.deskFolder(1), server: tenant.server.address, credentials, paceMs: 100 },
      ...{ locationId: locationIds[0] ?? '', membershipIds: membershipIds.slice(-n) },
    },
    result,
  )
  const painted = await paintedOf(bench, tenant, n).catch((error: unknown) =>
    notMeasured(paintedFigure, paintedGoal, `The renderer did not come up: ${String(error)}`),
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
    painted,
  ]
}

const paintedFigure = 'submit → painted as held here, in Chromium'
const paintedGoal = 'p95 ≤ 16 ms'

async function paintedOf(bench: Bench, { house, server, deskFolder }: FilledTenant, n: number): Promise<Line> {
  const page = join(bench.stage.folder, 'submit-page')
  await buildPage(join(here, 'page-submit.ts'), page)
  const input = { folder: deskFolder(2), server: server.address, credentials: house.credentials, page }
  const host = await bench.stage.start('desk', join(here, 'desk-host.ts'), [JSON.stringify(input)])
  const membershipIds = house.membershipIds.slice(-n - Math.ceil(n / 2), -n)
  const times = await withPage(join(bench.stage.folder, 'chromium-submit'), host.address, (open) =>
    open.evaluate(([ids, pace]) => window.paintedSubmits(ids, pace), [membershipIds, 100] as const),
  ).finally(() => host.stop())
  const all = spreadOf(times)
  return {
    figure: `${paintedFigure}, ${all.n} clicks`,
    ours: spread(all),
    baseline: null,
    ratio: null,
    goal: paintedGoal,
    met: all.p95 <= 16,
    notes: [
      'From the click through the strict journal, the socket of the web host and the desk process to the frame after the answer; a page of the bench shows it, in place of a screen. Frames come 60 times a second.',
    ],
    values: { p50: all.p50, p95: all.p95 },
  }
}
