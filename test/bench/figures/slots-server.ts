import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms, short, times } from '../measure/line.ts'
import { spreadOf, timed } from '../measure/sample.ts'
import { within } from '../measure/within.ts'
import type { Organisation } from '../stage/organisation.ts'
import { Rest } from '../stage/rest.ts'
import { firstWaiting } from '../stage/seed-organisation.ts'
import { contest, type Load } from './commands.ts'

const root = '/plant-slots/v1'
const every = <T>(all: readonly T[], n: number): T | undefined => all[(n * 7919) % all.length]

/** Every query of slots that has an address, with the filters and orders that people use. */
const addresses = ({ house }: Organisation, slotIds: readonly string[]): readonly ((n: number) => string)[] => [
  (n) => `${root}/admin/all?limit=${[20, 100][n % 2]}&page=${1 + (n % 30)}`,
  (n) => `${root}/admin/all?available_only=true&limit=100&page=${1 + (n % 5)}`,
  (n) => `${root}/admin/all?location=greenhouse-${1 + (n % house.locationIds.length)}&sort=-updated_at`,
  () => `${root}/admin/all?status=allocated&maintenance_required=false&sort=location`,
  (n) => `${root}/admin/all?member_id=${every(house.memberIds.slice(0, 2000), n)}`,
  (n) => `${root}/${every(slotIds, n)}`,
  () => `${root}/admin/maintenance`,
  () => `${root}/admin/locations`,
]

/** Queries without an address of their own, as anyone may ask them (PL-R15). */
const queries = ({ house }: Organisation, slotIds: readonly string[]) => [
  (n: number) => ({ name: 'board', input: { locationId: every(house.locationIds, n) } }),
  (n: number) => ({ name: 'member-slots', input: { memberId: every(house.memberIds.slice(0, 2000), n) } }),
  () => ({ name: 'free', input: {} }),
  (n: number) => ({ name: 'propose', input: { membershipId: every(house.membershipIds, n), quantity: 6 } }),
  (n: number) => ({ name: 'waitlist', input: { limit: 100, page: 1 + (n % 20) } }),
  (n: number) => ({ name: 'why-not', input: { membershipId: every(house.membershipIds, n), quantity: 2 } }),
  (n: number) => ({ name: 'slot', input: { slotId: every(slotIds, n) } }),
  (n: number) => ({ name: 'queue-log', input: { slotId: every(slotIds, n) } }),
]

/** How long each kind of query took (ms), by what it asks. */
async function kinds(rest: Rest, organisation: Organisation, slotIds: readonly string[], n: number) {
  const took = new Map<string, number[]>()
  const note = (kind: string, took_: number) => took.set(kind, [...(took.get(kind) ?? []), took_])
  const paths = addresses(organisation, slotIds)
  const asked = queries(organisation, slotIds)
  for (let at = -1; at < n; at += 1) {
    for (const path of paths) {
      const { ms: one } = await rest.get(path(at + 1))
      if (at >= 0) note(kindOf(path(0)), one)
    }
    for (const query of asked) {
      const { name, input } = query(at + 1)
      const { ms: one } = await rest.post(`/api/v1/queries/plant-slots.${name}`, input)
      if (at >= 0) note(name, one)
    }
  }
  return took
}

const kindOf = (path: string): string =>
  path
    .replace(root, '')
    .replace(/[0-9a-f-]{36}/, ':id')
    .replace(/(page|limit)=\d+&?/g, '')

/** A thousand reads of what members hold, fifty at a time; how long all of them took (ms), and each. */
async function reads(rest: Rest, { house }: Organisation, n: number): Promise<{ all: number; each: number[] }> {
  const each: number[] = []
  let next = 0
  const reader = async () => {
    for (let at = next++; at < n; at = next++) {
      const memberId = every(house.memberIds.slice(0, 2000), at)
      each.push((await rest.post('/api/v1/queries/plant-slots.member-slots', { memberId })).ms)
    }
  }
  const { ms: all } = await timed(() => Promise.all(Array.from({ length: 50 }, reader)))
  return { all, each }
}

/** How long a year of analytics takes (ms), again and again. */
async function years(rest: Rest, n: number): Promise<number[]> {
  const to = new Date().toISOString().slice(0, 10)
  const from = new Date(Date.now() - 364 * 24 * 3_600_000).toISOString().slice(0, 10)
  return rest.each(
    Array.from({ length: n }, () => `${root}/admin/analytics?from=${from}&to=${to}`),
    1,
  )
}

/** `slots-server`: slots over HTTP, and commands of a hundred callers (plant-slots.md section 12). */
export async function slotsServer(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const { size, house } = organisation
  const n = bench.quick ? 3 : 25
  const many = bench.quick ? 200 : 1000
  const tenant = await organisation.opened()
  const rest = await Rest.of(tenant, 17 * (n + 1) + 2 * many + 200)
  let lines: Line[]
  try {
    const slotIds = (await tenant.premises.takenSlots(house.tenantId, 500)).map(({ slotId }) => slotId)
    const took = await kinds(rest, organisation, slotIds, n)
    await reads(rest, organisation, 100)
    const { all, each } = await reads(rest, organisation, many)
    const year = within(`analytics over a year, ${count(size.events)} events`, await years(rest, n), 500)
    lines = [queriesLine(organisation, took), readsLine(many, all, each), year]
  } finally {
    rest.close()
    await tenant.close()
  }
  const { name, premises } = await organisation.copy()
  // Those with room for more slots; in locations where some are free.
  const callers = { ...house, locationIds: house.locationIds.slice(0, -1) }
  const room = { ...callers, membershipIds: house.membershipIds.slice(0, firstWaiting(size)) }
  const { ours, plain, handlers } = await contest(bench, name, premises, room)
  return [...lines, ...allocateLines(organisation, ours, plain, handlers)]
}

function queriesLine({ size }: Organisation, took: ReadonlyMap<string, number[]>): Line {
  const slowest = [...took]
    .map(([kind, each]) => ({ kind, ...spreadOf(each) }))
    .toSorted((a, b) => b.p50 - a.p50)
    .slice(0, 5)
  const words = slowest.map(({ kind, p50, p95 }) => `${kind} p50 ${short(p50)}, p95 ${ms(p95)}`)
  return within(
    `any slot query over HTTP, ${took.size} kinds, ${count(size.slots)} slots, ${count(size.events)} events`,
    [...took.values()].flat(),
    40,
    [`Slowest: ${words.join('; ')}.`],
  )
}

function readsLine(n: number, all: number, each: readonly number[]): Line {
  const perSecond = (1000 * n) / all
  return {
    figure: `${count(n)} reads of what a member holds, 50 at once`,
    ours: `${ms(all)}, ${count(perSecond)} /s, p95 ${ms(spreadOf(each).p95)}`,
    ...{ baseline: null, ratio: null, goal: '≤ 1 s, ≥ 1 000 /s', met: perSecond >= 1000 && all <= n },
    notes: ['Asked and answered on one machine: the caller takes its part of the two cores too.'],
    values: { all, perSecond },
  }
}

function allocateLines({ size }: Organisation, ours: Load, plain: Load, handlers: Load): Line[] {
  const { p50, p95 } = spreadOf(ours.latencies)
  const [toPlain, toHandlers] = [ours.perSecond / plain.perSecond, ours.perSecond / handlers.perSecond]
  return [
    {
      figure: `allocate on the server, one tenant, 100 callers, ${count(size.members)} members, ${count(size.waiting)} waiting`,
      ours: `${count(ours.perSecond)} /s, p50 ${short(p50)}, p95 ${ms(p95)}`,
      ...{ baseline: null, ratio: null, goal: '≥ 500 /s, p95 ≤ 250 ms', met: ours.perSecond >= 500 && p95 <= 250 },
      notes: ['Allocate and release by turns. None is lost: each answer names the slots that its release gives back.'],
      values: { perSecond: ours.perSecond, p50, p95 },
    },
    {
      figure: 'the same beside SERIALIZABLE with retry',
      ours: `${count(ours.perSecond)} /s`,
      baseline: `${count(handlers.perSecond)} /s: the same handlers; ${count(plain.perSecond)} /s: plain SQL`,
      ratio: `${times(toHandlers)}; ${times(toPlain)}`,
      ...{ goal: '≥ 2 × the baseline', met: toHandlers >= 2 && toPlain >= 2 },
      notes: [
        `They tried again ${short(handlers.retries / Math.max(1, handlers.latencies.length))} and ${short(plain.retries / Math.max(1, plain.latencies.length))} times a command. Plain SQL leaves out row security, authors, the log’s chain and the best place.`,
      ],
      values: { handlersPerSecond: handlers.perSecond, plainPerSecond: plain.perSecond },
    },
  ]
}
