import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { acts } from './figures/acts.ts'
import { box } from './figures/box.ts'
import { bundle } from './figures/bundle.ts'
import { bytes } from './figures/bytes.ts'
import { calendar } from './figures/calendar.ts'
import { cards } from './figures/cards.ts'
import { manyTenants, oneTenant } from './figures/commands.ts'
import { firstSync } from './figures/first-sync.ts'
import { journal } from './figures/journal.ts'
import { keys } from './figures/keys.ts'
import { launch } from './figures/launch.ts'
import { lists } from './figures/lists.ts'
import { liveQueries } from './figures/live-queries.ts'
import { looks } from './figures/looks.ts'
import { membershipsDesk } from './figures/memberships-desk.ts'
import { membershipsServer } from './figures/memberships-server.ts'
import { news } from './figures/news.ts'
import { poison } from './figures/poison.ts'
import { print } from './figures/print.ts'
import { expiry, queue } from './figures/queue.ts'
import { rebase } from './figures/rebase.ts'
import { rendererMemory } from './figures/renderer-memory.ts'
import { memory, restart } from './figures/restart.ts'
import { rollDay } from './figures/roll-day.ts'
import { search } from './figures/search.ts'
import { slotMap } from './figures/slot-map.ts'
import { slotsDesk } from './figures/slots-desk.ts'
import { slotsServer } from './figures/slots-server.ts'
import { submit } from './figures/submit.ts'
import { visible } from './figures/visible.ts'
import type { Bench, Figure } from './measure/bench.ts'
import { type Line, notMeasured } from './measure/line.ts'
import { watchOtherWork } from './measure/other-work.ts'
import { tableOf } from './measure/table.ts'
import { type FilledTenant, Tenants } from './stage/filled-tenant.ts'
import { Organisation } from './stage/organisation.ts'
import { takeProfiles } from './stage/program.ts'
import { Screens } from './stage/screens.ts'
import { smallOrganisation, wholeOrganisation } from './stage/seed-organisation.ts'
import { Stage } from './stage/stage.ts'
import { type SyncedDesk, syncDesk } from './stage/synced-desk.ts'

/**
 * `npm run bench`: the tables of `sync.md` section 5, of `desk-ux.md`, `memberships.md` and `plant-slots.md` section 12,
 * each figure beside its baseline of the same run.
 */

const figures: Record<string, Figure> = {
  'first-sync': firstSync,
  submit,
  journal,
  rebase,
  'live-queries': liveQueries,
  visible,
  'one-tenant': oneTenant,
  tenants: manyTenants,
  poison,
  bytes,
  restart,
  memory,
  print,
  search,
  launch,
  bundle,
  lists,
  box,
  keys,
  acts,
  news,
  looks,
  calendar,
  'renderer-memory': rendererMemory,
  'memberships-server': membershipsServer,
  'memberships-desk': membershipsDesk,
  'roll-day': rollDay,
  'slots-server': slotsServer,
  'slots-desk': slotsDesk,
  cards,
  'slot-map': slotMap,
  queue,
  expiry,
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

const stage = await Stage.open()
const tenants = new Tenants(stage)
let large: Promise<FilledTenant> | undefined
let synced: Promise<SyncedDesk> | undefined
let screens: Promise<Screens> | undefined
let organisation: Promise<Organisation> | undefined
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
  screens() {
    screens ??= Screens.open(stage, tenants, values.quick ? 20_000 : 100_000)
    return screens
  },
  organisation() {
    organisation ??= Organisation.make(stage, values.quick ? smallOrganisation : wholeOrganisation)
    return organisation
  },
}

async function clear(): Promise<void> {
  await screens?.then((open) => open.close()).catch(() => undefined)
  await tenants.close()
  await stage.close()
}
process.once('SIGINT', () => void clear().finally(() => process.exit(130)))

/** A figure's lines, and what part of the machine other work took while it was measured. */
interface Measured {
  lines: Line[]
  otherWork: number
}

async function measure(name: string): Promise<Measured> {
  process.stderr.write(`${name} …\n`)
  const otherWork = watchOtherWork()
  const lines = (await figures[name]?.(bench).catch((error: unknown) => [failed(name, error)])) ?? []
  // A long run may be cut; what was measured is told by then.
  for (const { figure, ours, goal, met } of lines) process.stderr.write(`  ${figure}: ${ours} (${goal}: ${met})\n`)
  return { lines, otherWork: otherWork() }
}

function failed(name: string, error: unknown): Line {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return { ...notMeasured(name, '', error instanceof Error ? error.message : String(error)), ours: 'failed' }
}

const measured: Record<string, Measured> = {}
try {
  for (const name of chosen) measured[name] = await measure(name)
} finally {
  await clear()
}
const seconds = Math.round(process.uptime())
const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`
const lines = Object.values(measured).flatMap((each) => each.lines)
if (values.json) process.stdout.write(`${JSON.stringify({ machine, seconds, figures: measured }, null, 2)}\n`)
else {
  const others = Object.entries(measured).map(([name, { otherWork }]) => `${name} ${Math.round(otherWork * 100)} %`)
  process.stdout.write(
    `${tableOf(lines)}\n\n${machine}; ${seconds} s.\nOther work took this part of the machine: ${others.join(', ')}.\n`,
  )
}
if (lines.some(({ ours }) => ours === 'failed')) process.exitCode = 1
