import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms, short, times } from '../measure/line.ts'
import { median } from '../measure/sample.ts'
import type { FilledTenant } from '../stage/filled-tenant.ts'
import { buildPage, servePage, withPage } from '../stage/page.ts'
import { measureIn } from '../stage/program.ts'
import { rxRows } from '../stage/rx-rows.ts'
import { seededTables } from '../stage/seed.ts'
import { syncDesk } from '../stage/synced-desk.ts'

const here = join(import.meta.dirname, '..')

const copied = z.object({ rows: z.number(), copyMs: z.number(), replicaMs: z.number() })

async function rawCopies(bench: Bench, tenant: FilledTenant, times: number) {
  const files = join(bench.stage.folder, 'copy-files')
  await mkdir(files)
  // Postgres itself writes them, under a user of its own.
  await chmod(bench.stage.folder, 0o755)
  await chmod(files, 0o777)
  for (const table of seededTables) {
    await tenant.premises.database.script(`copy ${table} to '${join(files, table)}'`)
  }
  const results: z.infer<typeof copied>[] = []
  for (let n = 0; n < times; n += 1) {
    const input = {
      folder: join(bench.stage.folder, `copied-${n}`),
      tenantId: tenant.house.tenantId,
      files,
    }
    results.push(await measureIn(join(here, 'copy-into-replica.ts'), input, copied))
  }
  return results
}

/** RxDB's documentation recommends batches of this order; larger ones were no faster here. */
const rxBatch = 1000

async function rxSyncs(bench: Bench, tenant: FilledTenant) {
  const folder = join(bench.stage.folder, 'rx-page')
  await buildPage(join(here, 'page-rxdb.ts'), folder)
  const { tables, page: rows } = await rxRows(tenant.premises.database, tenant.house.tenantId)
  const served = await servePage(folder, async ({ pathname, searchParams }) => {
    if (pathname !== '/rows') return undefined
    return rows(searchParams.get('table') ?? '', searchParams.get('after') ?? '', Number(searchParams.get('limit')))
  })
  const locationId = tenant.house.locationIds[0] ?? ''
  const run = (how: 'replication' | 'bulkInsert') =>
    withPage(join(bench.stage.folder, `chromium-${how}`), served.origin, (page) =>
      page.evaluate((request) => window.rxFirstSync(request), { how, tables, batch: rxBatch, locationId }),
    )
  try {
    return { replication: await run('replication'), bulkInsert: await run('bulkInsert') }
  } finally {
    served.close()
  }
}

const perSecond = (rows: number, time: number): number => (rows / time) * 1000

/** `first-sync`: rows from the server to usable screen data. */
export async function firstSync(bench: Bench): Promise<Line[]> {
  const tenant = await bench.large()
  const repeats = bench.quick ? 1 : 3
  const desks = [await bench.syncedDesk()]
  for (let n = 1; n < repeats; n += 1) desks.push(await syncDesk(tenant, n))
  const copies = await rawCopies(bench, tenant, repeats)
  const rx = await rxSyncs(bench, tenant)
  const rows = desks[0]?.rows ?? 0
  const [total, replica, load] = [
    median(desks.map(({ totalMs }) => totalMs)),
    median(desks.map(({ replicaMs }) => replicaMs)),
    median(desks.map(({ rowsMs }) => rowsMs)),
  ]
  const ourRate = perSecond(rows, load)
  const copyMs = median(copies.map((each) => each.copyMs))
  const copyRate = perSecond(copies[0]?.rows ?? 0, copyMs)
  const against = (what: string, { rows: n, totalMs, openMs, rowsMs }: (typeof rx)['replication']): Line => ({
    figure: `first sync of ${count(rows)} rows, server to first query answered, against ${what}`,
    ours: ms(total),
    baseline: ms(totalMs),
    ratio: times(totalMs / total),
    goal: '≥ 5 × faster',
    met: totalMs / total >= 5,
    notes: [
      `Ours: ${ms(replica)} for an empty replica, ${ms(load)} for the rows, the rest for the pull that ends it and the query. RxDB: ${ms(openMs)} for ${count(n)} rows' empty collections, ${ms(rowsMs)} for the rows. Both begin with nothing on disk.`,
    ],
    values: { oursMs: total, replicaMs: replica, rowsMs: load, baselineMs: totalMs, rows, baselineRows: n },
  })
  return [
    against('RxDB replication on Dexie', rx.replication),
    against('RxDB bulkInsert on Dexie', rx.bulkInsert),
    {
      figure: `its rows into the empty replica, against raw COPY of ${count(copies[0]?.rows ?? 0)} into one`,
      ours: `${count(ourRate)} rows/s`,
      baseline: `${count(copyRate)} rows/s`,
      ratio: short(ourRate / copyRate),
      goal: '≥ 0.5 of COPY',
      met: ourRate / copyRate >= 0.5,
      notes: [`COPY took ${ms(copyMs)}, from files on disk, with the same indexes; the empty replica is in neither.`],
      values: { oursPerSecond: ourRate, copyPerSecond: copyRate, copyMs },
    },
    ...(bench.full ? [await million(bench, ourRate)] : []),
  ]
}

async function million(bench: Bench, rateBefore: number): Promise<Line> {
  const tenant = await bench.tenants.ofRows(1_000_000)
  const desk = await syncDesk(tenant, 1)
  const rate = perSecond(desk.rows, desk.rowsMs)
  return {
    figure: `first sync of ${count(desk.rows)} rows: rate`,
    ours: `${count(rate)} rows/s`,
    baseline: `${count(rateBefore)} rows/s`,
    ratio: short(rate / rateBefore),
    goal: '≥ 0.7 of the rate at 100 000',
    met: rate / rateBefore >= 0.7,
    notes: [`In all ${ms(desk.totalMs)}.`],
    values: { perSecond: rate, totalMs: desk.totalMs },
  }
}
