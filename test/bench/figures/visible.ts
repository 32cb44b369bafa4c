import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { type Line, spread } from '../measure/line.ts'
import { spreadOf } from '../measure/sample.ts'
import type { FilledTenant } from '../stage/filled-tenant.ts'
import { measureIn, type Running } from '../stage/program.ts'

const here = join(import.meta.dirname, '..')
const result = z.object({ commits: z.array(z.number()), delays: z.array(z.number()) })

interface Watching {
  desk: Running
  changed: number[]
}

async function realDesk(bench: Bench, tenant: FilledTenant, n: number, memberId: string): Promise<Watching> {
  const { credentials } = tenant.house
  const input = {
    folder: tenant.deskFolder(n),
    server: tenant.server.address,
    credentials,
    name: `Desk ${n}`,
    memberId,
  }
  const changed: number[] = []
  const desk = await bench.stage.start('ready', join(here, 'desk-watch.ts'), [JSON.stringify(input)], {}, (line) => {
    if (line.startsWith('changed: ')) changed.push(Number(line.slice('changed: '.length)))
  })
  return { desk, changed }
}

/** How long after each commit a desk's watching query had another answer; one that came with the next is left out. */
const delaysOf = (commits: readonly number[], changed: readonly number[]): number[] =>
  commits.flatMap((at, n) => {
    const next = commits[n + 1] ?? Number.POSITIVE_INFINITY
    const first = changed.find((told) => told >= at && told < next)
    return first === undefined ? [] : [first - at]
  })

/** `visible`: a commit on the server → the row on every other desk. */
export async function visible(bench: Bench): Promise<Line[]> {
  const tenant = await bench.tenants.greenhouse()
  const { house, premises, server } = tenant
  const [real, desks, commands] = bench.quick ? [1, 20, 10] : [3, 100, 60]
  const [writer, ...others] = await premises.openDesks(house, desks - real + 1)
  const [membershipId, memberId] = [house.membershipIds.at(-1) ?? '', house.memberIds.at(-1) ?? '']
  const watching = await Promise.all(Array.from({ length: real }, (_, n) => realDesk(bench, tenant, n + 1, memberId)))
  const { commits, delays } = await measureIn(
    join(here, 'light-desks.ts'),
    {
      ...{ server: server.address, databaseUrl: premises.url, tokens: others.map(({ token }) => token), commands },
      paceMs: 500,
      writer: {
        token: writer?.token ?? '',
        userId: house.userId,
        membershipId,
        locationId: house.locationIds[0] ?? '',
      },
    },
    result,
  )
  await Promise.all(watching.map(({ desk }) => desk.stop()))
  await tenant.close()
  const light = spreadOf(delays)
  const screens = spreadOf(watching.flatMap(({ changed }) => delaysOf(commits, changed)))
  return [
    {
      figure: `commit on the server → row on another desk, ${desks} desks of one tenant, ${commands} commits`,
      ours: spread(light),
      baseline: null,
      ratio: null,
      goal: 'p50 ≤ 15 ms, p95 ≤ 50 ms',
      met: light.p50 <= 15 && light.p95 <= 50,
      notes: [
        `${others.length} of the desks are light (live socket, pull over HTTP, all in one process of this machine). On the ${real} real ones, until a live query had the new answer: ${spread(screens)} (${screens.n} times).`,
      ],
      values: { p50: light.p50, p95: light.p95, realP50: screens.p50, realP95: screens.p95 },
    },
  ]
}
