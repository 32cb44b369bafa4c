import type { Bench } from '../measure/bench.ts'
import { count, type Line, ms } from '../measure/line.ts'
import { median, sum } from '../measure/sample.ts'
import { runClock, today } from '../stage/clock.ts'
import type { FilledTenant } from '../stage/filled-tenant.ts'
import { idOf } from '../stage/seed.ts'
import { slotsEach } from '../stage/seed-organisation.ts'

/** A location that opens again, with so many of its slots free: its command does nothing but serve the queue. */
const reopened = (locationId: string, free: number): string => `
  update plant_slots set status = 'available', member_id = null, membership_id = null, allocated_at = null, offer_id = null
    where id in (select id from plant_slots where location_id = '${locationId}' order by id limit ${free});
  update plant_slot_locations set status = 'closed' where id = '${locationId}';`

/** Whoever waits for what is owed goes home, and those who want some are the first. */
const onlyWanted = `update plant_slot_waitlist set state = 'left' where kind = 'owed';`

async function servings(tenant: Pick<FilledTenant, 'premises' | 'house'>, freed: number, rounds: number) {
  const { premises, house } = tenant
  const locationId = house.locationIds.at(-1) ?? ''
  const commands = []
  for (let at = 0; at < rounds; at += 1) {
    await premises.write(house.tenantId, reopened(locationId, freed))
    const served = await runClock(tenant, 'plant-slots.open-location', { locationId })
    commands.push(...served.commands)
  }
  return commands
}

/** `queue`: five hundred slots become free, and thousands wait (plant-slots.md section 12). */
export async function queue(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const copy = await organisation.copy()
  const tenant = { ...copy, house: organisation.house }
  const [freed, rounds] = bench.quick ? [50, 2] : [500, 4]
  try {
    const owed = await servings(tenant, freed, rounds)
    await copy.premises.write(organisation.house.tenantId, onlyWanted)
    const wanted = await servings(tenant, freed, rounds)
    const all = [...owed, ...wanted].map((each) => each.ms)
    const middle = median(all)
    return [
      {
        figure: `the queue is served after ${freed} slots are freed, ${count(organisation.size.waiting)} waiting, ${all.length} times`,
        ...{ ours: ms(middle), baseline: null, ratio: null, goal: '≤ 250 ms', met: middle <= 250 },
        notes: [
          `Given what was owed in ${owed.map((each) => ms(each.ms)).join(', ')}; offered what was wanted in ${wanted.map((each) => ms(each.ms)).join(', ')}.`,
          `The whole command that opens their location, each in a process that has run none before; ${median([...owed, ...wanted].map((each) => each.roundTrips))} round trips.`,
        ],
        values: { middle, slowest: Math.max(...all) },
      },
    ]
  } finally {
    await copy.premises.close()
  }
}

/** The first memberships end, each with its slots; whoever waits takes any, and nothing else is free. */
const ending = (n: number, day: string): string => `
  update memberships set ends_on = '${day}'::date - 1, auto_renew = false
    where id in (select ${idOf('membership', 'n')} from generate_series(1, ${n}) n);
  update membership_periods set ends_on = '${day}'::date - 1
    where id in (select ${idOf('period', 'n')} from generate_series(1, ${n}) n);
  update plant_slots set maintenance_required = true where status = 'available';
  update plant_slot_waitlist set location_id = null;`

/** `expiry`: memberships with slots end on one day, and their slots go to who waits (plant-slots.md section 12). */
export async function expiry(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const { premises } = await organisation.copy()
  const { house, size } = organisation
  const n = bench.quick ? 60 : 300
  try {
    await premises.write(house.tenantId, ending(n, today()))
    const { commands } = await runClock({ premises, house }, 'memberships.roll-day', { day: today() })
    const [total, longest] = [sum(commands.map((each) => each.ms)), Math.max(...commands.map((each) => each.ms))]
    const none = { baseline: null, ratio: null }
    return [
      {
        figure: `expiry of ${n} memberships with ${n * slotsEach} slots in one day, ${count(size.waiting)} waiting, ${commands.length} commands`,
        ...{ ours: ms(total), ...none, goal: '≤ 3 s', met: total <= 3000 },
        notes: [
          `In ${count(sum(commands.map((each) => each.roundTrips)))} round trips to Postgres; what is freed is given and offered at once.`,
        ],
        values: { total },
      },
      {
        figure: 'its longest command',
        ...{ ours: ms(longest), ...none, goal: '≤ 250 ms', met: longest <= 250 },
        notes: [`Of ${commands.map((each) => Math.round(each.ms)).join(', ')} ms.`],
        values: { longest },
      },
    ]
  } finally {
    await premises.close()
  }
}
