import { join } from 'node:path'
import { z } from 'zod'
import { addDays } from '../../../src-shared/kernel/calendar.ts'
import type { Bench } from '../measure/bench.ts'
import { costs } from '../measure/cost.ts'
import { count, type Line, ms } from '../measure/line.ts'
import { costsWithin } from '../measure/within.ts'
import { today } from '../stage/clock.ts'
import { measureIn } from '../stage/program.ts'

const sample = costs
const result = z.object({
  ...{ lists: sample, active: sample, single: sample, find: sample, standing: sample, freeze: sample, change: sample },
  ...{ enrolled: sample, live: sample, slowest: z.array(z.object({ text: z.string(), ms: z.number() })) },
})

/** `memberships-desk`: plans, members, finds, previews and sales on a desk without a network (memberships.md section 12). */
export async function membershipsDesk(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const { house, size } = organisation
  const { folder, rows } = await organisation.deskFolder('memberships')
  const held = house.membershipIds.slice(-500).flatMap((membershipId, n) => {
    const memberId = house.memberIds.slice(-500)[n]
    return memberId === undefined ? [] : [{ membershipId, memberId }]
  })
  const measured = await measureIn(
    join(import.meta.dirname, '..', 'desk-memberships.ts'),
    {
      ...{ folder, times: bench.quick ? 30 : 150, planIds: organisation.offered, held, members: size.members },
      ...{ day: today(), freezeDay: addDays(today(), 2) },
    },
    result,
  )
  const of = `on a desk of ${count(rows)} rows`
  const slowest = measured.slowest.map(({ text, ms: took }) => `"${text}" ${ms(took)}`)
  return [
    costsWithin(`plan list, any page, ${of}`, measured.lists, 10),
    costsWithin(`active plans, ${of}`, measured.active, 5),
    costsWithin(`single plan, ${of}`, measured.single, 5),
    costsWithin(`member creation with plan → held here, ${of}`, measured.enrolled, 25),
    costsWithin(`find, any text, ${count(size.members)} members, ${of}`, measured.find, 80, [
      `Slowest: ${slowest.join(', ')}.`,
    ]),
    costsWithin(`standing card, the desk’s part, ${of}`, measured.standing, 120),
    costsWithin(`live query after an own command, ${of}`, measured.live, 50, [
      'From the answer that a sale is held here until watching queries have been told, the list of members among them.',
    ]),
    costsWithin(`preview-freeze, ${of}`, measured.freeze, 5),
    costsWithin(`preview-change, ${of}`, measured.change, 5),
  ]
}
