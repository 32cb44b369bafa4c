import { join } from 'node:path'
import { z } from 'zod'
import type { Bench } from '../measure/bench.ts'
import { costs } from '../measure/cost.ts'
import { count, type Line } from '../measure/line.ts'
import { costsWithin } from '../measure/within.ts'
import { measureIn } from '../stage/program.ts'
import { firstWaiting } from '../stage/seed-organisation.ts'

const sample = costs
const result = z.object({ boards: sample, cards: sample, held: sample, told: sample })

/** `slots-desk`: slots given on a desk without a network, and what its open board is told (plant-slots.md section 12). */
export async function slotsDesk(bench: Bench): Promise<Line[]> {
  const organisation = await bench.organisation()
  const { house, size } = organisation
  const { folder, rows } = await organisation.deskFolder('slots')
  const times = bench.quick ? 30 : 200
  const last = firstWaiting(size)
  const { boards, cards, held, told } = await measureIn(
    join(import.meta.dirname, '..', 'desk-slots.ts'),
    {
      ...{ folder, times, boardId: house.locationIds[0] ?? '' },
      // The last one has nothing free.
      locationIds: house.locationIds.slice(0, -1),
      membershipIds: house.membershipIds.slice(last - 2 * times, last),
    },
    result,
  )
  const of = `on a desk of ${count(rows)} rows`
  return [
    costsWithin(`allocate any 6 of ${count(size.slots)} slots → held here, ${of}`, held, 20, [
      'With a board of 1 000 slots open, which is asked anew after each.',
    ]),
    costsWithin(`one change → told to an open board of 1 000 slots, the desk’s part, ${of}`, told, 50, [
      'A slot is released; from the command being given.',
    ]),
    costsWithin(`a board of 1 000 slots, the desk’s part, ${of}`, boards, 150),
    costsWithin(`scan → floor card, the desk’s part: a code and its slot, ${of}`, cards, 120),
  ]
}
