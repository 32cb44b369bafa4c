import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { bytes } from './figures/bytes.ts'
import { manyTenants, oneTenant } from './figures/commands.ts'
import { firstSync } from './figures/first-sync.ts'
import { journal } from './figures/journal.ts'
import { liveQueries } from './figures/live-queries.ts'
import { rebase } from './figures/rebase.ts'
import { memory, restart } from './figures/restart.ts'
import { submit } from './figures/submit.ts'
import { visible } from './figures/visible.ts'
import type { Bench, Figure } from './measure/bench.ts'
import { type Line, notMeasured } from './measure/line.ts'
import { tableOf } from './measure/table.ts'
import { type FilledTenant, Tenants } from './stage/filled-tenant.ts'
import { takeProfiles } from './stage/program.ts'
import { Stage } from './stage/stage.ts'
import { type SyncedDesk, syncDesk } from './stage/synced-desk.ts'

/** `npm run bench`: the table of `sync.md` section 5, each figure beside its baseline of the same run. */

const figures: Record<string, Figure> = {
  'first-sync': firstSync,
  submit,
  journal,
  rebase,
  'live-queries': liveQueries,
  visible,
  'one-tenant': oneTenant,
  tenants: manyTenants,
  bytes,
  restart,
  memory,
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Names of figures, with commas. */
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    /** A folder for CPU profiles of every process. */
    profile: { type: 'string' },
  },
})
const chosen = values.only?.split(',') ?? Object.keys(figures)
const unknown = chosen.filter((name) => !(name in figures))
if (unknown.length > 0) {
  process.stderr.write(`No figure ${unknown.join(', ')}. There are: ${Object.keys(figures).join(', ')}\n`)
  process.exit(2)
}
if (values.profile) takeProfiles(values.profile)

const load = loadavg()[0] ?? 0
const stage = await Stage.open()
const tenants = new Tenants(stage)
let large: Promise<FilledTenant> | undefined
let synced: Promise<SyncedDesk> | undefined
const bench: Bench = {
  quick: values.quick,
  full: values.full,
  stage,
  tenants,
  large() {
    large ??= tenants.ofRows(values.quick ? 20_000 : 100_000)
    return large
  },
  syncedDesk() {
    synced ??= bench.large().then((tenant) => syncDesk(tenant, 0))
    return synced
  },
}

const lines: Record<string, Line[]> = {}
try {
  for (const name of chosen) {
    process.stderr.write(`${name} …\n`)
    lines[name] = (await figures[name]?.(bench).catch((error: unknown) => [failed(name, error)])) ?? []
  }
} finally {
  await tenants.close()
  await stage.close()
}
const took = Math.round(process.uptime())
if (values.json) process.stdout.write(`${JSON.stringify({ load, seconds: took, figures: lines }, null, 2)}\n`)
else {
  const machine = `Load of the machine before the run: ${load.toFixed(2)}. It took ${took} s.`
  process.stdout.write(`${tableOf(Object.values(lines).flat())}\n\n${machine}\n`)
}
if (Object.values(lines).some((group) => group.some(({ ours }) => ours === 'failed'))) process.exitCode = 1

function failed(name: string, error: unknown): Line {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return { ...notMeasured(name, '', error instanceof Error ? error.message : String(error)), ours: 'failed' }
}
