import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms, short, times } from '../measure/line.ts'
import { spreadOf, sum } from '../measure/sample.ts'
import { type House, Premises } from '../stage/house.ts'
import { measureIn } from '../stage/program.ts'
import { greenhouse, type Shape } from '../stage/seed.ts'

const here = join(import.meta.dirname, '..')
const callers = 100

const result = z.object({ latencies: z.array(z.number()), perSecond: z.number(), retries: z.number() })
/** What a load of callers met. */
export type Load = z.infer<typeof result>

/** Tenants small enough to have a hundred of them: the demo's greenhouse (plant-slots.md section 15). */
const small: Shape = { slots: 1_200, locations: 6, members: 300, entitlements: 300 }

interface Called {
  house: House
  token: string
  /** Which of its house's callers it is. */
  n: number
}

const callerOf = ({ house, token, n }: Called) => ({
  token,
  tenantId: house.tenantId,
  userId: house.userId,
  membershipId: house.membershipIds.at(-1 - n) ?? '',
  locationId: house.locationIds[n % house.locationIds.length] ?? '',
})

const call = (bench: Bench, url: string, endpoint: 'push' | 'plain', called: readonly Called[]): Promise<Load> => {
  const seconds = bench.quick ? { warmSeconds: 1, seconds: 3 } : { warmSeconds: 2, seconds: 8 }
  return measureIn(join(here, 'callers.ts'), { url, endpoint, callers: called.map(callerOf), ...seconds }, result)
}

const rounds = 2
const joined = (loads: readonly Load[]): Load => ({
  latencies: loads.flatMap(({ latencies }) => latencies),
  perSecond: sum(loads.map(({ perSecond }) => perSecond)) / loads.length,
  retries: sum(loads.map(({ retries }) => retries)),
})

const sizes = ({ slots, locations }: Shape): string => `${count(slots)} slots in ${locations} locations`

/** `one-tenant`: commands per second of one tenant, beside a SERIALIZABLE endpoint with retries. */
export async function oneTenant(bench: Bench): Promise<Line[]> {
  const name = 'commands_one'
  const premises = await Premises.at(await bench.stage.createDatabase(name))
  const house = await premises.openHouse('one', greenhouse)
  const { ours, plain, handlers } = await contest(bench, name, premises, house)
  return [
    ...beside(ours, plain, 'plain SQL, SERIALIZABLE with retry'),
    ...beside(ours, handlers, 'the same handlers, SERIALIZABLE with retry'),
  ]
}

/**
 * A hundred callers allocate and release in a database, and in copies of it by the two baselines. Closes the premises,
 * as copies are made of what nobody is connected to.
 */
export async function contest(
  bench: Bench,
  name: string,
  premises: Premises,
  house: House,
): Promise<{ ours: Load; plain: Load; handlers: Load }> {
  const desks = await premises.openDesks(house, callers * rounds)
  await premises.close()
  const called = desks.map(({ token }, n) => ({ house, token, n: n % callers }))
  const plain = await endpointOf(bench, 'plain', name)
  const handlers = await endpointOf(bench, 'handlers', name)
  const server = await bench.stage.startServer(premises.url)
  const loads: Record<'ours' | 'plain' | 'handlers', Load[]> = { ours: [], plain: [], handlers: [] }
  // By turns, since a machine is not as fast at every moment.
  for (let round = 0; round < rounds; round += 1) {
    const now = called.slice(round * callers, (round + 1) * callers)
    loads.ours.push(await call(bench, server.address, 'push', now))
    loads.plain.push(await call(bench, plain.address, 'plain', now))
    loads.handlers.push(await call(bench, handlers.address, 'plain', now))
  }
  await Promise.all([server.stop(), plain.stop(), handlers.stop()])
  return { ours: joined(loads.ours), plain: joined(loads.plain), handlers: joined(loads.handlers) }
}

/** A baseline's endpoint on a copy of a database that nobody is connected to. */
async function endpointOf(bench: Bench, kind: 'plain' | 'handlers', of: string) {
  const url = await bench.stage.copyDatabase(`${of}_${kind}`, of)
  return bench.stage.start(kind, join(here, `${kind}-endpoint.ts`), [url])
}

function beside(ours: Load, theirs: Load, what: string): Line[] {
  const [our, their] = [spreadOf(ours.latencies), spreadOf(theirs.latencies)]
  const rate = ours.perSecond / theirs.perSecond
  const slow = our.p95 / their.p95
  return [
    {
      figure: `commands per second, ${callers} callers of one tenant, ${sizes(greenhouse)}, allocate and release`,
      ours: `${count(ours.perSecond)} /s`,
      baseline: `${count(theirs.perSecond)} /s: ${what}`,
      ratio: times(rate),
      goal: '≥ 2 × the baseline',
      met: rate >= 2,
      notes: [
        `The baseline tried again ${(theirs.retries / Math.max(1, their.n)).toFixed(2)} times a command. Commits reach the disk on both.`,
      ],
      values: { oursPerSecond: ours.perSecond, baselinePerSecond: theirs.perSecond, baselineRetries: theirs.retries },
    },
    {
      figure: 'how long these callers wait',
      ours: `p50 ${short(our.p50)}, p95 ${ms(our.p95)}`,
      baseline: `p50 ${short(their.p50)}, p95 ${ms(their.p95)}: ${what}`,
      ratio: short(slow),
      goal: 'p95 ≤ 0.25 of the baseline’s',
      met: slow <= 0.25,
      notes: [],
      values: { oursP50: our.p50, oursP95: our.p95, baselineP50: their.p50, baselineP95: their.p95 },
    },
  ]
}

/** `tenants`: the same over 100 tenants, beside one tenant of the same size. */
export async function manyTenants(bench: Bench): Promise<Line[]> {
  const premises = await Premises.at(await bench.stage.createDatabase('commands_many'))
  const one = await premises.openHouse('one', small)
  const desks = await premises.openDesks(one, callers * rounds)
  const many: Called[] = []
  for (let n = 0; n < callers; n += 1) {
    const house = await premises.openLightHouse(`tenant-${n}`, small)
    for (const { token } of await premises.openDesks(house, rounds)) many.push({ house, token, n })
  }
  await premises.analyze()
  await premises.close()
  const server = await bench.stage.startServer(premises.url)
  const [oneRounds, manyRounds]: [Load[], Load[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    const ofOne = desks.slice(round * callers, (round + 1) * callers).map(({ token }, n) => ({ house: one, token, n }))
    oneRounds.push(await call(bench, server.address, 'push', ofOne))
    const ofMany = many.filter((_, n) => n % rounds === round)
    manyRounds.push(await call(bench, server.address, 'push', ofMany))
  }
  await server.stop()
  const [single, spread] = [joined(oneRounds), joined(manyRounds)]
  const ratio = spread.perSecond / single.perSecond
  const [of, alone] = [spreadOf(spread.latencies), spreadOf(single.latencies)]
  return [
    {
      figure: `commands per second, ${callers} tenants with a caller each, ${sizes(small)} each`,
      ours: `${count(spread.perSecond)} /s, p95 ${ms(of.p95)}`,
      baseline: `${count(single.perSecond)} /s, p95 ${ms(alone.p95)}: ${callers} callers of one such tenant`,
      ratio: times(ratio),
      goal: '≥ 1.5 × one tenant’s, on 2 cores',
      met: ratio >= 1.5,
      notes: [],
      values: { oursPerSecond: spread.perSecond, onePerSecond: single.perSecond, p95: of.p95, oneP95: alone.p95 },
    },
  ]
}
