import { newId } from '../../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms, short, times } from '../measure/line.ts'
import { pause, spreadOf, sum, timed } from '../measure/sample.ts'
import { type Clockwork, runClock, today } from '../stage/clock.ts'
import type { FilledTenant } from '../stage/filled-tenant.ts'
import { LightDesk, pushedForm } from '../stage/light-desk.ts'
import type { Organisation } from '../stage/organisation.ts'
import { idOf } from '../stage/seed.ts'
import { firstWaiting } from '../stage/seed-organisation.ts'

/** What of the changing memberships each step moves. */
const shares = { expire: 0.35, renew: 0.35, begin: 0.1, start: 0.1, end: 0.1 }

/** How the memberships of a stretch of numbers come to what a step of the day moves. */
const due = (day: string): Record<keyof typeof shares, (numbers: string) => string> => ({
  expire: (numbers) => `${datesOf(numbers, `ends_on = '${day}'::date - 1`)} ${setOf(numbers, 'auto_renew = false')}`,
  renew: (numbers) => `${datesOf(numbers, `ends_on = '${day}'::date + 1`)} ${setOf(numbers, 'auto_renew = true')}`,
  begin: (numbers) =>
    `${datesOf(numbers, `starts_on = '${day}'::date, ends_on = '${day}'::date + 364`)} ${setOf(numbers, `status = 'scheduled'`)}`,
  start: (numbers) => frozen(numbers, 'planned', `'${day}'::date`, `'${day}'::date + 9`),
  end: (numbers) =>
    `${frozen(numbers, 'running', `'${day}'::date - 10`, `'${day}'::date - 1`)} ${setOf(numbers, `status = 'frozen'`)}`,
})

const setOf = (numbers: string, change: string): string =>
  `update memberships set ${change} where id in (select ${idOf('membership', 'n')} from ${numbers} n);`
const datesOf = (numbers: string, change: string): string =>
  `${setOf(numbers, change)} update membership_periods set ${change} where id in (select ${idOf('period', 'n')} from ${numbers} n);`
const frozen = (numbers: string, state: string, from: string, to: string): string => `
  insert into membership_freezes (id, membership_id, period_id, member_id, from_on, to_on, state)
    select ${idOf('freeze', 'n')}, ${idOf('membership', 'n')}, ${idOf('period', 'n')}, ${idOf('member', 'n')}, ${from}, ${to}, '${state}'
    from ${numbers} n;`

/** Makes so many memberships due to change on a day; none of them holds slots or waits for some. */
async function makeDue({ premises, house }: FilledTenant, { size }: Organisation, changing: number, round: number) {
  let next = firstWaiting(size) + size.waiting + 1 + round * changing
  const makers = due(today())
  const statements = Object.entries(makers).map(([step, make]) => {
    const n = Math.round(changing * (step in shares ? shares[step as keyof typeof shares] : 0))
    const from = next
    next += n
    return make(`generate_series(${from}, ${next - 1})`)
  })
  await premises.write(house.tenantId, statements.join('\n'))
}

/** Four desks give and take back slots, each as soon as it is answered, until told to stop; how long each waited (ms). */
async function others({ premises, house, server }: FilledTenant, { size }: Organisation, until: Promise<unknown>) {
  const desks = await premises.openDesks(house, 4)
  const waited: number[] = []
  let over = false
  void until.then(() => {
    over = true
  })
  await Promise.all(
    desks.map(async ({ token }, n) => {
      const desk = new LightDesk(server.address, token)
      const membershipId = house.membershipIds[firstWaiting(size) - 1 - n] ?? ''
      const pick = { quantity: 1, locationId: house.locationIds[n % 2] ?? '' }
      let given = 0
      let slotIds: string[] = []
      while (!over) {
        given += 1
        const taking = slotIds.length === 0
        const input: JsonObject = taking ? { membershipId, pick } : { membershipId, slotIds }
        const command = { id: newId(), name: taking ? 'plant-slots.allocate' : 'plant-slots.release', input }
        const { ms: took, value } = await timed(() => desk.push([pushedForm(given, house.userId, command)]))
        if (value[0]?.verdict !== 'applied') throw new Error(JSON.stringify(value))
        slotIds = taking ? slotIdsOf(value[0].outcome) : []
        waited.push(took)
      }
      desk.close()
    }),
  )
  return waited
}

const slotIdsOf = (outcome: unknown): string[] =>
  outcome && typeof outcome === 'object' && 'slotIds' in outcome && Array.isArray(outcome.slotIds)
    ? outcome.slotIds.map(String)
    : []

const moved = ({ outcomes }: Clockwork): number =>
  sum(outcomes.flatMap(({ counts }) => Object.values(Object(counts)).map(Number)))

/** `roll-day`: a day begins for all memberships, and what others wait for it meanwhile (memberships.md section 12). */
export async function rollDay(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const tenant = await organisation.opened()
  const changing = bench.quick ? 200 : 2_000
  const roll = () => runClock(tenant, 'memberships.roll-day', { day: today() })
  try {
    await makeDue(tenant, organisation, changing, 0)
    const alone = await roll()
    const quiet = spreadOf(await others(tenant, organisation, pause(bench.quick ? 2000 : 6000)))
    await makeDue(tenant, organisation, changing, 1)
    const rolling = roll()
    const [beside, busy] = await Promise.all([rolling, others(tenant, organisation, rolling)])
    if (moved(alone) !== changing || moved(beside) !== changing) {
      throw new Error(`A day moved ${moved(alone)} and ${moved(beside)} of ${changing} memberships`)
    }
    return linesOf(organisation, alone, quiet, spreadOf(busy))
  } finally {
    await tenant.close()
  }
}

function linesOf({ size }: Organisation, alone: Clockwork, quiet: Waited, busy: Waited): Line[] {
  const durations = alone.commands.map((each) => each.ms)
  const [total, longest] = [sum(durations), Math.max(...durations)]
  const roundTrips = sum(alone.commands.map((each) => each.roundTrips))
  const slowed = busy.p95 / quiet.p95
  const none = { baseline: null, ratio: null }
  return [
    {
      figure: `roll-day, ${count(size.memberships)} memberships, ${count(moved(alone))} changing, ${durations.length} commands`,
      ...{ ours: ms(total), ...none, goal: '≤ 30 s in all', met: total <= 30_000 },
      notes: [`In ${count(roundTrips)} round trips to Postgres.`],
      values: { total, roundTrips, commands: durations.length },
    },
    {
      figure: 'its longest command',
      ...{ ours: ms(longest), ...none, goal: '≤ 250 ms', met: longest <= 250 },
      notes: [
        `Of ${durations.map((each) => Math.round(each)).join(', ')} ms. The first finds a server that has run none yet.`,
      ],
      values: { longest },
    },
    {
      figure: 'what other commands wait meanwhile, 4 callers',
      ...{ ours: `p50 ${short(busy.p50)}, p95 ${ms(busy.p95)}`, ratio: times(slowed) },
      baseline: `p50 ${short(quiet.p50)}, p95 ${ms(quiet.p95)}: without it`,
      ...{ goal: 'p95 ≤ 2 × without it', met: slowed <= 2, notes: [] },
      values: { p50: busy.p50, p95: busy.p95, quietP50: quiet.p50, quietP95: quiet.p95 },
    },
  ]
}

type Waited = ReturnType<typeof spreadOf>
